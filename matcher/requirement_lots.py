"""The lot of a requirement: 40 bits that depend on its kind, on the ids of those it is about and on the salt only.

Of equally good sets of requirements the one with the least sum of lots is taken.
"""

from collections.abc import Iterator, Sequence

from matcher.lot import LOT_BITS, LotSide, person_keys
from matcher.problem import Problem
from matcher.solution import Requirement, RequirementKind


def requirement_lots(problem: Problem, salt: bytes, asked: Sequence[Requirement]) -> list[int]:
    """Return one lot per requirement of a problem."""
    ids = problem.ids()
    texts = ["".join(f"{len(part)}:{part}" for part in _parts(problem, ids, one)) for one in asked]
    return [int(key) >> (64 - LOT_BITS) for key in person_keys(salt, LotSide.REQUIREMENT, texts)]


def _parts(problem: Problem, ids: tuple[tuple[str, ...], tuple[str, ...]], one: Requirement) -> Iterator[str]:
    """Yield the kind and the ids, and of a load its bound: two may be about the same mentors."""
    mentees, mentors = ids
    yield one.kind.value
    if one.kind is RequirementKind.LOCK:
        yield from (mentees[one.of[0]], mentors[one.of[1]])
    elif one.kind is RequirementKind.SHARED:
        members, most = problem.shared_upper[one.of[0]]
        yield from (str(most), *sorted({mentors[j] for j in members}))
    else:
        yield from (mentors[j] for j in one.of)
