"""Plants the oddities of real files in known places; each is one that reading can mend or step over."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from questionnaires.examples.dice import Dice
from questionnaires.examples.example import Trap, TrapKind
from questionnaires.examples.files.filing import Part
from questionnaires.examples.files.sheet import Cell, Row
from questionnaires.question import Kind, Question

Spoil = Callable[[Question, str, Part], str | None]
"""Takes a question, its cell as a careful person fills it and the file; returns the spoilt cell, or None."""

LOOK_ALIKES = str.maketrans("АВСЕОТНКМРХаеосрх", "ABCEOTHKMPXaeocpx")
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
PRINTED = {"position", "workplace"}
"""Texts that stand in an order: nothing odd is written there."""
GRIDDED = "days"
"""The question that Google's files ask as a grid."""
ROWS_A_TRAP = 4
"""A file has at most one spoilt cell for so many rows."""
OWN_WORDS = ("собираю модели поездов", "пока не решил(а)", "помощь с дневником погоды", "всё понемногу")
FORMULAS = ("=очень хочу попробовать", "+ ещё рисую", "-пока не знаю", "@ пишу стихи")


def _latin_grade(question: Question, cell: str, part: Part) -> str | None:
    return f"{cell[:-1]}{'a' if cell[-1] == 'А' else 'B'}" if cell[-1:] in {"А", "В"} else None


def _quoted_grade(question: Question, cell: str, part: Part) -> str | None:
    return f"{cell[:-1]} «{cell[-1]}»" if cell[-1:].isalpha() else None


def _dashed_grade(question: Question, cell: str, part: Part) -> str | None:
    return f"{cell[:-1]}-{cell[-1].lower()}" if cell[-1:].isalpha() else None


def _worded_grade(question: Question, cell: str, part: Part) -> str | None:
    return f"{cell} класс" if cell.isdigit() else None


def _roman_grade(question: Question, cell: str, part: Part) -> str | None:
    return ROMAN[int(cell)] if cell.isdigit() else None


def _double_space(question: Question, cell: str, part: Part) -> str | None:
    return cell.replace(" ", "  ", 1)


def _latin_name(question: Question, cell: str, part: Part) -> str | None:
    place = next((i for i, letter in enumerate(cell) if i and letter in "аеосрх"), None)
    if place is None:
        return None
    return cell[:place] + cell[place].translate(LOOK_ALIKES) + cell[place + 1 :]


def _capitals(question: Question, cell: str, part: Part) -> str | None:
    return cell.upper()


def _yo(question: Question, cell: str, part: Part) -> str | None:
    return cell.replace("ё", "е") if "ё" in cell else None


def _nbsp(question: Question, cell: str, part: Part) -> str | None:
    return cell.replace(" ", "\N{NO-BREAK SPACE}", 1)


def _hours(question: Question, cell: str, part: Part) -> str | None:
    if not cell.isdigit():
        return None
    word = {"1": "час", "2": "часа", "3": "часа", "4": "часа"}.get(cell, "часов")
    return f"{cell} {word} в неделю"


def _range(question: Question, cell: str, part: Part) -> str | None:
    if "–" not in cell:
        return None
    return f"{cell} класс" if question.kind is Kind.GRADES else f"{cell.replace('–', '-')} лет"


def _out_of(question: Question, cell: str, part: Part) -> str | None:
    return f"{cell}/{question.most or 10}" if cell.isdigit() else None


def _decimal_comma(question: Question, cell: str, part: Part) -> str | None:
    return cell.replace(".", ",") if "." in cell else None


def _iso_date(question: Question, cell: str, part: Part) -> str | None:
    day, dot, rest = cell.partition(".")
    return "-".join((*reversed(rest.split(".")), day)) if dot else None


def _own_words(question: Question, cell: str, part: Part) -> str | None:
    words = OWN_WORDS[(len(part.name) + len(cell)) % len(OWN_WORDS)]
    return f"{cell}{part.shape.joiner}{words}" if question.other and cell else None


def _option_with_comma(question: Question, cell: str, part: Part) -> str | None:
    labels = [option.label for option in question.options if "," in option.label]
    return cell if any(label in cell and label != cell for label in labels) else None


def _formula(question: Question, cell: str, part: Part) -> str | None:
    if question.key in PRINTED:
        return None
    return FORMULAS[len(part.name) % len(FORMULAS)]


CELL_TRAPS: tuple[tuple[TrapKind, frozenset[Kind], Spoil], ...] = (
    (TrapKind.LATIN_GRADE, frozenset({Kind.GRADE}), _latin_grade),
    (TrapKind.QUOTED_GRADE, frozenset({Kind.GRADE}), _quoted_grade),
    (TrapKind.DASHED_GRADE, frozenset({Kind.GRADE}), _dashed_grade),
    (TrapKind.WORDED_GRADE, frozenset({Kind.GRADE}), _worded_grade),
    (TrapKind.ROMAN_GRADE, frozenset({Kind.GRADE}), _roman_grade),
    (TrapKind.DOUBLE_SPACE, frozenset({Kind.NAME}), _double_space),
    (TrapKind.LATIN_NAME, frozenset({Kind.NAME}), _latin_name),
    (TrapKind.CAPITALS, frozenset({Kind.NAME}), _capitals),
    (TrapKind.YO, frozenset({Kind.NAME}), _yo),
    (TrapKind.NBSP, frozenset({Kind.NAME}), _nbsp),
    (TrapKind.HOURS_IN_WORDS, frozenset({Kind.HOURS}), _hours),
    (TrapKind.RANGE_IN_WORDS, frozenset({Kind.AGES, Kind.GRADES}), _range),
    (TrapKind.OUT_OF, frozenset({Kind.SCALE}), _out_of),
    (TrapKind.DECIMAL_COMMA, frozenset({Kind.NUMBER, Kind.HOURS}), _decimal_comma),
    (TrapKind.ISO_DATE, frozenset({Kind.DATE}), _iso_date),
    (TrapKind.OWN_WORDS, frozenset({Kind.CHOICE, Kind.CHOICES}), _own_words),
    (TrapKind.OPTION_WITH_COMMA, frozenset({Kind.CHOICES}), _option_with_comma),
    (TrapKind.FORMULA, frozenset({Kind.TEXT}), _formula),
)


