import pytest
from one_form import CriterionKind, crowd, must, score, wish, words

from matcher.crowd import Circumstances
from questionnaires.answers import EarlierPair, PairState

MENTEES, MENTORS = crowd("Н", [None] * 4), crowd("М", [None] * 2)
KNOWN = Circumstances(
    earlier=tuple(
        EarlierPair(mentee=f"Н-{i}", mentor="М-0", form="form", state=state)
        for i, state in enumerate(PairState)
    )
)


def history(criterion):
    return score(criterion, MENTEES, MENTORS, circumstances=KNOWN)


def test_keeps_who_work_or_finished_in_time():
    scores = history(wish(CriterionKind.HISTORY, settings={"partner": "keep"}))
    assert scores.points().tolist() == [[1000, 0], [1000, 0], [0, 0], [0, 0]]
    assert (words(scores), words(scores, 0, 1)) == ("уже работали вместе", "раньше вместе не работали")


def test_avoids_who_finished_or_stopped():
    scores = history(wish(CriterionKind.HISTORY, settings={"partner": "avoid"}))
    assert scores.points().tolist() == [[1000, 1000], [0, 1000], [0, 1000], [1000, 1000]]


def test_must_forbids_earlier_partners():
    scores = history(must(CriterionKind.HISTORY, settings={"partner": "avoid"}))
    assert scores.allowed().tolist() == [[True, True], [False, True], [False, True], [True, True]]
    assert scores.broken(1, 0)[0].ru == "Сравнение: уже работали вместе"


def test_peers_were_partners_whoever_stood_first():
    peers, known = crowd("У", [None] * 2), (EarlierPair(mentee="У-1", mentor="У-0", form="f"),)
    own = wish(CriterionKind.HISTORY, settings={"partner": "keep"})
    scores = score(own, peers, peers, circumstances=Circumstances(earlier=known))
    assert scores.points().tolist() == [[0, 1000], [1000, 0]]


def test_a_must_cannot_keep():
    with pytest.raises(ValueError, match="a must cannot keep partners together"):
        history(must(CriterionKind.HISTORY, settings={"partner": "keep"}))
