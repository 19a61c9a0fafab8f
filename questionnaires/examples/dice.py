"""Chance that is the same for ever: drawn from words, never from a clock or from the order of other draws."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws decided by the words it was made of.

    Parameters
    ----------
    words
        What the draws are for: seed, programme, person. Other words give other draws, so adding one person
        changes nobody else.

    Notes
    -----
    Only ``Random.random`` is used: of all methods it alone is promised to stay the same in later Pythons.
    """

    def __init__(self, *words: object) -> None:
        self._random = Random("/".join(str(word) for word in words)).random

    def below(self, number: int) -> int:
        """Return a whole number from 0 to ``number - 1``."""
        return int(self._random() * number)

    def between(self, least: int, most: int) -> int:
        """Return a whole number from `least` to `most`, both included."""
        return least + self.below(most - least + 1)

    def chance(self, percent: int) -> bool:
        """Return True in so many cases of a hundred."""
        return self.below(100) < percent

    def pick(self, things: Sequence[T]) -> T:
        """Return one of the things."""
        return things[self.below(len(things))]

    def weigh(self, things: Sequence[T], weights: Sequence[int]) -> T:
        """Return one of the things, each as often as its weight says."""
        left = self.below(sum(weights))
        for thing, weight in zip(things, weights, strict=True):
            left -= weight
            if left < 0:
                return thing
        raise ValueError("At least one weight must be positive.")

    def some(self, things: Sequence[T], number: int, weights: Sequence[int] | None = None) -> tuple[T, ...]:
        """Return up to `number` different things, in the order in which they stand in `things`."""
        left, chosen = list(range(len(things))), set[int]()
        while left and len(chosen) < number:
            index = self.weigh(left, [weights[i] for i in left]) if weights else self.pick(left)
            left.remove(index)
            chosen.add(index)
        return tuple(things[index] for index in sorted(chosen))

    def shuffle(self, things: Sequence[T]) -> list[T]:
        """Return the things in another order."""
        left = list(things)
        for last in range(len(left) - 1, 0, -1):
            other = self.below(last + 1)
            left[last], left[other] = left[other], left[last]
        return left


def is_picked(number: int, blocks: Sequence[int], *words: object) -> bool:
    """Tell whether the person with this number is the one picked of a block: exactly one of each.

    Parameters
    ----------
    blocks
        How many people each block holds, again and again: ``(7, 7, 6)`` picks three of twenty, evenly spread.
    words
        What the pick is for.

    Notes
    -----
    A share drawn person by person may be far off in a small base; this one is off by one person at most. Adding
    people changes nobody before them.
    """
    turn, left = divmod(number, sum(blocks))
    for place, size in enumerate(blocks):
        if left < size:
            return Dice(*words, turn, place).below(size) == left
        left -= size
    raise ValueError("A block must hold somebody.")