def plant(part: Part, dice: Dice) -> tuple[Part, list[Trap]]:
    """Return the file with the traps that its questions allow, each in its own row, and where they are."""
    part, traps = _left_by_service(part)
    traps += _repeated(part)
    sent = Counter(one.persona.name for one in part.submissions)
    taken = {row for row, one in enumerate(part.submissions) if sent[one.persona.name] > 1}
    # files take the traps in different orders, so that small files together have all of them
    first, before = dice.below(len(CELL_TRAPS)), len(traps)
    for kind, kinds, spoil in (*CELL_TRAPS[first:], *CELL_TRAPS[:first]):
        spoilt = _first_spoilt(part, dice.shuffle(_places(part, kinds, taken)), spoil)
        if spoilt is not None and len(traps) < before + len(part.submissions) // ROWS_A_TRAP:
            row, column, cell = spoilt
            taken.add(row)
            part = replace(part, sheet=part.sheet.with_cell(row, column, cell))
            traps.append(_trap(part, row, column, kind))
    return _left_by_hand(*_as_grid(part, traps))


def _as_grid(part: Part, traps: list[Trap]) -> tuple[Part, list[Trap]]:
    """Ask the days in the way of Google's grids: a column for each, in which it is ticked."""
    question = next((q for q in part.questions if q.key == GRIDDED and q.kind is Kind.CHOICES), None)
    if question is None or not part.shape.is_google:
        return part, traps
    sheet, place = part.sheet, part.column(question)
    labels = [option.label for option in question.options]
    headers = [f"{sheet.headers[place]} [{label}]" for label in labels]
    rows = [
        (*row[:place], *(_tick(label, str(row[place]), part) for label in labels), *row[place + 1 :])
        for row in sheet.rows
    ]
    sheet = replace(
        sheet, headers=(*sheet.headers[:place], *headers, *sheet.headers[place + 1 :]), rows=tuple(rows)
    )
    found = [Trap(file=part.name, row=None, column=header, kind=TrapKind.GRID) for header in headers]
    return replace(part, sheet=sheet), [*traps, *found]


def _tick(label: str, cell: str, part: Part) -> str:
    return "да" if label in cell.split(part.shape.joiner) else ""


def _places(part: Part, kinds: frozenset[Kind], taken: set[int]) -> list[tuple[int, Question]]:
    questions = [question for question in part.questions if question.kind in kinds]
    return [(row, q) for row in range(len(part.submissions)) if row not in taken for q in questions]


def _first_spoilt(
    part: Part, places: list[tuple[int, Question]], spoil: Spoil
) -> tuple[int, int, str] | None:
    for row, question in places:
        column = part.column(question)
        cell = str(part.sheet.rows[row][column])
        spoilt = spoil(question, cell, part) if cell or question.kind is Kind.TEXT else None
        if spoilt is not None:
            return row, column, spoilt
    return None


def _trap(part: Part, row: int, column: int, kind: TrapKind) -> Trap:
    sheet = part.sheet
    return Trap(
        file=part.name,
        row=row + 2,
        column=sheet.headers[column],
        kind=kind,
        found=str(sheet.rows[row][column]),
    )


def _repeated(part: Part) -> list[Trap]:
    rows = [row for row, one in enumerate(part.submissions) if one.outdated]
    return [
        Trap(
            file=part.name,
            row=row + 2,
            column="",
            kind=TrapKind.REPEATED,
            found=part.submissions[row].persona.name,
        )
        for row in rows
    ]


def _left_by_service(part: Part) -> tuple[Part, list[Trap]]:
    """Add what Google leaves around the answers, and a column of the school's own."""
    sheet = part.sheet
    if not part.shape.is_google:
        return part, []
    number, last = len(sheet.rows), len(sheet.headers) - 1
    long = f"{sheet.headers[last]}  "
    statuses: list[Cell] = ["проверено" if row % 4 else "" for row in range(number)]
    sheet = sheet.with_header(last, long).with_new_column("Статус", statuses)
    sheet = sheet.with_new_column("", [""] * number).with_new_column("", [""] * number)
    kinds = ((TrapKind.LONG_HEADER, long), (TrapKind.HAND_COLUMN, "Статус"), (TrapKind.EMPTY_HEADER, ""))
    traps = [Trap(file=part.name, row=None, column=column, kind=kind) for kind, column in kinds]
    return replace(part, sheet=sheet), traps


def _left_by_hand(part: Part, traps: list[Trap]) -> tuple[Part, list[Trap]]:
    """Add the empty rows that Excel keeps after people were deleted from its table."""
    sheet = part.sheet
    if part.shape.is_google:
        return part, traps
    empty: Row = tuple("" for _ in sheet.headers)
    phantom = Trap(file=part.name, row=len(sheet.rows) + 2, column="", kind=TrapKind.PHANTOM_ROWS)
    rows = (*sheet.rows, empty, (" ", *empty[1:]), *[empty] * 40)
    return replace(part, sheet=sheet.with_rows(rows)), [*traps, phantom]
