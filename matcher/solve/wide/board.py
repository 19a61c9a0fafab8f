"""A wide problem with what was asked of it, and its levels of the ladder; see `matcher.solve.pairs.board.Board`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.problem import Problem
from matcher.progress import Watch
from matcher.solution import Asked
from matcher.solve.pairs.board import most_pairs, pair_keys
from matcher.solve.pairs.watching import UNWATCHED, Watcher
from matcher.solve.wide.extra import NO_EXTRA, Extra
from matcher.solve.wide.field import Field, lay_field
from matcher.solve.wide.level import WideLevel
from questionnaires.programme import Purpose


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WideBoard:
    """A wide problem with what was asked of it.

    Parameters
    ----------
    locked
        Keys of locked pairs.
    kept
        Keys of earlier pairs that are still possible and that should stay.
    """

    problem: Problem
    asked: Asked
    field: Field
    locked: IntArray
    kept: IntArray
    watcher: Watcher = UNWATCHED

    def points_at(self, keys: IntArray) -> IntArray:
        """Return the points of single pairs."""
        return self.field.points_at(keys)

    def steps(self) -> Sequence[int]:
        """Return numbers among which are the points of all open pairs, rising."""
        return range(self.field.survey.most_open + 1)

    def offer_level(self, least: int = 0) -> WideLevel:
        """Return the level where pairs are worth nothing, or 1 if to be kept while the worst is raised."""
        kept = Extra(self.kept, np.ones_like(self.kept)) if self.asked.raise_worst else NO_EXTRA
        return self._level(scale=0, more=0, bonus=kept, least=least, largest=1)

    def bare_level(self, least: int = 0) -> WideLevel:
        """Return the level where pairs are worth nothing at all."""
        return self._level(scale=0, more=0, bonus=NO_EXTRA, least=least, largest=1)

    def points_level(self, least: int) -> WideLevel:
        """Return the level of points: below pairs kept and, for best total, above the number of pairs."""
        most, best_total = most_pairs(self.problem), self.asked.purpose is Purpose.BEST_TOTAL
        scale, more = (most + 1, 1) if best_total else (1, 0)
        largest = self.field.survey.largest * scale + more
        if not len(self.kept):
            return self._level(scale=scale, more=more, bonus=NO_EXTRA, least=least, largest=largest)
        bonus = Extra(self.kept, np.full_like(self.kept, most * largest + 1))
        of_kept = self.field.points_at(self.kept) * scale + more + bonus.values
        return self._level(
            scale=scale, more=more, bonus=bonus, least=least, largest=max(largest, int(of_kept.max()))
        )

    def _level(self, *, scale: int, more: int, bonus: Extra, least: int, largest: int) -> WideLevel:
        return WideLevel(field=self.field, scale=scale, more=more, bonus=bonus, least=least, largest=largest)


def set_wide_board(problem: Problem, asked: Asked, watch: Watch | None = None) -> WideBoard:
    """Gather what is asked of a wide problem; no matrix of all pairs is made."""
    locked = pair_keys(problem, problem.locked)
    field = lay_field(problem, asked.floor, locked)
    previous = pair_keys(problem, asked.previous)
    return WideBoard(
        problem=problem,
        asked=asked,
        field=field,
        locked=locked,
        kept=previous[field.is_open(previous)],
        watcher=Watcher(watch, lambda keys: int(field.points_at(keys).sum())),
    )
