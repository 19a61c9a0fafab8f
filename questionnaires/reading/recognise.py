"""What each table is: told by its headers, said aloud, and an error when nothing fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from questionnaires.people import Person
from questionnaires.programme import Base, Document, Programme, Side
from questionnaires.question import Kind, Questionnaire
from questionnaires.reading.findings import Findings
from questionnaires.reading.headers import HEADER_ROWS, Mapped, map_headers, questions_of
from questionnaires.reading.list_forms import (
    LEFT,
    LOCKS_FORM,
    OLD_BASE_QUESTIONS,
    OLD_BASES,
    PREFERENCES_FORM,
    REPLACED,
    VERDICTS_FORM,
)
from questionnaires.reading.messages import (
    AMBIGUOUS_FILE,
    SHEET_SKIPPED,
    UNEXPECTED_FILE,
    UNRECOGNISED,
    Place,
)
from questionnaires.reading.own_base import SIGNS, OwnBase, bases_of, open_own_base, split_own_base
from questionnaires.reading.profile import FileProfile, Profile
from questionnaires.reading.records_form import CODE, RECORDS_FORM
from questionnaires.reading.sheet import Sheet
from questionnaires.reading.spelling import fold_header

IGNORE = "ignore"
NOBODY: Mapping[str, Person] = {}
_OLD_BASE_LEAST = 6
"""Headers of the 13 or 16 that make a table an existing base."""
_OLD_BASE_SIGNS = frozenset({fold_header("ФИО"), fold_header("Дата вхождения")})


class Layout(StrEnum):
    """What a file holds."""

    BASE = "base"
    OLD_BASE = "old-base"
    RECORDS = "records"
    REQUESTS = "requests"
    PREFERENCES = "preferences"
    VERDICTS = "verdicts"
    LOCKS = "locks"


ANSWER_LAYOUTS = (Layout.BASE, Layout.OLD_BASE, Layout.RECORDS, Layout.REQUESTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A table whose kind is known.

    Parameters
    ----------
    base
        Key of the base the rows go to, where a profile or an old base says so; empty when the answers decide.
    """

    layout: Layout
    mapped: Mapped
    base: str = ""


def questionnaires_of(programme: Programme) -> tuple[Questionnaire, ...]:
    """Return the questionnaires of the bases, each once."""
    return tuple({base.questionnaire.key: base.questionnaire for base in programme.bases}.values())


def candidates(programme: Programme, layouts: Sequence[Layout]) -> list[tuple[Layout, Questionnaire]]:
    """Return what a table may be."""
    forms: list[tuple[Layout, Questionnaire | None]] = [
        *((Layout.BASE, questionnaire) for questionnaire in questionnaires_of(programme)),
        (Layout.REQUESTS, programme.third_party),
        (Layout.RECORDS, RECORDS_FORM),
        (Layout.PREFERENCES, programme.preferences or PREFERENCES_FORM),
        (Layout.VERDICTS, programme.verdicts or VERDICTS_FORM),
        (Layout.LOCKS, LOCKS_FORM),
    ]
    return [(layout, form) for layout, form in forms if layout in layouts and form is not None]


def recognise(
    sheets: Sequence[Sheet],
    programme: Programme,
    profile: Profile,
    layouts: Sequence[Layout],
    findings: Findings,
    people: Mapping[str, Person] = NOBODY,
) -> list[Known]:
    """Return the tables of one file that could be recognised; `people`: the register by code."""
    known: list[Known] = []
    unknown: list[Sheet] = []
    for sheet in sheets:
        chosen = profile.find(sheet.file, sheet.title)
        if (chosen and chosen.reads == IGNORE) or (not chosen and _is_beside_base(sheet, sheets)):
            continue
        own = None if chosen or Layout.OLD_BASE not in layouts else open_own_base(sheet, people)
        if own:
            known += _recognise_own_base(own, programme, findings)
            continue
        found = _recognise_sheet(sheet, programme, chosen, layouts, findings)
        (known if found else unknown).append(found or sheet)  # type: ignore[arg-type]
    for sheet in unknown:
        _report(sheet, programme, layouts, findings, is_alone=not known)
    return known


def _recognise_sheet(
    sheet: Sheet,
    programme: Programme,
    chosen: FileProfile | None,
    layouts: Sequence[Layout],
    findings: Findings,
) -> Known | None:
    given = chosen.folded_columns() if chosen else None
    wanted = candidates(programme, layouts)
    if chosen and chosen.reads:
        wanted = [(layout, form) for layout, form in wanted if form.key == chosen.reads]
    elif Layout.OLD_BASE in layouts and (side := _old_base_side(sheet)):
        return _recognise_old_base(sheet, programme, side, chosen, findings)
    mapped = [(layout, map_headers(sheet, form, given)) for layout, form in wanted]
    fitting = [
        (layout, found) for layout, found in mapped if (chosen and chosen.reads) or fits(layout, found)
    ]
    best = _best([found for _, found in fitting])
    if not best:
        return None
    if len(best) > 1:
        titles = ", ".join(f"«{found.questionnaire.title}»" for found in best)
        findings.add(AMBIGUOUS_FILE, Place(sheet.file), titles=titles)
    layout = next(layout for layout, found in fitting if found is best[0])
    return Known(layout=layout, mapped=best[0], base=chosen.base if chosen else "")


