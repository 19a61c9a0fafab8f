"""Example answers of invented people, in the shapes that real files have: ``example_files(programme)``."""

from questionnaires.examples.example import Example, InputFile, Trap, TrapKind
from questionnaires.examples.generator import example_files

__all__ = ["Example", "InputFile", "Trap", "TrapKind", "example_files"]
