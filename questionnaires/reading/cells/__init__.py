"""One module per kind of cell; the registry of readers."""

from questionnaires.programme import Programme
from questionnaires.question import Kind, Question
from questionnaires.reading.cells import (
    capacity,
    choice,
    choices,
    contact,
    dates,
    grade,
    hours,
    name,
    names,
    number,
    organisation,
    ranges,
    scale,
    text,
    yes_no,
)
from questionnaires.reading.cells.cell import Reader

READERS = {
    Kind.NAME: name.make_reader,
    Kind.TEXT: text.make_reader,
    Kind.CONTACT: contact.make_reader,
    Kind.CHOICE: choice.make_reader,
    Kind.CHOICES: choices.make_reader,
    Kind.SCALE: scale.make_reader,
    Kind.NUMBER: number.make_reader,
    Kind.HOURS: hours.make_reader,
    Kind.GRADE: grade.make_reader,
    Kind.GRADES: ranges.make_grades_reader,
    Kind.AGES: ranges.make_ages_reader,
    Kind.DATE: dates.make_date_reader,
    Kind.YES_NO: yes_no.make_reader,
    Kind.NAMES: names.make_reader,
    Kind.TIMESTAMP: dates.make_timestamp_reader,
}


def make_reader(question: Question, programme: Programme) -> Reader:
    """Return the reader of the cells of one question."""
    if question.key in {base.capacity.question for base in programme.bases}:
        return capacity.make_reader(question)
    if question.kind is Kind.ORGANISATION:
        return organisation.make_reader(question, programme.organisations)
    return READERS[question.kind](question)
