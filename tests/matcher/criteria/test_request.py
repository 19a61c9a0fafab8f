from one_form import SUBJECTS, CriterionKind, ask, crowd, must, score, wish, words

from matcher.crowd import Circumstances

ANSWER = ask("answer", options=SUBJECTS)
KNOWN = Circumstances(requests={"Н-0": ("physics", "maths"), "Н-1": ()})
MENTEES = crowd("Н", [None, None, None])


def test_share_of_the_topics_a_third_party_named():
    scores = score(wish(CriterionKind.REQUEST), MENTEES, [("maths",), None], ANSWER, KNOWN)
    assert scores.points().tolist() == [[500, 500], [0, 500], [500, 500]]
    assert words(scores) == "Математика: просили — может помочь"
    assert words(scores, 2) == "ответа нет: дано нейтрально 50 %"


def test_what_a_third_party_said_is_private():
    scores = score(wish(CriterionKind.REQUEST), MENTEES, [("maths",)], ANSWER, KNOWN)
    assert all(scores.parts(i, 0)[0].private for i in range(3))


def test_must_asks_for_one_topic():
    scores = score(must(CriterionKind.REQUEST), MENTEES, [("maths",), ("chemistry",)], ANSWER, KNOWN)
    assert scores.allowed().tolist() == [[True, False], [True, True], [False, False]]
    assert scores.broken(0, 1)[0].ru == "ограничение куратора"
