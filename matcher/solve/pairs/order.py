"""An order of people and loads that ids and salt alone decide."""

from collections.abc import Sequence

import numpy as np

from matcher.arrays import IntArray
from matcher.lot import LotSide, person_keys
from matcher.problem import Problem


def order_by_key(problem: Problem, salt: bytes) -> tuple[IntArray, IntArray, IntArray]:
    """Return mentees and mentors in the order of their keys, and loads in that of their mentors, then bounds."""
    mentee_ids, mentor_ids = problem.ids()
    mentors = _by_key(salt, LotSide.MENTOR, mentor_ids)
    place = np.argsort(mentors)
    shared = [(sorted(place[list(members)].tolist()), most) for members, most in problem.shared_upper]
    loads = np.array(sorted(range(len(shared)), key=shared.__getitem__), dtype=np.int64)
    return _by_key(salt, LotSide.MENTEE, mentee_ids), mentors, loads


def _by_key(salt: bytes, side: LotSide, ids: Sequence[str]) -> IntArray:
    """Return the people of one side in the order of their keys, equal keys by the id."""
    keys = person_keys(salt, side, ids).tolist()
    return np.array(sorted(range(len(ids)), key=lambda k: (keys[k], ids[k])), dtype=np.int64)
