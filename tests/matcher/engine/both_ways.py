"""The same problem by the way of small ones, person by person, and by the way of wide ones: the same bytes."""

import pytest

from matcher import certificate_bytes, solve
from matcher.solve import choosing
from matcher.solve.pairs import alike, dense
from matcher.solve.wide import tight

NEVER = 1 << 40
"""So many people fewer than kinds there never are."""


def solve_both(problem, asked, *, listed=20):
    """Return what this problem gets as a small one without kinds, and what it gets as a wide one."""
    with pytest.MonkeyPatch.context() as patch:
        # Small problems list their ties where wide ones look through all pairs again, and the other way round.
        patch.setattr(dense, "LISTED", 20 - listed)
        with pytest.MonkeyPatch.context() as apart:
            apart.setattr(alike, "FEWER", NEVER)
            small = solve(problem, **asked)
        patch.setattr(choosing, "WIDE", -1)
        patch.setattr(tight, "LISTED", listed)
        return small, solve(problem, **asked)


def assert_same(small, wide):
    for name in ("status", "pairs", "certain", "objective", "unmatched", "unmatched_certain", "canonical"):
        assert getattr(small, name) == getattr(wide, name), name
    told = [
        [(c.kind, c.mentees, c.mentors, c.needed, c.possible, c.repair) for c in s.conflicts]
        for s in (small, wide)
    ]
    assert told[0] == told[1]
    if small.certificate is not None:
        assert certificate_bytes(small.certificate) == certificate_bytes(wide.certificate)
