"""Numbers as people write them: «2,5», «два», «полтора», «1 000»."""

import re
from decimal import Decimal

from questionnaires.question import Question
from questionnaires.wording import Wording

_WORDS = {
    "ноль": "0", "пол": "0.5", "половина": "0.5", "один": "1", "одна": "1", "одно": "1", "полтора": "1.5",
    "полторы": "1.5", "два": "2", "две": "2", "три": "3", "четыре": "4", "пять": "5", "шесть": "6", "семь": "7",
    "восемь": "8", "девять": "9", "десять": "10",
    # as «Скольких вы готовы взять» is answered
    "одного": "1", "одну": "1", "двух": "2", "двоих": "2", "двое": "2", "трех": "3", "троих": "3", "трое": "3",
    "четырех": "4", "четверых": "4", "четверо": "4", "пяти": "5", "пятерых": "5", "пятеро": "5",
}  # fmt: skip
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
NUMBER = r"(\d+(?:[.,]\d+)?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
"""Pattern of one number in digits or in a word."""


def read_quantity(text: str) -> Decimal | None:
    """Return the number a text is, or None."""
    if text in _WORDS:
        return Decimal(_WORDS[text])
    if _NUMBER.fullmatch(text):
        return Decimal(text.replace(" ", "").replace(",", "."))
    return None


def canonical(number: Decimal) -> Decimal:
    """Return the number without an exponent and without zeros behind the point: one number, one spelling."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def in_bounds(question: Question, number: Decimal) -> bool:
    """Tell whether the number lies within the question's bounds."""
    low = question.least is None or number >= question.least
    return low and (question.most is None or number <= question.most)


def bounds_of(question: Question) -> Wording:
    """Return «от 1 до 10» as it stands in a sentence."""
    low, high = question.least, question.most
    if low is None:
        return Wording(f"не больше {high}", f"up to {high}")
    return (
        Wording(f"от {low}", f"from {low}")
        if high is None
        else Wording(f"от {low} до {high}", f"from {low} to {high}")
    )
