"""A register of invented people."""

from questionnaires.people import People, Person
from questionnaires.reading import InputFile, write_people


def register(*persons: Person) -> InputFile:
    return InputFile("people.csv", write_people(People(persons)))


def person(code: str, name: str, **facts: object) -> Person:
    side = {"Н": "mentees", "М": "mentors"}[code[0]]
    return Person(code=code, name=name, **{"organisation": "school-1", "base": side, **facts})
