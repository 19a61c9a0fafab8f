"""What a person must know of the files beside the result of a run: decisions left out, and how many warnings."""

from collections import Counter
from collections.abc import Iterable, Iterator

from matcher.result import Absence
from questionnaires.answers import Answers
from questionnaires.finding import Finding, Severity
from questionnaires.programme import Programme
from questionnaires.wording import Wording
from service.folder.apart import shown_findings
from service.folder.request import Request, Role
from service.terminal.findings import finding_lines

DECISIONS = (Role.LOCKS, Role.VERDICTS, Role.PREFERENCES)
"""Files in which a line that is not counted changes who may be put together."""
ABSENT = Wording("Не участвуют: {count} — {reason}", "Not taking part: {count} — {reason}")
UNUSED = Wording(
    "Соответствие столбцов для файла «{name}» не понадобилось: такого файла здесь нет. Если файл переименован, "
    "исправьте в соответствии строку «name = …».",
    "The mapping of columns for the file “{name}” was not needed: there is no such file here. If the file was renamed, "
    "mend the line “name = …” in the mapping.",
)
WARNED = Wording(
    "Предупреждений о файлах: {count}. Прочтите их в отчёте куратора или командой matcher check.",
    "Warnings about the files: {count}. Read them in the curator's report or by matcher check.",
)


def noticed_lines(programme: Programme, answers: Answers, request: Request) -> Iterator[Wording]:
    """Yield warnings about decisions in full, and how many others there are."""
    warnings = [f for f in shown_findings(programme, answers) if f.severity is Severity.WARNING]
    decisions = {file.name for role in DECISIONS for file in request.of(role)}
    left_out = [finding for finding in warnings if finding.file in decisions]
    yield from finding_lines(tuple(left_out), every=False)
    others = len(warnings) - len(left_out)
    if others:
        yield WARNED.format(count=others)


def unused_profiles(request: Request) -> Iterator[Wording]:
    """Yield the files that a mapping of columns speaks of and that were not given: renamed since, mostly."""
    from questionnaires.reading.findings import Findings
    from questionnaires.reading.recognition.profile import read_profiles

    given = {file.name for role in Role for file in request.of(role)}
    mapped = read_profiles(request.of(Role.PROFILE), Findings()).files
    for name in sorted({one.name for one in mapped} - given - {""}):
        yield UNUSED.format(name=name)


def absent_lines(absences: Iterable[Absence]) -> Iterator[Wording]:
    """Yield why people do not take part, the commonest reason first; somebody may count for several."""
    reasons = Counter(reason for absence in absences for reason in absence.reasons)
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0].ru)):
        yield ABSENT.format(count=count, reason=reason)


def count_warnings(findings: Iterable[Finding]) -> int:
    """Return how many warnings there are."""
    return sum(finding.severity is Severity.WARNING for finding in findings)
