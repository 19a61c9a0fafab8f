"""Да / нет, in the ways people tick."""

from questionnaires.question import Question
from questionnaires.reading.cells.cell import UNKNOWN, Cell, Reader, Reading, text_of, unreadable
from questionnaires.reading.spelling import fold
from questionnaires.wording import Wording

EXPECTED = Wording("«да» или «нет»", "“yes” or “no”")
YES = frozenset(
    {
        "да",
        "+",
        "1",
        "истина",
        "true",
        "yes",
        "v",
        "✓",
        "✔",
        "☑",
        "есть",
        "согласен",
        "согласна",
        "готов",
        "готова",
    }
)
NO = frozenset(
    {"нет", "0", "ложь", "false", "no", "не", "не согласен", "не согласна", "не готов", "не готова"}
)


def make_reader(question: Question) -> Reader:
    """Return the reader of a yes or no."""

    def read(cell: Cell) -> Reading:
        text = fold(text_of(cell)).rstrip(".!")
        if not text:
            return UNKNOWN
        if text in YES or text.startswith("да,"):
            return Reading(True)
        if text in NO or text.startswith("нет,"):
            return Reading(False)
        return unreadable(question, cell, EXPECTED)

    return read
