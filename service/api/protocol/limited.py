"""Asking the limited child, and saying as problems what it refuses."""

from collections.abc import Callable
from typing import Any

from questionnaires.finding import Finding, Severity
from questionnaires.reading import InputFile
from questionnaires.wording import Wording, join
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import open_sessions, parts
from service.api.protocol.problems import Fault, Problem, from_finding
from service.child.child import ChildBusy, ChildOverLimit, FilesRefused, Impossible
from service.child.measuring import Bounds, find_excess
from service.store.store import pause

OVER_LIMIT = Wording(
    "На чтение ушло больше {seconds} секунд или {memory} МБ памяти: это предел.",
    "Reading took more than {seconds} seconds or {memory} MB of memory: that is the limit.",
)
MOST_ERRORS = 500

Tell = Callable[[Finding], Fault]


def ask(
    task: Callable[..., Any],
    *given: Any,
    at: str | None = None,
    tell: Callable[[Finding], Fault] = from_finding,
) -> Any:
    """Return what a task computes in the limited child; no transaction of this request is open meanwhile.

    Parameters
    ----------
    at
        Pointer to the field that is wrong when the task says that what was asked is impossible.
    tell
        How a finding is told when the task refuses what it reads.
    """
    try:
        return attempt(task, *given)
    except FilesRefused as error:
        wrong = [one for one in error.findings if one.severity is Severity.ERROR]
        raise Problem(kinds.INVALID, errors=[tell(one) for one in wrong[:MOST_ERRORS]]) from None
    except Impossible as error:
        raise _impossible(error, at) from None


def attempt(task: Callable[..., Any], *given: Any) -> Any:
    """Return what a task computes in the limited child; what the task itself refuses is raised as it is."""
    child = parts().child
    for opened in open_sessions():
        pause(opened)
    try:
        return child.call(task, *given)
    except ChildBusy:
        raise Problem(kinds.BUSY, headers={"Retry-After": "5"}) from None
    except ChildOverLimit:
        limits = child.limits
        detail = OVER_LIMIT.format(seconds=int(limits.seconds), memory=limits.memory)
        raise Problem(kinds.TOO_LARGE, detail) from None


def check_size(file: InputFile) -> None:
    """Raise 413 with the limit when a file unpacks to too much, or has too many rows or columns or too long a cell."""
    config = parts().config
    bounds = Bounds(
        unpacked=config.unpacked_mb,
        rows=config.upload_rows,
        columns=config.upload_columns,
        cell=config.cell_length,
    )
    over = ask(find_excess, file, bounds)
    if over is not None:
        raise Problem(kinds.TOO_LARGE, over)


def _impossible(error: Impossible, at: str | None) -> Problem:
    said = join(error.reasons, " ")
    if error.kind == "stages":
        return Problem(kinds.STAGES_OPEN, join(error.reasons, "; "))
    if error.kind == "conflicts":
        return Problem(kinds.WRONG_STATE, said)
    wrong = [Fault(code="impossible", detail=one, pointer=at) for one in error.reasons]
    return Problem(kinds.INVALID, said, errors=wrong)
