"""The verdict on a run, from what was made or from what went wrong."""

from collections.abc import Sequence
from typing import Any

from matcher.proof.failure import VerificationFailed
from matcher.solution import Proof, Status
from questionnaires.finding import Finding, InputRefused
from questionnaires.wording import Wording
from service.finding_words import kind_of
from service.folder.contents.counts import run_data
from service.folder.make import Made, NoAssignment
from service.named import CODE
from service.runs.solving.verdict import Verdict, failed, said
from service.store.run_states import RunOutcome, StopReason

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


def verdict_of(made: Made) -> Verdict:
    """Return the verdict of a run that has a result."""
    proofs = made.run.result.proofs
    proved = all(part.status is Status.OPTIMAL and part.proof is not Proof.NONE for part in proofs)
    options = made.run.options
    short = StopReason.EFFORT_LIMIT if options.stop_after is None else StopReason.USER
    return Verdict(
        outcome=RunOutcome.OPTIMAL if proved else RunOutcome.FEASIBLE,
        stop_reason=StopReason.PROVED if proved else short,
        options=options.data(),
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
        conflicts = _conflicts(error)
        if not error.is_shown:
            return Verdict(outcome=RunOutcome.FAILED, stop_reason=StopReason.EFFORT_LIMIT, problems=conflicts)
        return Verdict(outcome=RunOutcome.INFEASIBLE, stop_reason=StopReason.PROVED, problems=conflicts)
    if isinstance(error, VerificationFailed):
        return failed("verification", UNVERIFIED)
    if isinstance(error, MemoryError):
        return failed("memory", MEMORY)
    return failed("internal", BROKEN.format(why=type(error).__name__))


def _conflicts(error: NoAssignment) -> list[dict[str, Any]]:
    """Return the conflicts of a run, marked where they name somebody of a base that is kept apart."""
    bases = {base.key for base in error.programme.bases if base.private}
    apart = {person.code for person in error.answers.people if person.base in bases}
    return [
        said("conflict", conflict) | ({"apart": True} if apart & set(CODE.findall(conflict.ru)) else {})
        for conflict in error.run.result.conflicts
    ]


def problem_of(finding: Finding) -> dict[str, Any]:
    """Return a finding as it is kept with the run: its place and what to do, never what stood in the cell."""
    return said(finding.code, kind_of(finding)) | {
        "severity": finding.severity.value,
        "file": finding.file,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
    }


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
