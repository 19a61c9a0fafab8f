"""Stopping a run with the best so far, and making a stopped run again: it stops at the same step."""

from dataclasses import replace

from matcher.options import Options
from matcher.progress import Progress, Watch
from matcher.solution import Proof, Solution, Status


class Stop:
    """Passes on what is known while a run is solved, and remembers the step at which it was stopped.

    Parameters
    ----------
    options
        With the step at which an earlier run of the same inputs was stopped, if it was.
    watch
        Told after every step; false stops the run.
    """

    def __init__(self, options: Options, watch: Watch | None) -> None:
        self._options, self._given = options, watch
        self._step, self._stopping = 0, False

    @property
    def watch(self) -> Watch | None:
        """What the solver is to call; None when nobody watches, so that nothing is counted."""
        return None if self._given is None and self._options.stop_after is None else self._told

    def settled(self, solution: Solution) -> Options:
        """Return the options that give this solution again: with the step it was stopped at, if it was."""
        kept = solution.status is Status.FEASIBLE and solution.proof is Proof.NONE
        return replace(self._options, stop_after=self._step if self._stopping and kept else None)

    def _told(self, known: Progress) -> bool:
        after = self._options.stop_after
        answer = None if self._given is None else self._given(known)
        going = answer is None or answer
        self._step = known.step
        self._stopping = not going or (after is not None and known.step >= after)
        return not self._stopping
