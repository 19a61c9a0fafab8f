"""Findings that repeat themselves, gathered: the first ones are told, and of the others how many and where they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questionnaires.finding import Finding, Severity
from questionnaires.wording import Language, Wording

TOLD = {Severity.WARNING: 3, Severity.NOTE: 1}
"""So many of a kind are told in full; an error is always told, because each has to be mended."""
MOST_ROWS = 12
"""Rows of a column named of those that are not told in full."""
OTHERS = Wording("Похожих ещё: {count}", "More like it: {count}")
ROW = Wording("строка {rows}", "row {rows}")
ROWS = Wording("строки {rows}", "rows {rows}")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Findings of one kind in one file; warnings of one column of it.

    Parameters
    ----------
    told
        Those that are told in full, at least one.
    others
        The rest, none or at least two.
    """

    told: tuple[Finding, ...]
    others: tuple[Finding, ...] = ()

    def remainder(self) -> Wording:
        """Return «Похожих ещё: 4 — «Класс»: строки 25, 26; «ФИО»: строки 53, 73»."""
        return Wording(self._remainder(Language.RU), self._remainder(Language.EN))

    def _remainder(self, language: Language) -> str:
        rows: dict[str | None, list[int]] = {}
        for finding in self.others:
            if finding.row is not None:
                rows.setdefault(finding.column, []).append(finding.row)
        told = [_listed(column, sorted(set(these)), language) for column, these in rows.items()]
        counted = OTHERS[language].format(count=len(self.others))
        return f"{counted} — {'; '.join(told)}" if told else counted


def gather(findings: Iterable[Finding]) -> list[Gathered]:
    """Return findings gathered by what they say and where, in the order of the first of each; none is lost."""
    kinds: dict[tuple[object, ...], list[Finding]] = {}
    for place, finding in enumerate(findings):
        kinds.setdefault(_kind(finding, place), []).append(finding)
    return [_gathered(same) for same in kinds.values()]


def _kind(finding: Finding, place: int) -> tuple[object, ...]:
    if finding.severity not in TOLD:
        return (place,)
    column = finding.column if finding.severity is Severity.WARNING else None
    return (finding.severity, finding.code, finding.file, finding.sheet, column)


def _gathered(same: list[Finding]) -> Gathered:
    told = TOLD.get(same[0].severity, len(same))
    # «one more» would take as much room as the finding itself
    if len(same) <= told + 1:
        return Gathered(tuple(same))
    return Gathered(tuple(same[:told]), tuple(same[told:]))


def _listed(column: str | None, rows: Sequence[int], language: Language) -> str:
    told = ", ".join(map(str, rows[:MOST_ROWS])) + (", …" if len(rows) > MOST_ROWS else "")
    where = (ROW if len(rows) == 1 else ROWS)[language].format(rows=told)
    return f"«{column}»: {where}" if column else where
