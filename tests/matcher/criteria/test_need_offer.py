import pytest
from one_form import SUBJECTS, CriterionKind, ask, crowd, must, score, wish, words

from questionnaires.criterion import BlankMust

ANSWER = ask("answer", options=SUBJECTS)
NEED = CriterionKind.NEED_OFFER


@pytest.mark.parametrize(
    ("needed", "offered", "points"),
    [
        (("maths",), ("maths", "physics"), 1000),
        (("maths", "physics"), ("maths",), 500),
        (
            ("maths", "physics", "chemistry"),
            ("maths",),
            334,
        ),  # 1000 = 334 + 333 + 333, in the order of options
        (("maths", "physics", "chemistry"), ("physics", "chemistry"), 666),
        (("chemistry", "maths", "physics"), ("maths",), 334),  # however the answer was ordered
        (("maths",), ("chemistry",), 0),
        ((), ("maths",), 0),  # nothing is needed, so nothing is shared
        (("maths",), (), 0),
        ("maths", ("maths",), 1000),  # a CHOICE is a list of one
    ],
)
def test_share_of_what_is_needed(needed, offered, points):
    assert score(wish(NEED), [needed], [offered], ANSWER).points().tolist() == [[points]]


@pytest.mark.parametrize(
    ("mentee", "mentor"), [(None, ("maths",)), (("maths",), None), (None, None), ((), None)]
)
def test_blank_is_neutral_once(mentee, mentor):
    scores = score(wish(NEED, blank=30), [mentee], [mentor], ANSWER)
    assert scores.points().tolist() == [[300]]
    assert scores.parts(0, 0)[0].blank
    assert words(scores) == "ответа нет: дано нейтрально 30 %"


def test_says_what_is_shared_and_what_was_needed():
    scores = score(wish(NEED), [("maths", "physics")], [("physics", "maths"), ("chemistry",)], ANSWER)
    assert words(scores) == "Математика, Физика: нужно — может помочь"
    assert words(scores, 0, 1) == "не совпало, нужно: Математика, Физика"


def test_says_it_in_the_words_of_the_programme():
    own = wish(NEED, yes="поможет: {shared}", no="нужно {mentee}, а может {mentor}")
    scores = score(own, [("maths", "physics")], [("physics",), ("chemistry",)], ANSWER)
    assert words(scores) == "поможет: Физика"
    assert words(scores, 0, 1) == "нужно Математика, Физика, а может Химия"


@pytest.mark.parametrize("blank_must", BlankMust)
def test_must_asks_for_one_need_that_is_met(blank_must):
    passes = blank_must is BlankMust.PASS
    mentees = [("maths", "physics"), ("chemistry",), (), None]
    allowed = score(must(NEED, blank_must=blank_must), mentees, [("maths",), None], ANSWER).allowed()
    assert allowed.tolist() == [[True, passes], [False, passes], [True, passes], [passes, passes]]


def test_private_questions_make_private_words():
    private = ask("answer", options=SUBJECTS, private=True)
    mentees = crowd("Н", [("maths",)], private)
    assert score(wish(NEED), mentees, [("maths",)]).parts(0, 0)[0].private
    scores = score(must(NEED), mentees, [("physics",)])
    assert [reason.ru for reason in scores.broken(0, 0)] == ["ограничение куратора"]
    assert scores.rules[0].title.ru == "ограничение куратора"
    assert score(must(NEED), mentees, [("maths",)]).kept(0, 0) == ()
