"""Rotations: the least steps from the best stable choice for mentees towards the best one for mentors.

In a rotation a ring of mentees move down their lists, each to a mentor who would rather have them than the one who
leaves. Every stable choice comes from the best one for mentees by a set of rotations that holds, with each, all that
must come before it; every such set gives one.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from matcher.solve.stable.proposing import Wishes, best_first, propose, propose_back

Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Rotation:
    """One rotation.

    Parameters
    ----------
    moves
        (mentee, mentor left, mentor reached) of each mentee in it.
    before
        Indices of rotations that must come before it, though not of those before them.
    """

    moves: tuple[tuple[int, int, int], ...]
    before: frozenset[int]


def find_rotations(wishes: Wishes) -> tuple[Pairs, list[Rotation]]:
    """Return the best stable choice for mentees, and all rotations in an order in which they can be made."""
    best, _ = propose(wishes)
    walk = _Walk(wishes, dict(best), dict(propose_back(wishes)))
    for mentee, _ in best:
        while walk.has[mentee] != walk.last[mentee]:
            walk.turn(walk.ring(mentee))
    return best, walk.found


@dataclass(slots=True, eq=False)
class _Walk:
    """A stable choice on its way from the best for mentees to the best for mentors.

    Parameters
    ----------
    has, last
        Mentee → mentor now, and in the end.
    """

    wishes: Wishes
    has: dict[int, int]
    last: dict[int, int]
    found: list[Rotation] = field(default_factory=list)
    lists: list[list[int]] = field(init=False)
    place: list[int] = field(init=False)
    """Mentee → place on the own list of the first mentor not yet known to prefer those held."""
    held: list[list[int]] = field(init=False)
    """Mentor → ranks of the mentees held, best first."""
    who: list[list[int]] = field(init=False)
    """Mentor → mentee of each rank."""
    past: list[tuple[list[int], list[int]]] = field(init=False)
    """Mentor → minus the rank of the worst held, at first and after each rotation, and these rotations, -1 at first."""
    moved: dict[int, int] = field(default_factory=dict)
    """Mentee → the last rotation."""

    def __post_init__(self) -> None:
        n, m = self.wishes.acceptable.shape
        self.lists = best_first(self.wishes.mentee, self.wishes.acceptable)
        self.place = [self.lists[i].index(self.has[i]) + 1 if i in self.has else 0 for i in range(n)]
        self.held = [[] for _ in range(m)]
        for i, j in self.has.items():
            self.held[j].append(int(self.wishes.mentor[i, j]))
        self.held = [sorted(ranks) for ranks in self.held]
        self.who = self.wishes.mentor.argsort(axis=0).T.tolist()
        self.past = [([-ranks[-1]], [-1]) if ranks else ([], []) for ranks in self.held]

    def ring(self, mentee: int) -> list[int]:
        """Return the mentees of a rotation that begins where the way from this mentee closes."""
        way: list[int] = []
        seen: dict[int, int] = {}
        while mentee not in seen:
            seen[mentee] = len(way)
            way.append(mentee)
            mentee = self._leaving(self._next(mentee))
        return way[seen[mentee] :]

    def turn(self, ring: list[int]) -> None:
        """Make a rotation."""
        number, before = len(self.found), set()
        moves = [(i, self.has[i], self._next(i)) for i in ring]
        for i, old, new in moves:
            before |= {self.moved[i]} if i in self.moved else set()
            before |= set(self.past[new][1][-1:])
            for k in range(self.lists[i].index(old) + 1, self.place[i]):
                before |= self._since(i, self.lists[i][k])
        for i, _, new in moves:
            self.held[new].pop()
            self.has[i], self.moved[i] = new, number
            self.place[i] += 1
        for i, _, new in moves:
            self.held[new] = sorted([*self.held[new], int(self.wishes.mentor[i, new])])
            self.past[new][0].append(-self.held[new][-1])
            self.past[new][1].append(number)
        self.found.append(Rotation(tuple(moves), frozenset(before - {-1})))

    def _next(self, mentee: int) -> int:
        """Return the next mentor on a list who would rather have the mentee than the worst held."""
        own = self.lists[mentee]
        while not self._would(mentee, own[self.place[mentee]]):
            self.place[mentee] += 1
        return own[self.place[mentee]]

    def _would(self, mentee: int, mentor: int) -> bool:
        held = self.held[mentor]
        return bool(held) and int(self.wishes.mentor[mentee, mentor]) < held[-1]

    def _leaving(self, mentor: int) -> int:
        return self.who[mentor][self.held[mentor][-1]]

    def _since(self, mentee: int, mentor: int) -> set[int]:
        """Return the rotation since which a mentor holds nobody worse than the mentee."""
        worst, numbers = self.past[mentor]
        return set(numbers[bisect_right(worst, -int(self.wishes.mentor[mentee, mentor])) :][:1])
