"""A wish about gender is there for programmes that allow it, and no ready programme asks for it."""

from questionnaires.loading import find_programmes, load_programme
from questionnaires.loading.catalogue import CATALOGUE

GENDER = {"gender", "gender_wish"}


def test_no_ready_programme_asks_for_gender():
    for key in find_programmes():
        asked = {q.key for base in load_programme(key).bases for q in base.questionnaire.questions}
        assert not asked & GENDER


def test_a_copy_that_allows_the_wish_asks_and_scores_it():
    copy = (
        (CATALOGUE / "programmes" / "r2-gymnasium.toml")
        .read_text("utf-8")
        .replace(
            'questionnaire = "pupil-mentee"',
            'questionnaire = { extends = "pupil-mentee", questions = ["gender_wish"] }',
        )
        .replace(
            'questionnaire = "pupil-mentor"',
            'questionnaire = { extends = "pupil-mentor", questions = ["gender"] }',
        )
        .replace('mentors = ["pupil-mentors"]', 'mentors = ["pupil-mentors"]\ncriteria = ["gender"]')
    )
    form = load_programme(copy.encode()).get_form("student-student")
    wish = next(criterion for criterion in form.criteria if criterion.key == "gender")
    assert (wish.mentee, wish.mentor) == ("gender_wish", "gender")
    assert 0 < wish.points < 1000
