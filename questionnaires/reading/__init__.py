"""Reading survey files: from bytes in any shape to answers by code, with everything noticed on the way."""

from questionnaires.reading.corrected import corrected_copy
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.people.people_file import read_people, write_people
from questionnaires.reading.reader import read_answers
from questionnaires.reading.recognition.proposing import propose_profile

__all__ = ["InputFile", "corrected_copy", "propose_profile", "read_answers", "read_people", "write_people"]
