"""Several names in one cell, in order: «1. Иванова М.; 2. Петров И.», «нет»."""

import re

from questionnaires.question import Question
from questionnaires.reading.cells.cell import UNKNOWN, Cell, Reader, Reading, text_of
from questionnaires.reading.cells.grade import read_grade
from questionnaires.reading.spelling import clean, fold

NOBODY = frozenset({"нет", "никого", "никто", "никаких", "нет таких", "не хочу", "все равно", "всё равно"})
_NUMBERING = re.compile(r"(?:^|(?<=[\s,;]))\d{1,2}[.)]\s*(?=\D)")
_BETWEEN = re.compile(r"[;,\n|]|\s+/\s+|\s+и\s+(?=[А-ЯЁA-Z])")


def make_reader(question: Question) -> Reader:
    """Return the reader of a list of names; they are resolved against the register later."""

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        if not text:
            return UNKNOWN
        return Reading(() if fold(text).rstrip(".") in NOBODY else split_names(str(cell)))

    return read


def split_names(text: str) -> tuple[str, ...]:
    """Split a cell into names; a class after a comma («Иванова М., 9А») belongs to the name before it."""
    names: list[str] = []
    for piece in _BETWEEN.split(_NUMBERING.sub(";", text)):
        name = clean(piece).strip(" .") if len(clean(piece)) < 3 else clean(piece)
        if names and name and read_grade(name) is not None:
            names[-1] = f"{names[-1]} ({name})"
        elif name:
            names.append(name)
    return tuple(names)


def is_numbered(text: str) -> bool:
    """Tell whether the person numbered the names: then their order is a ranking."""
    return bool(_NUMBERING.search(text))
