import numpy as np
import pytest
from one_form import CriterionKind, Kind, ask, must, score, wish, words

from matcher.criteria import TextModelMissing

TEXT = ask("answer", Kind.TEXT)
VECTORS = {
    "роботы": (0.34, 0.31, 0.28, 0.26),
    "робототехника": (0.34, 0.12, 0.29, -0.16),
    "вязание": (-0.33, -0.06, -0.27, 0.34),
}


def embed(texts):
    return np.array([VECTORS[text] for text in texts])


def likeness(mentees, mentors, points=1000):
    return score(wish(CriterionKind.FREE_TEXT, points), mentees, mentors, TEXT, embed=embed)


def test_equal_texts_earn_all_and_opposite_ones_little():
    near = likeness(["роботы"], ["роботы", "робототехника", "вязание"]).points()[0].tolist()
    assert near[0] == 1000
    assert near[0] >= near[1] > 500 > near[2] >= 0


def test_points_are_the_same_on_every_machine_and_for_ever():
    assert likeness(["роботы"], ["робототехника", "вязание"]).points().tolist() == [[844, 326]]


def test_blank_is_neutral_and_a_space_is_blank():
    assert likeness(["роботы", None, " "], [None, "вязание"]).points()[:, 0].tolist() == [500, 500, 500]


def test_another_text_changes_nothing():
    alone = likeness(["роботы"], ["вязание"], 777).points()[0, 0]
    assert likeness(["роботы", "вязание"], ["вязание", "робототехника"], 777).points()[0, 0] == alone


def test_says_how_alike():
    assert words(likeness(["роботы"], ["роботы"])) == "тексты похожи на 100 %"


def test_without_a_text_model_it_says_so():
    with pytest.raises(TextModelMissing, match=r"no text model is installed\. Install a text model"):
        score(wish(CriterionKind.FREE_TEXT), ["роботы"], ["роботы"], TEXT)


def test_likeness_forbids_nothing():
    with pytest.raises(ValueError, match="too weak for a must"):
        score(must(CriterionKind.FREE_TEXT), ["роботы"], ["роботы"], TEXT, embed=embed)
