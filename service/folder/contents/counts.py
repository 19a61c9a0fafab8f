"""The counts of a finished run: for its manifest, for other programs and for the last lines of a command."""

from typing import Any

from matcher.decisions import declined_pairs, worked_pairs
from matcher.result import Result
from service.view import RunView


def run_data(view: RunView) -> dict[str, Any]:
    """Return the counts of a run for ``--json``."""
    result = view.result
    return {
        "programme": result.programme,
        "pairs": len(result.pairs),
        "groups": len(result.groups),
        "unmatched": len(result.unmatched),
        "absent": len(result.absences),
        "mean": mean_match(result),
        "proofs": [
            {
                "part": p.part,
                "status": p.status.value,
                "proof": p.proof.value,
                "objective": p.objective,
                "bound": p.bound,
            }
            for p in result.proofs
        ],
        "changes": len(result.changes),
    }


def decided_data(view: RunView) -> dict[str, Any]:
    """Return what came of the pairs before, as later rounds need it, with the counts of the run.

    ``declined`` wait for «снова можно»; ``worked`` have worked before this run, whether they wait or not.
    """
    return {
        "declined": declined_pairs(view.programme, view.answers),
        "worked": worked_pairs(view.answers),
        "counts": run_data(view),
    }


def mean_match(result: Result) -> int:
    """Return the mean match of the pairs, 0 to 100."""
    return round(sum(pair.points for pair in result.pairs) / (100 * len(result.pairs))) if result.pairs else 0
