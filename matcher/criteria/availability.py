"""Days and times both are free."""

from fractions import Fraction

import numpy as np

from matcher.arrays import IntArray
from matcher.criteria.answer import show_options
from matcher.criteria.comparison import Comparison, Definition, Facts, Remark
from matcher.criteria.compilation import with_blanks
from matcher.criteria.product import Product, count_common, look_up_all, round_share
from matcher.criteria.shared_options import Options, read_options
from questionnaires.criterion import CriterionKind
from questionnaires.question import Kind
from questionnaires.wording import Wording

MET = Wording("оба свободны: {shared}", "both free: {shared}")
UNMET = Wording("общего свободного времени нет", "no free time in common")
TOO_FEW = Wording("оба свободны только: {shared}", "both free only: {shared}")


def compare(facts: Facts) -> Comparison:
    """Give full points from `enough` shared slots and a part below; as a must ask for `least`."""
    mentees = read_options(facts.mentee_answers(), facts.mentee_question)
    mentors = read_options(facts.mentor_answers(), facts.mentor_question)
    least = facts.number_setting("least", 1)

    def describe(i: int, j: int) -> Remark:
        slots = mentors[j] or ()
        common = tuple(slot for slot in mentees[i] or () if slot in slots)
        met = len(common) >= (least if facts.is_must else 1)
        shared = show_options(common, facts.mentee_question, inside=True)
        words = MET if met else TOO_FEW if common else UNMET
        return Remark(met=met, words=words.format(shared=shared), shared=shared)

    product = _count(mentees, mentors) if facts.is_must else _saturate(facts, mentees, mentors)
    return with_blanks(facts, product, describe, mentees=mentees, mentors=mentors, least=least)


def _count(mentees: Options, mentors: Options) -> Product:
    worth = [dict.fromkeys(slots or (), 1) for slots in mentees]
    return count_common(worth, [slots or () for slots in mentors])


def _saturate(facts: Facts, mentees: Options, mentors: Options) -> Product:
    """Compile the points of min(shared, enough): no sum over slots, so a table over the sets of slots in use.

    Days of a week make at most 127 sets. Slots that only one side has are left out first, so that fewer remain.
    """
    enough, points = facts.number_setting("enough", 1), facts.criterion.points
    worth = np.array(
        [round_share(points, Fraction(shared, enough)) for shared in range(enough + 1)], np.int64
    )
    useful = sorted(_slots(mentees) & _slots(mentors))

    def tabulate(rows: list[frozenset[str]], columns: list[frozenset[str]]) -> IntArray:
        shared = _indicators(rows, useful) @ _indicators(columns, useful).T
        points_of: IntArray = worth[np.minimum(shared, enough)]
        return points_of

    return look_up_all(_restrict(mentees, useful), _restrict(mentors, useful), tabulate)


def _slots(people: Options) -> set[str]:
    return {slot for slots in people for slot in slots or ()}


def _restrict(people: Options, useful: list[str]) -> list[frozenset[str] | None]:
    return [None if slots is None else frozenset(slots).intersection(useful) for slots in people]


def _indicators(sets: list[frozenset[str]], useful: list[str]) -> IntArray:
    marks = [[slot in slots for slot in useful] for slots in sets]
    return np.array(marks, np.int64).reshape(len(sets), len(useful))


AVAILABILITY = Definition(
    kind=CriterionKind.AVAILABILITY,
    compare=compare,
    mentee_kinds=frozenset({Kind.CHOICE, Kind.CHOICES}),
    mentor_kinds=frozenset({Kind.CHOICE, Kind.CHOICES}),
)
