"""What a programme takes from the catalogue, and how it changes it."""

from small_programme import base, changed, load_table, school

from questionnaires.criterion import Force
from questionnaires.loading import load_forms, load_questionnaire


def criteria_of(table):
    return {criterion.key: criterion for criterion in load_table(table).forms[0].criteria}


def test_a_form_brings_its_criteria_and_role_models():
    form = load_table(school()).forms[0]
    known = load_forms()["student-student"]
    assert [criterion.key for criterion in form.criteria] == [
        entry["key"] for entry in known["criteria"] if entry["key"] != "preference"
    ]
    assert form.role_models[0].print_label == "поддержка в учёбе"


def test_a_criterion_of_the_form_is_changed_setting_by_setting():
    gap = criteria_of(school({"criteria": [{"key": "gap", "settings": {"least": 3}}]}))["gap"]
    assert gap.settings == {"least": 3}
    assert gap.title == "Старше на два класса или больше"


def test_a_wish_becomes_a_must_and_loses_its_weight():
    subjects = criteria_of(school({"criteria": [{"key": "subjects", "force": "must"}]}))["subjects"]
    assert (subjects.force, subjects.points) == (Force.MUST, 0)


def test_weights_of_a_form_are_changed_in_one_table():
    criteria = criteria_of(
        school({"weights": {"goals": 4000, "interests": "не важно", "dislikes": "очень важно"}})
    )
    assert criteria["goals"].points == 4000
    assert criteria["interests"].points == 0
    assert criteria["dislikes"].points + 1 == criteria["subjects"].points == 1334


def test_a_criterion_of_the_bank_is_added_by_its_name():
    assert "bus" in criteria_of(school({"criteria": ["bus"]}))


def test_a_question_is_changed_added_and_left_out():
    changes = {
        "extends": "pupil-mentee",
        "without": ["bus"],
        "questions": [{"key": "wishes", "text": "Что ещё важно"}, "waiting"],
    }
    asked = load_table(school(questionnaire=changes)).get_base("pupils").questionnaire
    assert asked.find("bus") is None
    assert asked.find("wishes").text == "Что ещё важно"
    assert asked.questions[-1].key == "waiting"
    assert asked.find("wishes").private


def test_role_models_are_left_out_by_their_keys():
    form = load_table(school({"without": ["preference", "leader", "equals"]})).get_form("student-student")
    assert [model.key for model in form.role_models] == ["study"]


def test_a_form_may_be_wished_for_only_in_a_programme_that_runs_it():
    wish = load_table(school()).get_base("pupils").questionnaire.find("form_wish")
    assert [(option.key, option.label) for option in wish.options] == [("student-student", "старшеклассника")]
    everywhere = load_questionnaire("pupil-mentee").find("form_wish")
    assert len(everywhere.options) > 4


def test_nobody_is_asked_to_choose_when_there_is_nothing_to_choose():
    unwished = {"extends": "individual-support", "without": ["preparation", "prepared", "teacher_shift"]}
    asked = load_table(school(unwished)).get_base("pupils").questionnaire
    assert asked.find("form_wish") is None
    assert asked.find("goals_needed") is not None


def test_the_catalogue_is_not_changed_by_a_programme_that_changes_it():
    before = load_forms()
    load_table(school({"weights": {"goals": 4000}, "criteria": [{"key": "gap", "settings": {"least": 5}}]}))
    assert load_forms() == before


def test_an_inline_programme_takes_nothing():
    programme = load_table(changed((("bases", 3), base("spare", "mentee"))))
    assert programme.bases[3].questionnaire.title == "Анкета"
