"""A value as a person writes it in a cell."""

from datetime import date, datetime

from questionnaires.question import Kind, Question, Value


def shown(value: Value | None, question: Question) -> str:
    """Return the canonical spelling of an answer; nothing where it is blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, tuple):
        return "; ".join(question.label(key) for key in value) or "нет"
    if question.kind in {Kind.NUMBER, Kind.HOURS}:
        return str(value).replace(".", ",")
    return question.label(value) if isinstance(value, str) else str(value)
