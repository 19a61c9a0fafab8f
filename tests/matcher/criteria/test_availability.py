import pytest
from one_form import DAYS, CriterionKind, ask, must, score, wish, words

from questionnaires.criterion import BlankMust

ANSWER = ask("answer", options=DAYS)
FREE = CriterionKind.AVAILABILITY


@pytest.mark.parametrize(
    ("mentee", "mentor", "enough", "points"),
    [
        (("mon", "tue"), ("tue",), 1, 1000),
        (("mon", "tue", "wed"), ("mon", "tue", "wed"), 2, 1000),  # more than enough earns no more
        (("mon", "tue"), ("tue", "wed"), 2, 500),
        (("mon", "tue"), ("tue", "wed"), 3, 333),
        (("mon",), ("tue",), 1, 0),
        ((), ("tue",), 1, 0),
        (None, ("tue",), 1, 500),
    ],
)
def test_points_up_to_enough_shared_slots(mentee, mentor, enough, points):
    own = wish(FREE, settings={"enough": enough})
    assert score(own, [mentee], [mentor], ANSWER).points().tolist() == [[points]]


def test_must_asks_for_the_least_number_of_shared_slots():
    own = must(FREE, settings={"least": 2}, blank_must=BlankMust.PASS)
    scores = score(own, [("mon", "tue"), None], [("mon", "tue"), ("tue", "wed"), ("wed",)], ANSWER)
    assert scores.allowed().tolist() == [[True, False, False], [True, True, True]]
    reasons = [scores.broken(0, j)[0].ru for j in (1, 2)]
    assert reasons == ["Сравнение: оба свободны только: вторник", "Сравнение: общего свободного времени нет"]


def test_days_stand_inside_a_sentence():
    assert (
        words(score(wish(FREE), [("tue", "mon")], [("mon", "tue")], ANSWER))
        == "оба свободны: понедельник, вторник"
    )
