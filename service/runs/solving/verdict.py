"""What a run comes to: its outcome and figures, or the problems that stand against it; without bytes."""

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from questionnaires.wording import Wording
from service.store.run_states import RunOutcome, StopReason

APART = Wording(
    "Условия противоречат друг другу; людей, о которых речь, видит только куратор.",
    "The conditions contradict each other; only a curator sees the people concerned.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is recorded of a finished run besides its files.

    Parameters
    ----------
    problems
        Findings, conflicts or faults as JSON, each with its sentence in both languages.
    options
        Those that give the result again, where they are others than asked: a stopped run names the step.
    """

    outcome: RunOutcome
    stop_reason: StopReason | None = None
    objective: int | None = None
    bound: int | None = None
    counts: dict[str, Any] | None = None
    problems: list[dict[str, Any]] = field(default_factory=list)
    options: dict[str, Any] | None = None

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


def failed(code: str, why: Wording) -> Verdict:
    """Return the verdict of a run that failed."""
    return Verdict(outcome=RunOutcome.FAILED, problems=[said(code, why)])


def open_part(problem: dict[str, Any]) -> dict[str, Any]:
    """Return a problem as it is told to those who know nothing of the people kept apart."""
    return said(problem["code"], APART) if problem.get("apart") else problem


def said(code: str, wording: Wording) -> dict[str, Any]:
    """Return a problem as JSON, in both languages."""
    return {"code": code, "reason": {"ru": wording.ru, "en": wording.en}}
