"""Seeded problems of any size for the benchmarks of the engine: subjects, hours, and twelve answers on scales."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

import matcher

SUBJECTS, SLOTS, SCALES = 24, 15, 12
SEED = 2026


def plain(n: int) -> matcher.Problem:
    """One mentor each: 75 points a subject needed and offered, 30 an hour shared, up to 20 for close answers."""
    dice = np.random.default_rng(SEED)
    need, offer = dice.random((n, SUBJECTS)) < 0.1, dice.random((n, SUBJECTS)) < 0.17
    free_of_mentee, free_of_mentor = (dice.random((n, SLOTS)) < 0.3 for _ in range(2))
    said_by_mentee, said_by_mentor = (dice.integers(1, 6, (n, SCALES)) for _ in range(2))
    left, right = [need * 75, free_of_mentee * 30], [offer, free_of_mentor]
    for value in range(
        1, 6
    ):  # an answer as a row with one 1, times a column of what each answer is worth with it
        left.append(said_by_mentee == value)
        right.append(20 - 5 * np.abs(said_by_mentor - value))
    features = (np.hstack(part).astype(np.int16) for part in (left, right))
    return matcher.Problem(matcher.Scores(*features))


def places(n: int) -> matcher.Problem:
    """Return a problem with a third as many mentors, each taking up to three."""
    problem, mentors = plain(n), max(1, -(-n // 3))
    return replace(problem, points=_cut(problem, n, mentors), upper=3)


def scarce(n: int) -> matcher.Problem:
    """Twice as many mentees as mentors."""
    return replace(plain(n), points=_cut(plain(n), n, max(1, n // 2)))


def ties(n: int) -> matcher.Problem:
    """Five different scores only."""
    dice = np.random.default_rng(SEED)
    groups = (dice.integers(0, 5, n) for _ in range(2))
    left, right = (np.eye(5, dtype=np.int16)[group] for group in groups)
    worth = np.array([[100 * ((a - b) % 5) for b in range(5)] for a in range(5)], dtype=np.int16)
    return matcher.Problem(matcher.Scores(left @ worth, right))


def few_allowed(n: int) -> matcher.Problem:
    """One pair in a hundred is allowed by a rule."""
    dice = np.random.default_rng(SEED + 1)
    marks = (np.eye(100, dtype=np.int8)[np.arange(n) % 100] for _ in range(2))
    left, right = (mark[dice.permutation(n)] for mark in marks)
    return replace(plain(n), allowed=matcher.Rules(((left, right, 1),)))


def named(n: int) -> matcher.Problem:
    """Every mentee names three mentors, which earns points that no product of features gives."""
    problem = plain(n)
    dice = np.random.default_rng(SEED + 2)
    rows = np.repeat(np.arange(n), 3)
    columns = dice.integers(0, n, 3 * n)
    scores = replace(problem.points, exceptions=(rows, columns, np.tile([300, 200, 100], n)))
    return replace(problem, points=scores)


def _cut(problem: matcher.Problem, mentees: int, mentors: int) -> matcher.Scores:
    scores = problem.points
    return matcher.Scores(scores.mentee_features[:mentees], scores.mentor_features[:mentors])


SHAPES: dict[str, Callable[[int], matcher.Problem]] = {
    "plain": plain,
    "places": places,
    "scarce": scarce,
    "ties": ties,
    "few allowed": few_allowed,
    "named": named,
}
