"""What was noticed in a file, arranged for a page: gravest first, alike ones gathered, a hundred of each severity."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.answers import Tally
from questionnaires.finding import Finding, Severity
from questionnaires.gathered import Gathered, gather
from questionnaires.wording import Language, Wording
from service.documents.reports.figures import counted

MOST_SHOWN = 100
"""Findings of one severity on a page; all of them are in the corrected copy."""

HEADS = {
    Severity.ERROR: Wording("Исправить", "To mend"),
    Severity.WARNING: Wording("Посмотреть", "To look at"),
    Severity.NOTE: Wording("Прочитано иначе", "Read otherwise"),
}
ROWS = (Wording("строка", "row"), Wording("строки", "rows"), Wording("строк", "rows"))
READY = (Wording("готова", "ready"), Wording("готовы", "ready"), Wording("готово", "ready"))
REPEATED = (Wording("повтор", "repeated"), Wording("повтора", "repeated"), Wording("повторов", "repeated"))
TO_MEND = Wording("исправить", "to mend")


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings that are alike: those told in full, and of the others what one line says and what opens under it."""

    told: Sequence[Finding]
    remainder: Wording | None
    others: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one severity; unpacks as the template needs them."""

    severity: str
    head: str
    count: int
    alike: Sequence[Alike]

    @property
    def shown(self) -> int:
        """Number of findings that the page has."""
        return sum(len(one.told) + len(one.others) for one in self.alike)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter((self.severity, self.head, self.count, self.shown, self.alike))


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyShown:
    """What one file brought to one base, in words and numbers."""

    base: str
    sentence: Wording
    ready: int
    repeated: int
    refused: int


def group_findings(findings: Sequence[Finding], language: Language) -> list[Group]:
    """Return the findings by severity, the gravest first; those alike are gathered as `matcher check` does it."""
    groups = []
    for severity in Severity:
        these = [finding for finding in findings if finding.severity is severity]
        if these:
            groups.append(Group(severity.value, HEADS[severity][language], len(these), _shown(gather(these))))
    return groups


def _shown(kinds: Sequence[Gathered]) -> list[Alike]:
    """Return what a page has room for: first one or a few of each kind, then the others."""
    room = MOST_SHOWN
    told = []
    for kind in kinds:
        told.append(kind.told[:room])
        room -= len(told[-1])
    shown = []
    for kind, first in zip(kinds, told, strict=True):
        others = kind.others[:room]
        room -= len(others)
        if first:
            shown.append(Alike(first, kind.remainder() if kind.others else None, others))
    return shown


def has_errors(findings: Sequence[Finding]) -> bool:
    """Whether something must be mended before a run."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def show_tally(tally: Tally, titles: dict[str, str]) -> TallyShown:
    """Return «5А: 128 строк: 121 готова, 5 исправить, 2 повтора»; the sheet where a workbook has several."""
    sheet = f"{tally.sheet}: " if tally.sheet else ""
    rows, ready = counted(tally.rows, ROWS), counted(tally.ready, READY)
    parts_ru, parts_en = [ready.ru], [ready.en]
    if tally.refused:
        parts_ru.append(f"{tally.refused} {TO_MEND.ru}")
        parts_en.append(f"{tally.refused} {TO_MEND.en}")
    if tally.repeated:
        repeated = counted(tally.repeated, REPEATED)
        parts_ru.append(repeated.ru)
        parts_en.append(repeated.en)
    return TallyShown(
        base=titles.get(tally.base, tally.base),
        sentence=Wording(
            f"{sheet}{rows.ru}: {', '.join(parts_ru)}", f"{sheet}{rows.en}: {', '.join(parts_en)}"
        ),
        ready=tally.ready,
        repeated=tally.repeated,
        refused=tally.refused,
    )
