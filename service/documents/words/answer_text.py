"""How an answer is printed on paper."""

from datetime import date
from decimal import Decimal

from questionnaires.question import SHOWN, Kind, Question, Value


def answer_text(question: Question, value: Value) -> str:
    """Return an answer as people read it: labels of options, dates as дд.мм.гггг, «2,5» and not 2.5."""
    if isinstance(value, bool):
        return SHOWN[value].ru
    if isinstance(value, tuple):
        return "; ".join(question.label(key) for key in value)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Decimal):
        return f"{number_text(value)} ч в неделю" if question.kind is Kind.HOURS else number_text(value)
    return question.label(value) if isinstance(value, str) else str(value)


def day_text(day: date) -> str:
    """Return «01.09.2026»."""
    return f"{day:%d.%m.%Y}"


def number_text(number: Decimal) -> str:
    """Return «22» or «1,5»."""
    return f"{number.normalize():f}".replace(".", ",")
