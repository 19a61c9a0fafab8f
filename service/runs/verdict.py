"""What a run comes to: its outcome and figures, or the problems that stand against it; without bytes."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from matcher.matching import VerificationFailed
from matcher.solution import Proof, Status
from questionnaires.finding import Finding, InputRefused
from questionnaires.wording import Wording
from service.folder.counts import run_data
from service.folder.make import Made, NoAssignment
from service.runs.states import RunOutcome, StopReason

MEMORY = Wording(
    "Не хватило памяти, отведённой на один подбор.", "The memory allowed for one run was not enough."
)
BROKEN = Wording(
    "Ошибка программы ({why}). Сообщите тому, кто поддерживает сервис.",
    "A fault of the program ({why}). Tell whoever keeps the service.",
)
UNVERIFIED = Wording(
    "Независимая проверка не приняла результат, поэтому он не записан.",
    "The independent check refused the result, so it was not recorded.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is recorded of a finished run besides its files.

    Parameters
    ----------
    problems
        Findings, conflicts or faults as JSON, each with its sentence in both languages.
    """

    outcome: RunOutcome
    stop_reason: StopReason | None = None
    objective: int | None = None
    bound: int | None = None
    counts: dict[str, Any] | None = None
    problems: list[dict[str, Any]] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """Return the verdict as JSON."""
        return dataclasses.asdict(self)


def read_verdict(data: dict[str, Any]) -> Verdict:
    """Return a verdict from its JSON."""
    reason = data["stop_reason"]
    return Verdict(
        **data
        | {"outcome": RunOutcome(data["outcome"]), "stop_reason": StopReason(reason) if reason else None}
    )


def verdict_of(made: Made) -> Verdict:
    """Return the verdict of a run that has a result."""
    proofs = made.run.result.proofs
    proved = all(part.status is Status.OPTIMAL and part.proof is not Proof.NONE for part in proofs)
    return Verdict(
        outcome=RunOutcome.OPTIMAL if proved else RunOutcome.FEASIBLE,
        stop_reason=StopReason.PROVED if proved else StopReason.EFFORT_LIMIT,
        objective=_sum([part.objective for part in proofs]),
        bound=_sum([part.bound for part in proofs]),
        counts=run_data(made.view),
    )


def verdict_against(error: BaseException) -> Verdict:
    """Return the verdict of a run that ended with a failure; nothing personal of the failure is kept."""
    if isinstance(error, InputRefused):
        problems = [problem_of(finding) for finding in error.findings]
        return Verdict(outcome=RunOutcome.INVALID, problems=problems)
    if isinstance(error, NoAssignment):
        conflicts = [_said("conflict", conflict) for conflict in error.run.result.conflicts]
        if not error.is_shown:
            return Verdict(outcome=RunOutcome.FAILED, stop_reason=StopReason.EFFORT_LIMIT, problems=conflicts)
        return Verdict(outcome=RunOutcome.INFEASIBLE, stop_reason=StopReason.PROVED, problems=conflicts)
    if isinstance(error, VerificationFailed):
        return failed("verification", UNVERIFIED)
    if isinstance(error, MemoryError):
        return failed("memory", MEMORY)
    return failed("internal", BROKEN.format(why=type(error).__name__))


def failed(code: str, said: Wording) -> Verdict:
    """Return the verdict of a run that failed."""
    return Verdict(outcome=RunOutcome.FAILED, problems=[_said(code, said)])


def problem_of(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON, without the cell as it was written."""
    return _said(finding.code, finding.reason) | {
        "severity": finding.severity.value,
        "file": finding.file,
        "row": finding.row,
        "column": finding.column,
        "remedy": {"ru": finding.remedy.ru, "en": finding.remedy.en},
    }


def _said(code: str, said: Wording) -> dict[str, Any]:
    return {"code": code, "reason": {"ru": said.ru, "en": said.en}}


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
