"""Several options in one cell, split against the known options, longest first: an option may hold commas."""

import re
from collections.abc import Iterator, Mapping

from questionnaires.question import Question
from questionnaires.reading.cells.cell import UNKNOWN, Cell, Reader, Reading, text_of
from questionnaires.reading.cells.choice import option_spellings, unknown_option
from questionnaires.reading.cells.yes_no import NO, YES
from questionnaires.reading.spelling import fold, lower, plain, without_emoji

_BETWEEN = " ,;|/•·-\n"
_ENDS = ",;|/•·\n"
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")
_NOTHING = frozenset(
    {"ничего", "ничего не нужно", "нет", "никакие", "никаких", "никакой", "не нужно", "не нужна", "нет таких"}
)


def make_reader(question: Question) -> Reader:
    """Return the reader of a multiple choice."""
    spellings = option_spellings(question.options)
    longest_first = sorted(spellings, key=lambda text: (-len(text), text))
    order = {option.key: place for place, option in enumerate(question.options)}

    def read(cell: Cell) -> Reading:
        text = plain(without_emoji(text_of(_one_line(cell))))
        if not text:
            return UNKNOWN
        pieces = split_options(lower(text), longest_first)
        if not any(known for _, _, known in pieces) and lower(text) in _NOTHING:
            return Reading(())
        keys = {spellings[lower(text[start:end])] for start, end, known in pieces if known}
        unknown = [text[start:end].strip() for start, end, known in pieces if not known]
        remarks = tuple(unknown_option(question, piece) for piece in unknown)
        # Nothing known is not the same as nothing needed: the answer is then unknown.
        value = tuple(sorted(keys, key=order.__getitem__)) if keys else None
        return Reading(value, remarks)

    return read


def _one_line(cell: Cell) -> Cell:
    """Return the cell with line breaks as separators: one option a line is a way of writing several."""
    if not isinstance(cell, str):
        return cell
    lines = cell.replace("\r", "\n").split("\n")
    return "; ".join(_NUMBERED.sub("", line) for line in lines) if len(lines) > 1 else cell


def split_options(text: str, longest_first: list[str]) -> list[tuple[int, int, bool]]:
    """Split a folded text into (start, end, is a known option).

    A split in which every piece is known is preferred, and among those the one whose pieces are longest first;
    otherwise known options are taken greedily and what stands between them is unknown.
    """
    return _split_fully(text, longest_first) or _split_greedily(text, longest_first)


def _split_fully(text: str, longest_first: list[str]) -> list[tuple[int, int, bool]] | None:
    failed: set[int] = set()

    def follow(position: int) -> list[tuple[int, int, bool]] | None:
        start = _skip(text, position)
        if start == len(text):
            return []
        if start in failed:
            return None
        for end in _option_ends(text, start, longest_first):
            rest = follow(end)
            if rest is not None:
                return [(start, end, True), *rest]
        failed.add(start)
        return None

    return follow(0)


def _split_greedily(text: str, longest_first: list[str]) -> list[tuple[int, int, bool]]:
    pieces: list[tuple[int, int, bool]] = []
    start = _skip(text, 0)
    while start < len(text):
        end = next(_option_ends(text, start, longest_first), 0)
        if end:
            pieces.append((start, end, True))
        else:
            end = next((place for place in range(start, len(text)) if text[place] in _ENDS), len(text))
            pieces.append((start, end, False))
        start = _skip(text, end)
    return _join_unknown(pieces)


def _join_unknown(pieces: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Join neighbours that are both unknown: «Другое» may hold commas too."""
    joined: list[tuple[int, int, bool]] = []
    for piece in pieces:
        if joined and not piece[2] and not joined[-1][2]:
            joined[-1] = (joined[-1][0], piece[1], False)
        else:
            joined.append(piece)
    return joined


def _option_ends(text: str, start: int, longest_first: list[str]) -> Iterator[int]:
    for option in longest_first:
        if text.startswith(option, start):
            end = start + len(option)
            rest = text[end:].lstrip(" .")
            if not rest or rest[0] in _ENDS:
                yield end


def _skip(text: str, position: int) -> int:
    while position < len(text) and (text[position] in _BETWEEN or text[position] == "."):
        position += 1
    return position


def options_of_grid(question: Question, cells: Mapping[str, Cell]) -> Reading:
    """Read a grid question: row label → cell; a row is an option that is ticked, or the row and the cell together."""
    spellings = option_spellings(question.options)
    order = {option.key: place for place, option in enumerate(question.options)}
    keys: set[str] = set()
    remarks = []
    for label, cell in cells.items():
        ticked = fold(text_of(cell))
        option = spellings.get(fold(label))
        if option is not None and (ticked in YES or ticked == fold(label)):
            keys.add(option)
        elif option is None or ticked not in NO:
            found = _combined(label, text_of(cell), spellings)
            keys.update(found)
            remarks += [] if found else [unknown_option(question, f"{label}: {text_of(cell)}")]
    answered = bool(cells) and not (remarks and not keys)
    return Reading(tuple(sorted(keys, key=order.__getitem__)) if answered else None, tuple(remarks))


def _combined(label: str, text: str, spellings: Mapping[str, str]) -> set[str]:
    """Return the options «Понедельник, после уроков» that a row and the pieces of its cell make."""
    pieces = [piece.strip() for piece in text.replace(";", ",").split(",") if piece.strip()]
    texts = [f"{label}{between}{piece}" for piece in pieces for between in (" ", ", ", ": ", " - ")]
    return {spellings[fold(combined)] for combined in texts if fold(combined) in spellings}
