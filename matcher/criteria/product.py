"""Exact integer products of features: what every criterion compiles to, however many the people."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from matcher.arrays import IntArray

BoolArray = npt.NDArray[np.bool_]

EXACT_IN_FLOAT32 = 2**24
EXACT_IN_FLOAT64 = 2**53

MenteeAnswer = TypeVar("MenteeAnswer", bound=Hashable)
MentorAnswer = TypeVar("MentorAnswer", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """Integers of every pair as ``mentee @ mentor.T``.

    Parameters
    ----------
    mentee, mentor
        (n_mentees, k) and (n_mentors, k) integers.
    """

    mentee: IntArray
    mentor: IntArray

    def at(self, i: int, j: int) -> int:
        """Return the integer of one pair."""
        return int(self.mentee[i] @ self.mentor[j])


def round_share(points: int, share: Fraction) -> int:
    """Return the share of the points as an integer, halves upwards: nothing is rounded elsewhere."""
    return (2 * points * share.numerator + share.denominator) // (2 * share.denominator)


def split_evenly(points: int, count: int) -> tuple[int, ...]:
    """Return `count` integers that sum to `points`: equal shares by largest remainder, larger ones first."""
    base, larger = divmod(points, count)
    return (base + 1,) * larger + (base,) * (count - larger)


def no_product(n: int, m: int) -> Product:
    """Return the product that is zero for every pair."""
    return Product(np.zeros((n, 0), np.int64), np.zeros((m, 0), np.int64))


def beside(products: Sequence[Product], n: int, m: int) -> Product:
    """Return the product that is the sum of the products."""
    return Product(
        np.hstack([np.zeros((n, 0), np.int64), *(product.mentee for product in products)]),
        np.hstack([np.zeros((m, 0), np.int64), *(product.mentor for product in products)]),
    )


def trim(product: Product) -> Product:
    """Return the same product without the columns that add nothing to any pair."""
    used = product.mentee.any(axis=0) & product.mentor.any(axis=0)
    return Product(product.mentee[:, used], product.mentor[:, used])


def look_up(
    mentees: Sequence[MenteeAnswer | None],
    mentors: Sequence[MentorAnswer | None],
    value: Callable[[MenteeAnswer, MentorAnswer], int],
) -> Product:
    """Compile any function of two answers: one side's answer one-hot, the other side's row of a table.

    The side with fewer different answers is the one-hot one; None gives 0 with everybody.
    """
    return look_up_all(mentees, mentors, lambda rows, columns: [[value(a, b) for b in columns] for a in rows])


def look_up_all(
    mentees: Sequence[MenteeAnswer | None],
    mentors: Sequence[MentorAnswer | None],
    tabulate: Callable[[list[MenteeAnswer], list[MentorAnswer]], npt.ArrayLike],
) -> Product:
    """Compile a function that is given the different answers of both sides and returns its whole table."""
    rows, row_of = _distinct(mentees)
    columns, column_of = _distinct(mentors)
    table = np.asarray(tabulate(rows, columns), np.int64).reshape(len(rows), len(columns))
    if len(rows) <= len(columns):
        return trim(Product(_take(np.eye(len(rows), dtype=np.int64), row_of), _take(table.T, column_of)))
    return trim(Product(_take(table, row_of), _take(np.eye(len(columns), dtype=np.int64), column_of)))


def _distinct(answers: Sequence[Any]) -> tuple[list[Any], IntArray]:
    """Return the different answers and each person's index in them, -1 for None."""
    index = {answer: k for k, answer in enumerate(dict.fromkeys(a for a in answers if a is not None))}
    places = (-1 if answer is None else index[answer] for answer in answers)
    return list(index), np.fromiter(places, np.int64, len(answers))


def _take(rows: IntArray, places: IntArray) -> IntArray:
    """Return each person's row; place -1 is the row of zeros put at the end."""
    return np.vstack([rows, np.zeros((1, rows.shape[1]), np.int64)])[places]


def count_common(
    mentees: Sequence[Mapping[str, int]],
    mentors: Sequence[Sequence[str]],
) -> Product:
    """Compile the sum, over the options a mentor has, of what each option is worth to a mentee."""
    offered = {option for options in mentors for option in options}
    common = sorted(offered & {option for worth in mentees for option in worth})
    column = {option: k for k, option in enumerate(common)}
    left = np.zeros((len(mentees), len(common)), np.int64)
    right = np.zeros((len(mentors), len(common)), np.int64)
    for i, worth in enumerate(mentees):
        for option, points in worth.items():
            if option in column:
                left[i, column[option]] = points
    for j, options in enumerate(mentors):
        right[j, [column[option] for option in options if option in column]] = 1
    return trim(Product(left, right))


def constant_where_either(mentees: BoolArray, mentors: BoolArray, value: int) -> Product:
    """Compile `value` for a pair of which either side is marked: once, also where both are."""
    left = np.column_stack([mentees * value, ~mentees]).astype(np.int64)
    right = np.column_stack([np.ones(len(mentors)), mentors * value]).astype(np.int64)
    return trim(Product(left, right))


def constant_where_both(mentees: BoolArray, mentors: BoolArray, value: int) -> Product:
    """Compile `value` for a pair of which both sides are marked."""
    return trim(Product((mentees * value).astype(np.int64)[:, None], mentors.astype(np.int64)[:, None]))


def bound_of_sums(product: Product) -> int:
    """Return a bound of Σ|Φ||Ψ| over the features of any pair: below 2²⁴ float32 is exact, below 2⁵³ float64.

    Computed in one pass over the features, never over the pairs, so it may be larger than the largest sum.
    """
    if not product.mentee.size or not product.mentor.size:
        return 0
    left, right = np.abs(product.mentee), np.abs(product.mentor)
    return int(min((left @ right.max(axis=0)).max(), (right @ left.max(axis=0)).max()))


def multiply(product: Product) -> IntArray:
    """Return the integers of all pairs, in the fastest number type that is exact."""
    bound = bound_of_sums(product)
    exact: type[np.generic] = np.int64
    if bound <= EXACT_IN_FLOAT64:
        exact = np.float32 if bound <= EXACT_IN_FLOAT32 else np.float64
    dense: npt.NDArray[Any] = product.mentee.astype(exact) @ product.mentor.astype(exact).T
    return dense.astype(np.int64, copy=False)
