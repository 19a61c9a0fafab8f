"""What each table is: told by its headers, said aloud, and an error when nothing fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from questionnaires.people import Person
from questionnaires.programme import Document, Programme, Side
from questionnaires.question import MEASURED, Kind, Questionnaire
from questionnaires.reading.findings import Findings
from questionnaires.reading.list_forms import (
    HOW_TO_FILL,
    LEFT,
    LOCKS_FORM,
    PREFERENCES_FORM,
    REPLACED,
    VERDICTS_FORM,
    WHAT_IS_ASKED,
)
from questionnaires.reading.messages.message import Place
from questionnaires.reading.messages.tables import UNKNOWN_KEY
from questionnaires.reading.recognition.headers import (
    HEADER_ROWS,
    Mapped,
    headings_of,
    map_headers,
    questions_of,
)
from questionnaires.reading.recognition.merged import fill_merged, with_merged
from questionnaires.reading.recognition.old_base import map_old_base, old_base_side
from questionnaires.reading.recognition.own_base import (
    SIGNS,
    OwnBase,
    bases_of,
    open_own_base,
    split_own_base,
)
from questionnaires.reading.recognition.profile import FileProfile, Profile
from questionnaires.reading.recognition.rivals import settle
from questionnaires.reading.recognition.unrecognised import is_empty, report_rivals, report_unknown
from questionnaires.reading.records_form import CODE, RECORDS_FORM
from questionnaires.reading.tables.sheet import Sheet

IGNORE = "ignore"
NOBODY: Mapping[str, Person] = {}


class Layout(StrEnum):
    """What a file holds."""

    BASE = "base"
    OLD_BASE = "old-base"
    RECORDS = "records"
    REQUESTS = "requests"
    MONITORING = "monitoring"
    PREFERENCES = "preferences"
    VERDICTS = "verdicts"
    LOCKS = "locks"


ANSWER_LAYOUTS = (Layout.BASE, Layout.OLD_BASE, Layout.RECORDS, Layout.REQUESTS, Layout.MONITORING)


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
        *((Layout.MONITORING, questionnaire) for questionnaire in programme.monitoring),
        (Layout.RECORDS, RECORDS_FORM),
        (Layout.PREFERENCES, programme.preferences or PREFERENCES_FORM),
        (Layout.VERDICTS, programme.verdicts or VERDICTS_FORM),
        (Layout.LOCKS, LOCKS_FORM),
    ]
    return [(layout, form) for layout, form in forms if layout in layouts and form is not None]


def check_profile(profile: Profile, programme: Programme, findings: Findings) -> Profile:
    """Report keys of a profile that the programme does not have, and return the profile without unknown bases."""
    forms = [form for _, form in candidates(programme, tuple(Layout))]
    bases = {base.key for base in programme.bases} | {""}
    reads = {form.key for form in forms} | {IGNORE, ""}
    questions = {question.key for form in forms for question in questions_of(form)} | {""}
    for one in profile.files:
        said = [("reads", one.reads, reads), ("base", one.base, bases)]
        said += [(f"«{header}»", key, questions) for header, key in one.columns.items()]
        for setting, key, known in said:
            if key not in known:
                findings.add(UNKNOWN_KEY, Place(one.name or None), setting=setting, found=key)
    return Profile(tuple(replace(one, base=one.base if one.base in bases else "") for one in profile.files))


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
    has_answers = False
    for sheet in _worth_reading(sheets, profile):
        chosen = profile.find(sheet.file, sheet.title)
        own = None if chosen or Layout.OLD_BASE not in layouts else open_own_base(sheet, people)
        if own:
            known += _recognise_own_base(own, programme, findings)
            has_answers = True
            continue
        found = _recognise_sheet(sheet, programme, chosen, layouts, findings, people)
        if found is None:
            unknown.append(sheet)
        # in an existing base a mentor may stand once beside several mentees
        known += [
            replace(one, mapped=fill_merged(one.mapped, findings, named_anew=one.layout is Layout.BASE))
            for one in found or ()
        ]
        has_answers = has_answers or found is not None
    for sheet in unknown:
        forms = [form for _, form in candidates(programme, layouts)]
        report_unknown(sheet, forms, findings, is_alone=not has_answers)
    return known


def _worth_reading(sheets: Sequence[Sheet], profile: Profile) -> list[Sheet]:
    """Return the sheets that may hold answers; of several in a workbook each is told by its title."""
    kept = []
    for sheet in sheets:
        chosen = profile.find(sheet.file, sheet.title)
        beside = _is_beside_base(sheet, sheets) or _is_instruction(sheet)
        if not (chosen and chosen.reads == IGNORE) and (chosen or not beside):
            kept.append(sheet)
    filled = [sheet for sheet in kept if not is_empty(sheet)]
    return [replace(sheet, is_one_of_several=len(filled) > 1 and sheet in filled) for sheet in kept]


def _recognise_sheet(
    sheet: Sheet,
    programme: Programme,
    chosen: FileProfile | None,
    layouts: Sequence[Layout],
    findings: Findings,
    people: Mapping[str, Person],
) -> list[Known] | None:
    """Return what a sheet is; None when nothing fits, and nothing, with an error, when several things do."""
    side = old_base_side(sheet) if Layout.OLD_BASE in layouts and not (chosen and chosen.reads) else None
    if side:
        old = map_old_base(sheet, programme, side, chosen, findings)
        if old is None:
            return None
        return [Known(layout=Layout.OLD_BASE, mapped=found, base=key) for key, found in old.items()]
    given = chosen.folded_columns() if chosen else None
    wanted = _wanted(programme, chosen, layouts)
    headings = headings_of(sheet)
    mapped = [(layout, map_headers(sheet, form, given, headings=headings)) for layout, form in wanted]
    base = chosen.base if chosen else ""
    if chosen and (chosen.reads or base) and len(mapped) == 1:
        return [Known(layout=mapped[0][0], mapped=mapped[0][1], base=base)]
    fitting = [found for layout, found in mapped if fits(layout, found)]
    if not fitting:
        return None
    asked = [found for layout, found in mapped if layout is Layout.BASE and _is_named(found)]
    best = settle(fitting, asked, programme, people)
    if len(best) > 1:
        report_rivals(sheet, best, findings)
        return []
    layout = next(layout for layout, found in mapped if found is best[0])
    return [Known(layout=layout, mapped=best[0], base=base)]


def _wanted(
    programme: Programme, chosen: FileProfile | None, layouts: Sequence[Layout]
) -> list[tuple[Layout, Questionnaire]]:
    """Return what a table may be, as far as a profile leaves that open."""
    wanted = candidates(programme, layouts)
    base = next((one for one in programme.bases if chosen and one.key == chosen.base), None)
    reads = chosen.reads if chosen and chosen.reads else base.questionnaire.key if base else ""
    return [(layout, form) for layout, form in wanted if not reads or form.key == reads]


def fits(layout: Layout, mapped: Mapped) -> bool:
    """Tell whether a table has the columns without which it cannot be this."""
    has = mapped.columns.keys()
    named = "name" in has or CODE.key in has
    if layout is Layout.RECORDS:
        return named and any(document.value in has for document in Document)
    if layout is Layout.REQUESTS:
        return named and _has_kind(mapped, Kind.CHOICES)
    if layout is Layout.MONITORING:
        return named and _is_measured(mapped)
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


def _is_measured(mapped: Mapped) -> bool:
    """Tell whether a table has at least half of the marks and yes-or-no questions of its questionnaire."""
    asked = [question.key for question in mapped.questionnaire.questions if question.kind in MEASURED]
    return 2 * sum(key in mapped.columns for key in asked) >= max(1, len(asked))


def _has_kind(mapped: Mapped, kind: Kind) -> bool:
    return any(question.kind is kind and question.key in mapped.columns for question in mapped.questions)


def _is_beside_base(sheet: Sheet, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a sheet is what an exported base keeps beside its people."""
    return sheet.title in {LEFT, REPLACED} and any(open_own_base(other, {}) for other in sheets)


