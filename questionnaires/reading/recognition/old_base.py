"""An existing «База наставляемых» or «База наставников» that a school has kept by itself."""

from collections.abc import Sequence
from dataclasses import replace

from questionnaires.programme import Base, Programme, Side
from questionnaires.reading.findings import Findings
from questionnaires.reading.list_forms import OLD_BASE_QUESTIONS, OLD_BASES
from questionnaires.reading.messages.tables import AMBIGUOUS_BASE
from questionnaires.reading.recognition.headers import HEADER_ROWS, Mapped, map_headers
from questionnaires.reading.recognition.profile import FileProfile
from questionnaires.reading.records_form import CODE
from questionnaires.reading.spelling import fold_header
from questionnaires.reading.tables.sheet import Sheet

_LEAST = 6
"""Headers of the 13 or 16 that make a table an existing base."""
_SIGNS = frozenset({fold_header("ФИО"), fold_header("Дата вхождения")})
_CODE = frozenset({fold_header(CODE.text)})
_EXPECTED = {side: frozenset(map(fold_header, headers)) - {""} for side, headers in OLD_BASES.items()}


def old_base_side(sheet: Sheet, signs: frozenset[str] = _SIGNS) -> Side | None:
    """Return the side of an existing base, when the table has its headers; the two sides share half of them."""
    best: tuple[int, Side | None] = (_LEAST - 1, None)
    for row in range(min(HEADER_ROWS, sheet.height)):
        found = {fold_header(header) for header in sheet.headers(row)}
        for side, expected in _EXPECTED.items():
            if expected & found >= signs - _CODE:
                best = max(best, (len(expected & found), side), key=lambda one: one[0])
    return best[1]


def map_old_base(
    sheet: Sheet, programme: Programme, side: Side, chosen: FileProfile | None, findings: Findings
) -> dict[str, Mapped] | None:
    """Return the key of the base with its columns; None when there is no such base, empty when it is unclear."""
    bases = _bases_meant(sheet, [base for base in programme.bases if base.side is side])
    if chosen and chosen.base:
        bases = [base for base in programme.bases if base.key == chosen.base]
    if not bases:
        return None
    given = chosen.folded_columns() if chosen else None
    mapped = [map_headers(sheet, base.questionnaire, given, extra=_old_headers(base)) for base in bases]
    ranks = [
        (_common_words(sheet, base), len(found.columns)) for base, found in zip(bases, mapped, strict=True)
    ]
    # words in common do not settle between a base kept apart and open ones: whoever is in doubt is asked
    mixed = len({base.private for base in bases}) > 1
    best = [place for place, rank in enumerate(ranks) if mixed or rank == max(ranks)]
    if len(best) > 1:
        titles = ", ".join(f"«{bases[place].title}»" for place in best)
        findings.add(AMBIGUOUS_BASE, sheet.place(), titles=titles)
        return {}
    found = mapped[best[0]]
    old = {fold_header(header) for header in OLD_BASES[side]}
    ignored = tuple(column for column in found.ignored if fold_header(column.header) not in old)
    return {bases[best[0]].key: replace(found, ignored=ignored, missing=())}


def _bases_meant(sheet: Sheet, bases: Sequence[Base]) -> list[Base]:
    """Return the bases a file may hold: one kept apart where all that sets its title apart is named.

    Where only a part of that is named, the base kept apart and the open ones are returned: it is unclear.
    """
    open_bases = [base for base in bases if not base.private]
    usual = {word for base in open_bases for word in fold_header(base.title).split()}
    named = set(fold_header(f"{sheet.file} {sheet.title}").split())
    own = {base.key: set(fold_header(base.title).split()) - usual for base in bases if base.private}
    apart = [base for base in bases if own.get(base.key, set()) & named]
    return apart if any(own[base.key] <= named for base in apart) else [*open_bases, *apart]


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
