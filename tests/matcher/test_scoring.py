"""Features against an evaluation pair by pair."""

import random
from decimal import Decimal

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pair_by_pair import cases, expected_allowed, expected_points, form_of

from matcher.criteria.product import Product, bound_of_sums
from matcher.crowd import Circumstances, Crowd
from matcher.scores import Scores
from matcher.scoring import score_form
from questionnaires.criterion import Criterion, CriterionKind, Force

# ---- the properties


def calm(examples):
    """Never fail because the machine is busy: drawing whole crowds takes its time."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def every_pair(mentees, mentors):
    return [(i, j) for i in range(len(mentees)) for j in range(len(mentors))]


@calm(200)
@given(cases())
def test_agrees_with_an_evaluation_pair_by_pair(case):
    form, mentees, mentors, known = case
    scores = score_form(form, mentees, mentors, known)
    points, allowed = scores.points(), scores.allowed()
    for i, j in every_pair(mentees, mentors):
        expected = [
            expected_points(each, mentees, mentors, known, i, j) for each in form.criteria if each.points
        ]
        assert [part.points for part in scores.parts(i, j)] == expected
        assert points[i, j] == sum(expected)
        kept = [expected_allowed(each, mentees, mentors, known, i, j) for each in form.criteria]
        assert allowed[i, j] == all(kept)
        assert len(scores.broken(i, j)) == kept.count(False)


@calm(50)
@given(cases())
def test_points_lie_between_nothing_and_a_full_match(case):
    form, mentees, mentors, known = case
    scores = score_form(form, mentees, mentors, known)
    for i, j in every_pair(mentees, mentors):
        assert all(0 <= part.points <= part.most for part in scores.parts(i, j))
        assert all(part.words.ru and part.words.en and part.title for part in scores.parts(i, j))


@calm(50)
@given(cases())
def test_each_rule_by_itself(case):
    form, mentees, mentors, known = case
    scores = score_form(form, mentees, mentors, known)
    rules = np.ones((len(mentees), len(mentors)), bool)
    for rule in scores.rules:
        rows, columns = rule.forbidden_pairs
        product = rule.mentee_features @ rule.mentor_features.T >= rule.least
        product[rows, columns] = False
        assert (scores.allowed(rule) == product).all()
        rules &= product
    assert (scores.allowed() == rules).all()


@calm(50)
@given(cases())
def test_dense_points_are_the_product_and_the_exceptions(case):
    scores = score_form(*case)
    assert isinstance(scores.scores, Scores)
    dense = scores.scores.mentee_features.astype(object) @ scores.scores.mentor_features.astype(object).T
    for row, column, added in zip(*(scores.scores.exceptions or ((), (), ())), strict=True):
        dense[row, column] += added
    assert (dense == scores.points()).all()
    sums = np.abs(scores.scores.mentee_features) @ np.abs(scores.scores.mentor_features).T
    product = Product(scores.scores.mentee_features, scores.scores.mentor_features)
    assert bound_of_sums(product) >= sums.max(initial=0)


def reordered(crowd, order):
    columns = {key: [values[k] for k in order] for key, values in crowd.columns.items()}
    return Crowd(codes=tuple(crowd.codes[k] for k in order), columns=columns, questions=crowd.questions)


@calm(50)
@given(cases(), st.randoms(use_true_random=False))
def test_order_of_people_only_reorders_the_matrix(case, dice: random.Random):
    form, mentees, mentors, known = case
    scores = score_form(form, mentees, mentors, known)
    rows, columns = (dice.sample(range(len(side)), len(side)) for side in (mentees, mentors))
    again = score_form(form, reordered(mentees, rows), reordered(mentors, columns), known)
    assert (again.points() == scores.points()[np.ix_(rows, columns)]).all()
    assert (again.allowed() == scores.allowed()[np.ix_(rows, columns)]).all()
    for i, j in every_pair(mentees, mentors):
        assert again.parts(i, j) == scores.parts(rows[i], columns[j])


@calm(50)
@given(cases())
def test_people_who_come_later_change_nobodys_points(case):
    form, mentees, mentors, known = case
    scores = score_form(form, mentees, mentors, known)
    fewer = reordered(mentees, range(len(mentees) // 2)), reordered(mentors, range(len(mentors) // 2))
    before = score_form(form, *fewer, known)
    assert (before.points() == scores.points()[: len(fewer[0]), : len(fewer[1])]).all()


def test_a_form_without_criteria_allows_everybody_for_nothing():
    mentees, mentors = Crowd(codes=("Н-1",), columns={}), Crowd(codes=("М-1", "М-2"), columns={})
    scores = score_form(form_of(()), mentees, mentors, Circumstances())
    assert (scores.points().tolist(), scores.allowed().tolist()) == ([[0, 0]], [[True, True]])
    assert (scores.parts(0, 1), scores.broken(0, 1)) == ((), ())


def test_decimals_are_compared_exactly():
    """0.3 − 0.1 is 0.2 and not a little less."""
    crowds = [Crowd(codes=("x",), columns={"experience": (Decimal(text),)}) for text in ("0.1", "1.1")]
    gap = Criterion(
        key="g", kind=CriterionKind.GAP, title="Опыт", force=Force.MUST, mentee="experience", mentor="experience",
        settings={"least": 1, "most": 1},
    )  # fmt: skip
    assert score_form(form_of((gap,)), *crowds, Circumstances()).allowed().all()
