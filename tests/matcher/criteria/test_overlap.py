import pytest
from one_form import SUBJECTS, CriterionKind, ask, must, score, wish, words

ANSWER = ask("answer", options=SUBJECTS)
OVERLAP = CriterionKind.OVERLAP


@pytest.mark.parametrize(
    ("mentee", "mentor", "points"),
    [
        (("maths", "physics"), ("physics",), 500),
        (("physics",), ("maths", "physics"), 1000),  # the mentee's number of options decides
        (("maths",), ("physics",), 0),
        ((), (), 0),
        ((), None, 500),
    ],
)
def test_share_of_the_mentees_options(mentee, mentor, points):
    assert score(wish(OVERLAP), [mentee], [mentor], ANSWER).points().tolist() == [[points]]


def test_must_asks_for_something_in_common():
    scores = score(must(OVERLAP), [("maths",), ()], [("maths",), ("physics",)], ANSWER)
    assert scores.allowed().tolist() == [[True, False], [False, False]]
    assert scores.broken(0, 1)[0].en == "Сравнение: nothing in common"
    assert scores.kept(0, 0)[0].ru == "Сравнение: общее: Математика"


def test_says_what_is_common():
    scores = score(wish(OVERLAP), [("maths", "physics")], [("physics",), ("chemistry",)], ANSWER)
    assert (words(scores), words(scores, 0, 1)) == ("общее: Физика", "общего нет")


def test_labels_with_commas_are_told_apart():
    hobbies = ask("answer", options={"books": "чтение, книги", "chess": "шахматы"})
    assert words(score(wish(OVERLAP), [("books", "chess")], [("books", "chess")], hobbies)) == (
        "общее: чтение, книги; шахматы"
    )
