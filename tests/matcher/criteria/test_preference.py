import pytest
from one_form import CriterionKind, crowd, must, score, wish, words

from matcher.crowd import Circumstances
from questionnaires.answers import Preference

MENTEES, MENTORS = crowd("Н", [None] * 3), crowd("М", [None] * 3)


def meeting(criterion, *preferences):
    known = Circumstances(preferences={each.code: each for each in preferences})
    return score(criterion, MENTEES, MENTORS, circumstances=known)


def named(code, *liked, refused=(), ranked=True):
    return Preference(code=code, liked=liked, refused=tuple(refused), ranked=ranked)


def test_places_of_both_sides_add_up():
    scores = meeting(
        wish(CriterionKind.PREFERENCE),
        named("Н-0", "М-1", "М-0"),
        named("М-1", "Н-0"),
        named("М-2", "Н-1", "Н-2", ranked=False),
    )
    # a list gives 500, 400, 300 …; 0 to those not named; 250 from a side that named nobody
    assert scores.points().tolist() == [[650, 1000, 0], [500, 250, 750], [500, 250, 750]]
    assert words(scores, 0, 1) == "наставляемый: выбор № 1; наставник: выбор № 1"
    assert (
        words(scores, 1, 2) == "наставляемый: выбора нет, дано нейтрально 50 %; наставник: в числе выбранных"
    )
    assert words(scores, 0, 2) == "наставляемый: выбраны другие; наставник: выбраны другие"


def test_settings_say_what_a_place_is_worth():
    own = wish(CriterionKind.PREFERENCE, 1001, settings={"first": 90, "step": 60}, blank=0)
    scores = meeting(own, named("Н-0", "М-0", "М-1", "М-2"))
    assert scores.points()[0].tolist() == [451, 150, 0]  # 501 for the mentee's list, 500 for the mentor's


def test_nobody_named_is_neutral():
    scores = meeting(wish(CriterionKind.PREFERENCE, blank=40))
    assert set(scores.points().ravel().tolist()) == {400}
    assert scores.parts(0, 0)[0].blank
    assert words(scores) == "ответа нет: дано нейтрально 40 %"


@pytest.mark.parametrize("criterion", [wish(CriterionKind.PREFERENCE), must(CriterionKind.PREFERENCE)])
def test_no_of_either_side_forbids(criterion):
    scores = meeting(criterion, named("Н-0", refused=["М-1"]), named("М-2", "Н-0", refused=["Н-1", "Н-9"]))
    assert scores.allowed().tolist() == [[True, False, True], [True, True, False], [True, True, True]]
    assert [reason.ru for reason in scores.broken(0, 1)] == ["ограничение куратора"]


def test_a_refusal_is_worth_nothing_and_no_list():
    scores = meeting(
        wish(CriterionKind.PREFERENCE), named("Н-0", "М-2", refused=["М-2"]), named("Н-1", refused=["М-0"])
    )
    assert scores.points()[0].tolist() == [250, 250, 250]  # named М-2 first, but «нет» outweighs it
    assert scores.points()[1].tolist() == [250, 500, 500]  # still named nobody


def test_what_a_person_named_is_private():
    scores = meeting(wish(CriterionKind.PREFERENCE), named("Н-0", "М-0"))
    assert scores.parts(0, 0)[0].private
