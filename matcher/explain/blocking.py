"""Blocking pairs of a run: two who named each other after the meeting and would both rather have each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from matcher.assembly import Assembly
from matcher.circle import Circle
from matcher.joint.form_table import FormTable, Seat
from matcher.problem import Problem
from matcher.result import BlockingPair, Pair, PeerGroup
from questionnaires.answers import Answers

Couple = tuple[int, int]

NOT_NAMED = 1 << 31
"""The place of everybody whom a list does not name: after all whom it names."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Whom people named. A human who stands in two bases is one, under whichever code they name or are named.

    Parameters
    ----------
    humans
        Code → first code of the same human.
    lists
        Human → everybody whom they named → the place; all have the same one where the list has no order.
    """

    humans: Mapping[str, str]
    lists: Mapping[str, Mapping[str, int]]

    def human(self, code: str) -> str:
        """Return the human behind a code."""
        return self.humans.get(code, code)

    def named(self, code: str) -> Mapping[str, int]:
        """Return the humans whom a person named, with the place of each."""
        return self.lists.get(self.human(code), {})

    def prefers(self, code: str, other: str, held: Sequence[str]) -> bool:
        """Tell whether a person named someone before any of these people."""
        places = self.named(code)
        place = places[self.human(other)]
        return any(place < places.get(self.human(one), NOT_NAMED) for one in held)

    def is_mutual(self, code: str, other: str) -> bool:
        """Tell whether two named each other."""
        return self.human(other) in self.named(code) and self.human(code) in self.named(other)


class _Places:
    """Who holds the places of a run."""

    def __init__(self, assembly: Assembly, pairs: Sequence[Couple]) -> None:
        self.assembly, problem = assembly, assembly.problem
        self.column = {seat: column for column, seat in enumerate(assembly.seats)}
        self._locked = frozenset(problem.locked)
        self._of_row = defaultdict[int, list[Couple]](list)
        self._of_column = defaultdict[int, list[Couple]](list)
        for pair in pairs:
            self._of_row[pair[0]].append(pair)
            self._of_column[pair[1]].append(pair)
        self._own, self._demand = problem.per_mentor(problem.upper), problem.per_mentee(problem.demand)
        self._loads = defaultdict[int, list[tuple[Sequence[int], int]]](list)
        for columns, most in problem.shared_upper:
            for column in columns:
                self._loads[column].append((columns, most))

    def holding_mentee(self, row: int) -> list[str] | None:
        """Return the mentors whom a mentee without a free place could give up; None where a place is free."""
        held = self._of_row[row]
        if len(held) < self._demand[row]:
            return None
        return [self.assembly.seats[column][1] for _, column in self._free(held)]

    def holding_mentor(self, column: int) -> Iterator[list[str]]:
        """Yield, for every bound of a seat that is reached, the mentees whom the mentor could give up."""
        for columns, most in [((column,), int(self._own[column])), *self._loads[column]]:
            held = [pair for other in columns for pair in self._of_column[other]]
            if len(held) >= most:
                yield [self._mentee(pair) for pair in self._free(held)]

    def _free(self, pairs: Sequence[Couple]) -> list[Couple]:
        return [pair for pair in pairs if pair not in self._locked]

    def _mentee(self, pair: Couple) -> str:
        table, i, _ = self.assembly.place_in_form(*pair)
        return table.scores.mentees.codes[i]


def wishes_of(answers: Answers) -> Wishes:
    """Return what people said after the meeting."""
    humans = answers.people.humans()
    lists = defaultdict[str, dict[str, int]](dict)
    for said in answers.preferences:
        mine = lists[humans.get(said.code, said.code)]
        for place, other in enumerate(dict.fromkeys(said.liked)):
            human = humans.get(other, other)
            mine[human] = min(place if said.ranked else 0, mine.get(human, NOT_NAMED))
    return Wishes(humans, lists)


def who_are_apart(
    answers: Answers, found: Iterable[BlockingPair], pairs: Iterable[Pair], groups: Iterable[PeerGroup]
) -> tuple[BlockingPair, ...]:
    """Return the blocking pairs whose two are together in no form, each two once in a form."""
    humans = answers.people.humans()

    def two(one: str, other: str) -> frozenset[str]:
        return frozenset((humans.get(one, one), humans.get(other, other)))

    together = {two(pair.mentee, pair.mentor) for pair in pairs}
    together |= {two(*both) for group in groups for both in combinations(group.members, 2)}
    apart: dict[tuple[str, frozenset[str]], BlockingPair] = {}
    for pair in found:
        both = two(pair.mentee, pair.mentor)
        if both not in together:
            apart.setdefault((pair.form, both), pair)
    return tuple(apart.values())


def find_blocking(answers: Answers, assembly: Assembly, pairs: Sequence[Couple]) -> tuple[BlockingPair, ...]:
    """Return the blocking pairs of the forms with mentors.

    Two block when musts and decisions allow them, they named each other, and each has a place left or would give up
    somebody named later or not at all. A pair that people decided is given up by nobody.

    Parameters
    ----------
    pairs
        (row, column) of the pairs that were chosen.
    """
    wishes, places = wishes_of(answers), _Places(assembly, pairs)
    found = {
        (assembly.row_of[mentee], places.column[table.form.key, mentor]): BlockingPair(
            form=table.form.key, mentee=mentee, mentor=mentor
        )
        for table in assembly.tables
        for mentee, mentor in _mutual(table, wishes)
        if _gain(places, wishes, mentee, (table.form.key, mentor))
    }
    blocking = [found[couple] for couple in _allowed(assembly.problem, sorted(found))]
    return tuple(sorted(blocking, key=lambda pair: (pair.form, pair.mentee, pair.mentor)))


def _mutual(table: FormTable, wishes: Wishes) -> Iterator[tuple[str, str]]:
    """Yield (mentee, mentor) who named each other."""
    codes = defaultdict[str, list[str]](list)
    for mentor in table.scores.mentors.codes:
        codes[wishes.human(mentor)].append(mentor)
    for mentee in table.scores.mentees.codes:
        named = (mentor for human in wishes.named(mentee) for mentor in codes.get(human, ()))
        yield from ((mentee, mentor) for mentor in named if wishes.is_mutual(mentee, mentor))


def _gain(places: _Places, wishes: Wishes, mentee: str, seat: Seat) -> bool:
    """Tell whether two who named each other would both gain."""
    held = places.holding_mentee(places.assembly.row_of[mentee])
    return (held is None or wishes.prefers(mentee, seat[1], held)) and all(
        wishes.prefers(seat[1], mentee, those) for those in places.holding_mentor(places.column[seat])
    )


def _allowed(problem: Problem, couples: Sequence[Couple]) -> Iterator[Couple]:
    """Yield the pairs that musts and decisions allow; many mentees are looked up at once."""
    for first, last in problem.blocks():
        here = [couple for couple in couples if first <= couple[0] < last]
        if here:
            allowed = problem.allowed_block(first, last)
            yield from (couple for couple in here if allowed[couple[0] - first, couple[1]])


def find_blocking_peers(circle: Circle, answers: Answers, pairs: Sequence[Pair]) -> tuple[BlockingPair, ...]:
    """Return the blocking pairs inside one base, where everybody has one partner at most."""
    wishes, codes = wishes_of(answers), circle.codes
    partner = {
        one: other
        for pair in pairs
        for one, other in ((pair.mentee, pair.mentor), (pair.mentor, pair.mentee))
    }
    decided = {codes[i] for pair in circle.together for i in pair}

    def gains(one: str, other: str) -> bool:
        if one not in partner:
            return True
        return one not in decided and wishes.prefers(one, other, [partner[one]])

    return tuple(
        BlockingPair(form=circle.form.key, mentee=codes[i], mentor=codes[j])
        for i, j in _mutual_peers(codes, wishes)
        if circle.allowed[i, j]
        and (i, j) not in circle.apart
        and gains(codes[i], codes[j])
        and gains(codes[j], codes[i])
    )


def _mutual_peers(codes: Sequence[str], wishes: Wishes) -> Iterator[Couple]:
    """Yield the places of every two who named each other, in their order: only who is named is looked at."""
    place = {wishes.human(code): i for i, code in enumerate(codes)}
    for i, code in enumerate(codes):
        for j in sorted(place[human] for human in wishes.named(code) if place.get(human, -1) > i):
            if wishes.is_mutual(code, codes[j]):
                yield i, j
