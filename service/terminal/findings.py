"""What was noticed in the files, as lines for people and as data for programs."""

from collections.abc import Iterator
from typing import Any

from questionnaires.finding import Finding, Severity
from questionnaires.gathered import Gathered, gather
from questionnaires.wording import Language, Wording


def finding_data(finding: Finding, language: Language) -> dict[str, Any]:
    """Return a finding for ``--json``."""
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "file": finding.file,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "found": finding.found,
        "reason": finding.reason[language],
        "remedy": finding.remedy[language],
    }


def finding_lines(findings: tuple[Finding, ...], *, every: bool = True) -> list[Wording]:
    """Return findings as lines, errors first, each in both languages.

    Parameters
    ----------
    every
        False to tell of many of one kind only the first, and in which rows the others are.
    """
    order = list(Severity)
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    return [line for kind in _kinds(ranked, every=every) for line in _kind_lines(kind)]


def _kinds(findings: list[Finding], *, every: bool) -> list[Gathered]:
    return [Gathered(tuple(findings))] if every else gather(findings)


def _kind_lines(kind: Gathered) -> Iterator[Wording]:
    for finding in kind.told:
        yield Wording(finding.sentence(Language.RU), finding.sentence(Language.EN))
    if kind.others:
        more = kind.remainder()
        yield Wording(f"  {more.ru}", f"  {more.en}")
