"""One module per kind of cell; the registry of readers."""

from questionnaires.programme import Programme
from questionnaires.question import Kind, Question, Questionnaire
from questionnaires.reading.cells import (
    birth_date,
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


def make_reader(
    question: Question, programme: Programme, questionnaire: Questionnaire | None = None
) -> Reader:
    """Return the reader of the cells of one question.

    Parameters
    ----------
    questionnaire
        The one that was answered, if it is known: whose questionnaire it is tells which ages are possible.
    """
    if question.key in {base.capacity.question for base in programme.bases}:
        return capacity.make_reader(question)
    if question.kind is Kind.ORGANISATION:
        return organisation.make_reader(question, programme.organisations)
    if question.key == birth_date.KEY and question.kind is Kind.DATE:
        ages = birth_date.possible_ages(programme, questionnaire)
        return birth_date.make_reader(question, programme.date, ages)
    return READERS[question.kind](question)