def _is_instruction(sheet: Sheet) -> bool:
    """Tell whether a sheet is the program's own, which says how a questionnaire is filled in."""
    rows = range(min(HEADER_ROWS, sheet.height))
    return sheet.title == HOW_TO_FILL and any(WHAT_IS_ASKED in sheet.headers(row)[:1] for row in rows)


def _recognise_own_base(own: OwnBase, programme: Programme, findings: Findings) -> list[Known]:
    headers = {place: header for place, header in enumerate(own.sheet.headers(own.header_row)) if header}
    own = replace(own, sheet=with_merged(own.sheet, own.header_row, headers, findings))
    side = old_base_side(own.sheet, SIGNS) or Side.MENTEE
    bases = bases_of(programme, side)
    return [
        Known(layout=Layout.OLD_BASE, mapped=mapped, base=base.key)
        for base, mapped in split_own_base(own, bases, findings)
    ]


def propose_columns(mapped: Mapped) -> dict[str, str]:
    """Return header → question key for a profile, ignored columns with ``""``."""
    pairs = [
        (column.place, column.header, key) for key, columns in mapped.columns.items() for column in columns
    ]
    pairs += [(column.place, column.header, "") for column in mapped.ignored if column.header]
    keys = {question.key for question in questions_of(mapped.questionnaire)}
    return {header: key for _, header, key in sorted(pairs) if not key or key in keys}
