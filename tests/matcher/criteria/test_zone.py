import pytest
from one_form import SUBJECTS, CriterionKind, Kind, ask, crowd, must, score, wish, words

from questionnaires.criterion import BlankMust

ZONE = CriterionKind.ZONE
SHIFT = ask("answer", Kind.CHOICE, {"first": "Первая", "second": "Вторая"})


def own_first(mentees, mentors, **more):
    """People as (organisation, subjects)."""
    sides = [
        crowd(
            prefix,
            [None] * len(people),
            organisation=[who[0] for who in people],
            subject=[who[1] for who in people],
        )
        for prefix, people in (("Н", mentees), ("М", mentors))
    ]
    own = must(
        ZONE,
        mentee="organisation",
        mentor="organisation",
        settings={"same": "organisation", "own_first": "subject"},
        **more,
    )
    return score(own, *sides)


def test_same_answer():
    scores = score(wish(ZONE, settings={"same": "answer"}), ["first", None], ["first", "second"], SHIFT)
    assert scores.points().tolist() == [[1000, 0], [500, 500]]
    assert (words(scores), words(scores, 0, 1)) == ("совпадает: Первая", "не совпадает: Первая и Вторая")


def test_must_stays_in_the_organisation():
    sides = (
        crowd(prefix, [None, None], organisation=places)
        for prefix, places in (("Н", ("s1", None)), ("М", ("s1", "s2")))
    )
    scores = score(must(ZONE, settings={"same": "organisation"}), *sides)
    assert scores.allowed().tolist() == [[True, False], [False, False]]
    assert scores.broken(0, 1)[0].ru == "Сравнение: другая организация"


def test_leaves_only_where_the_own_organisation_has_no_such_mentor():
    mentees = [("s1", "maths"), ("s1", "physics"), ("s3", "maths"), ("s2", ("maths", "physics"))]
    scores = own_first(mentees, [("s1", "maths"), ("s2", ("physics", "chemistry"))])
    assert scores.allowed().tolist() == [[True, False], [True, True], [True, True], [False, True]]
    assert scores.broken(0, 1)[0].ru == "Сравнение: другая организация, а в своей такой наставник есть"
    assert scores.kept(1, 1)[0].ru == "Сравнение: другая организация: в своей нет такого наставника"


@pytest.mark.parametrize("blank_must", BlankMust)
def test_who_may_leave_when_it_is_not_known_what_is_needed(blank_must):
    passes = blank_must is BlankMust.PASS
    scores = own_first(
        [("s1", None), ("s3", None), (None, "maths"), ("s2", "maths")],
        [("s1", "maths"), ("s2", None)],
        blank_must=blank_must,
    )
    # s2's mentor did not say what he offers, so he keeps nobody from leaving
    assert scores.allowed().tolist() == [[True, passes], [True, True], [passes, passes], [True, True]]


def test_each_side_may_be_asked_its_own_question():
    mentees = crowd("Н", [None], organisation=["s1"], needed=[("maths",)])
    mentors = crowd("М", [None, None], organisation=["s1", "s2"], offered=[("physics",), ("maths",)])
    settings = {"same": "organisation", "own_first": "offered"}
    assert (
        score(must(ZONE, mentee="needed", mentor="offered", settings=settings), mentees, mentors)
        .allowed()
        .all()
    )


def test_a_private_place_is_not_told():
    private = ask("answer", Kind.CHOICE, SUBJECTS, private=True)
    scores = score(
        must(ZONE, mentee="x", mentor="x", settings={"same": "answer"}), ["maths"], ["physics"], private
    )
    assert scores.broken(0, 0)[0].ru == "ограничение куратора"
