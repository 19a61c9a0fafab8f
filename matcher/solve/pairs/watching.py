"""The watch over a solve: what was reached step by step, and the best so far when it is stopped."""

from collections.abc import Callable

from matcher.arrays import IntArray
from matcher.progress import Progress, Stage, Watch


class Stopped(Exception):  # noqa: N818 - named for what happened
    """The watch asked to stop; the best so far is the watcher's."""


class Watcher:
    """Tells a watch what is known, and keeps the best assignment so far.

    Parameters
    ----------
    watch
        Told after every step; None watches nothing, and then nothing is counted.
    points_of
        Total points of pairs given by their keys.
    """

    def __init__(self, watch: Watch | None, points_of: Callable[[IntArray], int]) -> None:
        self._watch, self._points_of = watch, points_of
        self._step = 0
        self._rank = -1
        self.best: IntArray | None = None
        self.bound: int | None = None

    def tell(self, stage: Stage, pairs: IntArray | None, bound: int | None = None) -> None:
        """Tell of one more step.

        Parameters
        ----------
        pairs
            Keys of an assignment that keeps all musts and all levels above this stage, if there is one.
        bound
            Proven most points under the levels above.

        Raises
        ------
        Stopped
            When the watch asks for it and there is an assignment to keep.
        """
        if self._watch is None:
            return
        self._step += 1
        self._keep(stage, pairs, bound)
        objective = None if self.best is None else self._points_of(self.best)
        known = Progress(
            step=self._step,
            stage=stage,
            pairs=None if self.best is None else len(self.best),
            objective=objective,
            bound=self.bound,
        )
        answer = self._watch(known)
        # Without any assignment there is nothing to keep yet.
        if answer is not None and not answer and self.best is not None:
            raise Stopped

    def _keep(self, stage: Stage, pairs: IntArray | None, bound: int | None) -> None:
        if bound is not None:
            self.bound = bound if self.bound is None else min(self.bound, bound)
        if pairs is None:
            return
        rank = list(Stage).index(stage)
        # A later stage keeps what the earlier ones reached, and within a stage no step is worse than the one before.
        if rank >= self._rank:
            self.best, self._rank = pairs, rank


UNWATCHED = Watcher(None, lambda _: 0)
"""Watches nothing."""
