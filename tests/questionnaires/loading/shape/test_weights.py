"""The wishes of a form share 10 000 points exactly, whatever the weights."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questionnaires.loading.shape.weights import WEIGHTS, Weight, share_points, weights_fault

weights = st.lists(st.one_of(st.sampled_from(Weight), st.integers(0, 3000)), max_size=12)


@given(weights)
def test_points_add_up_to_exactly_ten_thousand(given_weights):
    assume(weights_fault(given_weights) is None)
    assert sum(share_points(given_weights)) == 10_000


@given(weights)
def test_points_written_as_points_stand(given_weights):
    assume(weights_fault(given_weights) is None)
    shared = share_points(given_weights)
    assert all(got == w for got, w in zip(shared, given_weights, strict=True) if isinstance(w, int))


@given(weights)
def test_each_word_gets_its_share_rounded_down_or_up(given_weights):
    assume(weights_fault(given_weights) is None)
    words = [(w.value, got) for w, got in zip(given_weights, share_points(given_weights), strict=True)
             if isinstance(w, Weight)]  # fmt: skip
    rest, shares = sum(got for _, got in words), sum(value for value, _ in words)
    assert all(abs(got * shares - rest * value) < shares for value, got in words if value)
    assert all(got == 0 for value, got in words if not value)


@given(weights)
def test_a_heavier_word_never_gets_less(given_weights):
    assume(weights_fault(given_weights) is None)
    words = [(w.value, got) for w, got in zip(given_weights, share_points(given_weights), strict=True)
             if isinstance(w, Weight)]  # fmt: skip
    assert all(a <= b for value, a in words for other, b in words if value < other)


def test_what_rounding_leaves_goes_to_the_earlier_criterion():
    assert share_points([Weight.SOME, Weight.SOME, Weight.SOME]) == (3334, 3333, 3333)
    assert share_points([Weight.LITTLE, Weight.MUCH, Weight.SOME]) == (1429, 5714, 2857)


def test_the_words_are_worth_nothing_one_two_and_four():
    assert [WEIGHTS[word].value for word in ("не важно", "немного важно", "важно", "очень важно")] == [
        0,
        1,
        2,
        4,
    ]


@pytest.mark.parametrize(
    ("given_weights", "fault"),
    [
        ([], "no-wishes"),
        ([10_001], "points-over"),
        ([10_000, Weight.LITTLE], "points-leave-nothing"),
        ([9_999], "points-under"),
        ([9_999, Weight.NONE], "points-under"),
        ([10_000, Weight.NONE], None),
        ([0, Weight.LITTLE], None),
    ],
)
def test_weights_that_cannot_share_the_total_are_named(given_weights, fault):
    assert weights_fault(given_weights) == fault