def fits(layout: Layout, mapped: Mapped) -> bool:
    """Tell whether a table has the columns without which it cannot be this."""
    has = mapped.columns.keys()
    named = "name" in has or CODE.key in has
    if layout is Layout.RECORDS:
        return named and any(document.value in has for document in Document)
    if layout is Layout.REQUESTS:
        return named and _has_kind(mapped, Kind.CHOICES)
    if layout is Layout.PREFERENCES:
        return named and _has_kind(mapped, Kind.NAMES)
    if layout is Layout.VERDICTS:
        return {"mentee", "mentor", "outcome"} <= has
    if layout is Layout.LOCKS:
        return {"kind", "mentee"} <= has
    questions = len(mapped.questionnaire.questions)
    return _is_named(mapped) and len(has) >= 2 and 3 * len(has) >= questions


def _is_named(mapped: Mapped) -> bool:
    keys = {
        question.key
        for question in mapped.questions
        if question.kind is Kind.NAME or question.key == CODE.key
    }
    return any(key in mapped.columns for key in keys)


def _has_kind(mapped: Mapped, kind: Kind) -> bool:
    return any(question.kind is kind and question.key in mapped.columns for question in mapped.questions)


def _best(mapped: list[Mapped]) -> list[Mapped]:
    """Return the tables read with most columns and fewest questions left over; several when they are equal."""
    ranks = [(-len(found.columns), len(found.missing)) for found in mapped]
    return [found for found, rank in zip(mapped, ranks, strict=True) if rank == min(ranks)]


def _old_base_side(sheet: Sheet, signs: frozenset[str] = _OLD_BASE_SIGNS) -> Side | None:
    """Return the side of an existing base, when the table has its headers; the two sides share half of them."""
    best: tuple[int, Side | None] = (_OLD_BASE_LEAST - 1, None)
    for row in range(min(HEADER_ROWS, sheet.height)):
        found = {fold_header(header) for header in sheet.headers(row)}
        for side, headers in OLD_BASES.items():
            expected = {fold_header(header) for header in headers} - {""}
            if expected & found >= signs - {fold_header(CODE.text)}:
                best = max(best, (len(expected & found), side), key=lambda one: one[0])
    return best[1]


def _is_beside_base(sheet: Sheet, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a sheet is what an exported base keeps beside its people."""
    return sheet.title in {LEFT, REPLACED} and any(open_own_base(other, {}) for other in sheets)


def _recognise_own_base(own: OwnBase, programme: Programme, findings: Findings) -> list[Known]:
    side = _old_base_side(own.sheet, SIGNS) or Side.MENTEE
    bases = bases_of(programme, side)
    return [
        Known(layout=Layout.OLD_BASE, mapped=mapped, base=base.key)
        for base, mapped in split_own_base(own, bases, findings)
    ]


def _recognise_old_base(
    sheet: Sheet, programme: Programme, side: Side, chosen: FileProfile | None, findings: Findings
) -> Known | None:
    bases = [base for base in programme.bases if base.side is side and not base.private]
    if chosen and chosen.base:
        bases = [base for base in programme.bases if base.key == chosen.base]
    if not bases:
        return None
    given = chosen.folded_columns() if chosen else None
    mapped = [map_headers(sheet, base.questionnaire, given, extra=_old_headers(base)) for base in bases]
    ranks = [
        (_common_words(sheet, base), len(found.columns)) for base, found in zip(bases, mapped, strict=True)
    ]
    best = [place for place, rank in enumerate(ranks) if rank == max(ranks)]
    if len(best) > 1:
        titles = ", ".join(f"«{bases[place].title}»" for place in best)
        findings.add(AMBIGUOUS_FILE, Place(sheet.file), titles=titles)
    chosen_map = mapped[best[0]]
    old = {fold_header(header) for header in OLD_BASES[side]}
    ignored = tuple(column for column in chosen_map.ignored if fold_header(column.header) not in old)
    known = replace(chosen_map, ignored=ignored, missing=())
    return Known(layout=Layout.OLD_BASE, mapped=known, base=bases[best[0]].key)


def _old_headers(base: Base) -> dict[str, str]:
    """Return folded header of an old base → the question of this base it answers."""
    keys = {question.key for question in base.questionnaire.questions}
    found = {
        header: next((key for key in answers if key in keys), "")
        for header, answers in OLD_BASE_QUESTIONS.items()
    }
    return {fold_header(header): key for header, key in found.items() if key}


def _common_words(sheet: Sheet, base: Base) -> int:
    """Count the words of the base's title in the name of the file and of the sheet: the curator's own hint."""
    words = set(fold_header(f"{sheet.file} {sheet.title}").split())
    return len(words & set(fold_header(base.title).split()))


def _report(
    sheet: Sheet, programme: Programme, layouts: Sequence[Layout], findings: Findings, *, is_alone: bool
) -> None:
    if not is_alone:
        findings.add(SHEET_SKIPPED, Place(sheet.file), sheet=sheet.title)
        return
    mapped = [map_headers(sheet, form) for _, form in candidates(programme, layouts)]
    closest = max(mapped, key=lambda found: (len(found.columns), -len(found.missing)))
    missing = ", ".join(f"«{question.text}»" for question in closest.missing[:6])
    if len(layouts) == 1:
        findings.add(
            UNEXPECTED_FILE, Place(sheet.file), expected=closest.questionnaire.title, missing=missing
        )
    else:
        findings.add(UNRECOGNISED, Place(sheet.file), closest=closest.questionnaire.title, missing=missing)


def propose_columns(mapped: Mapped) -> dict[str, str]:
    """Return header → question key for a profile, ignored columns with ``""``."""
    pairs = [
        (column.place, column.header, key) for key, columns in mapped.columns.items() for column in columns
    ]
    pairs += [(column.place, column.header, "") for column in mapped.ignored if column.header]
    keys = {question.key for question in questions_of(mapped.questionnaire)}
    return {header: key for _, header, key in sorted(pairs) if not key or key in keys}
