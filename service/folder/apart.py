"""What was noticed about people of bases kept apart, as a screen or a log may show it: by code, without an answer."""

from collections.abc import Iterator
from dataclasses import replace

from questionnaires.answers import Answers
from questionnaires.finding import Finding, InputRefused, Severity
from questionnaires.programme import Programme
from questionnaires.reading.messages import MESSAGES
from questionnaires.reading.messages.tables import MORE_OF_THE_SAME
from questionnaires.wording import Wording
from service.named import fold_name

SOMEBODY = Wording("человек отдельной базы", "a person of a base kept apart")
UNSAID = Wording("Содержание ответа здесь не показано.", "What was answered is not shown here.")
HEADER = 1
"""Row of the questions: it holds nobody's answers."""
ADDED = ("nearest", "odd", "differences")
"""Blanks of a message that are a part of a sentence and may be left out."""


def refuse_errors(programme: Programme, answers: Answers) -> None:
    """Raise `InputRefused` when a file has errors: with everything noticed, as it may be shown."""
    if any(finding.severity is Severity.ERROR for finding in answers.findings):
        raise InputRefused(shown_findings(programme, answers))


def shown_findings(programme: Programme, answers: Answers) -> tuple[Finding, ...]:
    """Return the findings; those about people kept apart say the code and the kind of problem, and nothing answered."""
    if not any(base.private for base in programme.bases):
        return answers.findings
    return _Apart(programme, answers).shown()


class _Apart:
    """Whose rows and names may not be shown, looked up once."""

    def __init__(self, programme: Programme, answers: Answers) -> None:
        private = {base.key for base in programme.bases if base.private}
        self._answers = answers
        self._names = {fold_name(p.name): p.code for p in answers.people if p.base in private}
        self._files = {tally.file for tally in answers.tallies if tally.base in private}
        rows = {
            (source.file, source.sheet, source.row): (code, base.base in private)
            for base in answers.bases
            for code, source in zip(base.codes, base.sources, strict=False)
        }
        self._open = {place for place, (_, apart) in rows.items() if not apart}
        self._codes = {place: code for place, (code, apart) in rows.items() if apart}

    def shown(self) -> tuple[Finding, ...]:
        return tuple(
            _masked(finding, ", ".join(self._named(finding))) if self._concerns(finding) else finding
            for finding in self._answers.findings
        )

    def _concerns(self, finding: Finding) -> bool:
        """Whether a finding tells of somebody kept apart; of a row that nobody is known to own, it may."""
        if any(self._named(finding)):
            return True
        if finding.file not in self._files:
            return False
        if finding.row is None:
            return finding.code == MORE_OF_THE_SAME.code
        return finding.row > HEADER and _place(finding) not in self._open

    def _named(self, finding: Finding) -> Iterator[str]:
        own = self._codes.get(_place(finding))
        said = fold_name(f"{finding.reason.ru} {finding.remedy.ru} {finding.found or ''}")
        named = {code for name, code in self._names.items() if name in said}
        yield from sorted(named | {own} if own else named)


def _place(finding: Finding) -> tuple[str, str, int]:
    return (finding.file or "", finding.sheet or "", finding.row or 0)


class _Blanks(dict[str, str]):
    """Fills the blanks of a message: what is not given was answered by somebody and is left out."""

    def __missing__(self, key: str) -> str:
        return "" if key in ADDED else "…"


def _masked(finding: Finding, who: str) -> Finding:
    message = MESSAGES.get(finding.code)
    reason, remedy = UNSAID, Wording("", "")
    if message is not None:
        reason = Wording(message.reason_ru, message.reason_en)
        remedy = Wording(message.remedy_ru, message.remedy_en)
    told = "{name}" in reason.ru
    return replace(
        finding,
        reason=Wording(
            _said(reason.ru, who or SOMEBODY.ru, told), _said(reason.en, who or SOMEBODY.en, told)
        ),
        remedy=Wording(remedy.ru.format_map(_Blanks()), remedy.en.format_map(_Blanks())),
        found=None,
    )


def _said(template: str, who: str, told: bool) -> str:
    text = template.format_map(_Blanks(name=who))
    return text if told else f"{who}: {text}"
