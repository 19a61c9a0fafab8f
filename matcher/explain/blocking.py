"""Blocking pairs of a run: two who named each other after the meeting and would both rather have each other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.assembly import Assembly
from matcher.circle import Circle
from matcher.joint.form_table import FormTable, Seat
from matcher.result import BlockingPair, Pair
from questionnaires.answers import Answers, Preference

Couple = tuple[int, int]

NOT_NAMED = 1 << 31
"""The place of everybody whom a list does not name: after all whom it names."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Whom people named, by code."""

    lists: Mapping[str, Preference]

    def places(self, code: str) -> dict[str, int]:
        """Return whom a person named, with the place of each; all have the same one where the list has no order."""
        said = self.lists.get(code) or Preference(code=code)
        return {other: place if said.ranked else 0 for place, other in enumerate(dict.fromkeys(said.liked))}

    def prefers(self, code: str, other: str, held: Sequence[str]) -> bool:
        """Tell whether a person named someone before any of these people."""
        places = self.places(code)
        return any(places[other] < places.get(one, NOT_NAMED) for one in held)


class _Places:
    """Who holds the places of a run."""

    def __init__(self, assembly: Assembly, pairs: Sequence[Couple]) -> None:
        self.assembly, problem = assembly, assembly.problem
        self.column = {seat: column for column, seat in enumerate(assembly.seats)}
        self._locked = frozenset(problem.locked)
        self._of_row, self._of_column = (
            defaultdict[int, list[Couple]](list),
            defaultdict[int, list[Couple]](list),
        )
        for pair in pairs:
            self._of_row[pair[0]].append(pair)
            self._of_column[pair[1]].append(pair)
        self._own, self._demand = problem.per_mentor(problem.upper), problem.per_mentee(problem.demand)
        self._loads = defaultdict[int, list[tuple[Sequence[int], int]]](list)
        for columns, most in problem.shared_upper:
            for column in columns:
                self._loads[column].append((columns, most))

    def are_together(self, row: int, mentor: str) -> bool:
        """Tell whether a mentee has this mentor, in whatever form."""
        return any(self.assembly.seats[column][1] == mentor for _, column in self._of_row[row])

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
    return Wishes({preference.code: preference for preference in answers.preferences})


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
    found = [
        BlockingPair(form=table.form.key, mentee=mentee, mentor=mentor)
        for table in assembly.tables
        for mentee, mentor in _mutual(table, wishes)
        if _block(places, wishes, mentee, (table.form.key, mentor))
    ]
    return tuple(sorted(found, key=lambda pair: (pair.form, pair.mentee, pair.mentor)))


def _mutual(table: FormTable, wishes: Wishes) -> Iterator[tuple[str, str]]:
    """Yield (mentee, mentor) who named each other."""
    mentors = set(table.scores.mentors.codes)
    for mentee in table.scores.mentees.codes:
        for mentor in wishes.places(mentee).keys() & mentors:
            if mentee in wishes.places(mentor):
                yield mentee, mentor


def _block(places: _Places, wishes: Wishes, mentee: str, seat: Seat) -> bool:
    """Tell whether two who named each other are apart though they may be together and would both gain."""
    assembly, mentor = places.assembly, seat[1]
    row, column = assembly.row_of[mentee], places.column[seat]
    if places.are_together(row, mentor) or not assembly.problem.allowed_block(row, row + 1)[0, column]:
        return False
    held = places.holding_mentee(row)
    return (held is None or wishes.prefers(mentee, mentor, held)) and all(
        wishes.prefers(mentor, mentee, those) for those in places.holding_mentor(column)
    )


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
        and partner.get(codes[i]) != codes[j]
        and gains(codes[i], codes[j])
        and gains(codes[j], codes[i])
    )


def _mutual_peers(codes: Sequence[str], wishes: Wishes) -> Iterator[Couple]:
    """Yield the places of every two who named each other, in their order: only who is named is looked at."""
    place = {code: i for i, code in enumerate(codes)}
    for i, code in enumerate(codes):
        for j in sorted(place[other] for other in wishes.places(code) if place.get(other, -1) > i):
            if code in wishes.places(codes[j]):
                yield i, j
