"""The products features make: exact in every number type, and bounded as they say."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.criteria.product import (
    Product,
    beside,
    bound_of_sums,
    look_up,
    multiply,
    round_share,
    split_evenly,
    trim,
)


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_even_parts_are_nearly_equal_and_add_up(points, count):
    parts = split_evenly(points, count)
    assert sum(parts) == points
    assert list(parts) == sorted(parts, reverse=True)
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("points", "share", "rounded"), [(1, "1/2", 1), (5, "1/3", 2), (4, "1/3", 1), (7, "0", 0), (7, "1", 7)]
)
def test_halves_are_rounded_upwards(points, share, rounded):
    assert round_share(points, Fraction(share)) == rounded


@st.composite
def products(draw, largest=2**30):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, m, k = draw(st.integers(0, 5)), draw(st.integers(0, 5)), draw(st.integers(0, 6))
    top = draw(st.integers(0, largest))
    return Product(rng.integers(-top, top + 1, (n, k)), rng.integers(-top, top + 1, (m, k)))


@settings(deadline=None)
@given(products())
def test_multiplication_is_exact_and_within_its_bound(product):
    """Entries up to 2**30 reach all three number types."""
    left, right = product.mentee.tolist(), product.mentor.tolist()
    exact = [[sum(a * b for a, b in zip(row, column, strict=True)) for column in right] for row in left]
    assert multiply(product).tolist() == exact
    sums = (np.abs(product.mentee) @ np.abs(product.mentor).T).ravel().tolist()
    assert bound_of_sums(product) >= max(sums, default=0)


def test_float32_is_not_used_where_it_would_round():
    odd = Product(np.array([[2**24, 1]]), np.array([[1, 1]]))
    assert multiply(odd).tolist() == [[2**24 + 1]]


@settings(deadline=None)
@given(products(largest=3), products(largest=3))
def test_trimming_and_joining_keep_the_sum(first, second):
    second = Product(second.mentee[: len(first.mentee)], second.mentor[: len(first.mentor)])
    first = Product(first.mentee[: len(second.mentee)], first.mentor[: len(second.mentor)])
    joined = beside([trim(first), trim(second)], len(first.mentee), len(first.mentor))
    assert (multiply(joined) == multiply(first) + multiply(second)).all()


@settings(deadline=None)
@given(
    st.lists(st.none() | st.integers(0, 4), max_size=8), st.lists(st.none() | st.integers(0, 4), max_size=8)
)
def test_any_function_of_two_answers(mentees, mentors):
    found = multiply(look_up(mentees, mentors, lambda a, b: 10 * a + b))
    expected = [[0 if a is None or b is None else 10 * a + b for b in mentors] for a in mentees]
    assert found.reshape(len(mentees), len(mentors)).tolist() == expected
