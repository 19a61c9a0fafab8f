"""How an answer is written into a cell, before anything goes wrong with it."""

from datetime import date, datetime
from decimal import Decimal

from questionnaires.examples.files.shapes import Shape
from questionnaires.examples.files.sheet import Cell
from questionnaires.programme import Programme
from questionnaires.question import SHOWN, Question, Value


def write_answer(question: Question, value: Value | None, shape: Shape, programme: Programme) -> Cell:
    """Return the cell in which a careful person, or a form service, gives this answer."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(SHOWN[value]).capitalize()
    if isinstance(value, tuple):
        return shape.joiner.join(question.label(key) for key in value)
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, str):
        return _write_text(question, value, programme)
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        # a workbook of the project's own holds real dates; services write them as text
        return value.strftime(shape.day) if shape.day else value
    return value if isinstance(value, int) else str(value)


def _write_text(question: Question, value: str, programme: Programme) -> str:
    if question.options:
        return question.label(value)
    return next((place.short for place in programme.organisations if place.key == value), value)
