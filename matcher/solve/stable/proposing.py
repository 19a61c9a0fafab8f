"""Deferred acceptance: one side proposes in the order of its lists, the other keeps the best so far."""

import heapq
from dataclasses import dataclass

import numpy as np

from matcher.arrays import BoolArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Wishes:
    """Ranks of both sides with ties broken: 0 is the best, and only acceptable pairs count."""

    acceptable: BoolArray
    mentee: IntArray
    mentor: IntArray
    upper: IntArray


def propose(wishes: Wishes) -> tuple[list[tuple[int, int]], int]:
    """Let mentees propose; return the stable choice that is best for them, and how often anybody proposed."""
    lists = best_first(wishes.mentee, wishes.acceptable)
    held: list[list[tuple[int, int]]] = [[] for _ in wishes.upper]
    waiting, asked = list(range(len(lists)))[::-1], [0] * len(lists)
    while waiting:
        i = waiting.pop()
        if asked[i] == len(lists[i]):
            continue
        j = lists[i][asked[i]]
        asked[i] += 1
        heapq.heappush(held[j], (-int(wishes.mentor[i, j]), i))
        if len(held[j]) > wishes.upper[j]:
            waiting.append(heapq.heappop(held[j])[1])
    return sorted((i, j) for j, mentees in enumerate(held) for _, i in mentees), sum(asked)


def propose_back(wishes: Wishes) -> list[tuple[int, int]]:
    """Let mentors propose, each for every place; return the stable choice that is best for them."""
    lists = best_first(wishes.mentor.T, wishes.acceptable.T)
    asked, has = [0] * len(lists), [-1] * len(wishes.mentee)
    waiting = [j for j, most in enumerate(wishes.upper.tolist()) for _ in range(most)][::-1]
    while waiting:
        j = waiting.pop()
        if asked[j] == len(lists[j]):
            continue
        i = lists[j][asked[j]]
        asked[j] += 1
        if has[i] < 0 or wishes.mentee[i, j] < wishes.mentee[i, has[i]]:
            waiting += [has[i]] if has[i] >= 0 else []
            has[i] = j
        else:
            waiting.append(j)
    return [(i, j) for i, j in enumerate(has) if j >= 0]


def best_first(places: IntArray, acceptable: BoolArray) -> list[list[int]]:
    """Return everyone's list of acceptable people of the other side."""
    return [
        [j for j in order if ok[j]]
        for order, ok in zip(np.argsort(places, axis=1).tolist(), acceptable.tolist(), strict=True)
    ]
