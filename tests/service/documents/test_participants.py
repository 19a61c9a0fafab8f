"""Where somebody works or studies, as papers print it."""

from dataclasses import replace

import pytest
from sample import sample_view

from questionnaires.programme import Category
from questionnaires.question import Kind, Question
from service.documents.participants import Participants

ASKED = Question(key="workplace", text="Место учёбы", kind=Kind.TEXT, purpose="проверка")


def place_of_outsider(category, *, asked):
    """Return the place of Гончар, who stands with a school and is made an outsider of this kind."""
    view = sample_view()
    base = view.programme.get_base("pupil-mentors")
    questions = [q for q in base.questionnaire.questions if q.key != "workplace"] + ([ASKED] if asked else [])
    other = replace(
        base, category=category, questionnaire=replace(base.questionnaire, questions=tuple(questions))
    )
    bases = tuple(other if each is base else each for each in view.programme.bases)
    participants = Participants.of(replace(view, programme=replace(view.programme, bases=bases)))
    return participants.workplace(participants.persons["М-001"])


@pytest.mark.parametrize(
    ("category", "asked", "place"),
    [
        (Category.STUDENT, False, "Школа № 3"),
        (Category.STUDENT, True, ""),
        (Category.ALUMNUS, False, ""),
        (Category.EMPLOYER, False, ""),
        (Category.TEACHER, True, "Школа № 3"),
    ],
)
def test_a_student_who_names_only_the_college_studies_there(category, asked, place):
    assert place_of_outsider(category, asked=asked) == place
