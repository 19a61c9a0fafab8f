"""Example answers of invented people, in the shapes that real files have: ``example_files(programme)``."""

from questionnaires.examples.broken import broken_files
from questionnaires.examples.example import Example, Trap, TrapKind
from questionnaires.examples.files.shuffling import shuffled
from questionnaires.examples.generator import example_files
from questionnaires.reading.input_file import InputFile

__all__ = ["Example", "InputFile", "Trap", "TrapKind", "broken_files", "example_files", "shuffled"]
