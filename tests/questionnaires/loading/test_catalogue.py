"""What comes with the project: forms, questionnaires, consents."""

import re

import pytest

from questionnaires.loading import catalogue, catalogue_digest, load_consents, load_forms, load_questionnaire
from questionnaires.loading.catalogue import find_questionnaires
from questionnaires.loading.faults.place import place
from questionnaires.programme import Document
from questionnaires.question import Kind, QuestionnaireKind

KEYS = find_questionnaires()
NEVER_ASKED = re.compile(r"диагноз|инвалид|заболеван|национальн|вероисповед|религи|судимост", re.IGNORECASE)
HARMFUL = re.compile(r"неуспева|испытывающ|пассивн|равнодуш|консерват|неопытн|ОВЗ", re.IGNORECASE)


@pytest.mark.parametrize("key", KEYS)
def test_a_questionnaire_loads_and_every_question_has_a_purpose(key):
    questionnaire = load_questionnaire(key)
    assert questionnaire.key == key
    assert all(question.purpose.strip() for question in questionnaire.questions)


@pytest.mark.parametrize("key", KEYS)
def test_nothing_sensitive_is_asked(key):
    for question in load_questionnaire(key).questions:
        asked = [question.text, *(option.label for option in question.options)]
        assert not NEVER_ASKED.search(" ".join(asked))


@pytest.mark.parametrize(
    "key", [key for key in KEYS if load_questionnaire(key).kind is QuestionnaireKind.BASE]
)
def test_a_base_questionnaire_asks_dislikes_days_and_format(key):
    asked = {question.key for question in load_questionnaire(key).questions}
    assert {"timestamp", "name", "organisation", "dislikes", "days", "format"} <= asked


@pytest.mark.parametrize("key", [key for key in KEYS if key.endswith("-mentor")])
def test_a_mentor_is_asked_for_time_and_places(key):
    asked = {question.key for question in load_questionnaire(key).questions}
    assert {"capacity", "hours"} <= asked


@pytest.mark.parametrize("key", ["pupil-mentee", "pupil-mentor", "pupil-peer", "pupil-special-mentee"])
def test_a_pupil_is_asked_the_facts_of_school(key):
    asked = {question.key for question in load_questionnaire(key).questions}
    assert {"grade", "birth_date", "shift", "building", "bus", "guardian"} <= asked


def test_contacts_and_refusals_are_private():
    questions = [question for key in KEYS for question in load_questionnaire(key).questions]
    assert all(
        q.private for q in questions if q.kind is Kind.CONTACT or q.key in ("refused", "topics", "wishes")
    )


def test_preparation_is_asked_of_the_mentor_and_needed_by_the_mentee_with_the_same_answers():
    needed = load_questionnaire("pupil-special-mentee").find("preparation_needed")
    assert needed.private
    assert needed.options == load_questionnaire("teacher-mentor").find("preparation").options


def test_monitoring_has_both_stages_with_marks_yes_no_and_open_questions():
    kinds = {Kind.SCALE, Kind.YES_NO, Kind.TEXT}
    for key, kind in [("monitoring-before", "monitoring-before"), ("monitoring-after", "monitoring-after")]:
        questionnaire = load_questionnaire(key)
        assert questionnaire.kind == kind
        assert kinds <= {question.kind for question in questionnaire.questions}
        marks = [q for q in questionnaire.questions if q.kind is Kind.SCALE]
        assert {(mark.least, mark.most) for mark in marks} == {(1, 10)}


def test_the_same_marks_are_asked_before_and_after():
    before, after = (
        {q.key for q in load_questionnaire(f"monitoring-{when}").questions} for when in ("before", "after")
    )
    assert {"confidence", "belonging"} <= before & after


def test_a_third_party_chooses_topics_from_a_closed_list_and_writes_nothing():
    kinds = {question.kind for question in load_questionnaire("third-party").questions}
    assert Kind.TEXT not in kinds
    topics = load_questionnaire("third-party").find("topics")
    assert not topics.other
    offered = load_questionnaire("pupil-mentor").find("goals_offered")
    assert {option.key for option in topics.options} <= {option.key for option in offered.options}


def test_an_answer_may_hold_a_comma():
    labels = [option.label for option in load_questionnaire("pupil-mentee").find("interests").options]
    assert "чтение, книги" in labels


def test_all_forms_of_the_field_are_there():
    expected = {
        "student-student", "teacher-teacher", "university-student", "employer-student", "teacher-student",
        "alumnus-student", "employer-college", "peers", "additional-teachers", "individual-support",
    }  # fmt: skip
    assert set(load_forms()) == expected


def test_no_role_is_printed_that_could_hurt():
    labels = [role["print_label"] for form in load_forms().values() for role in form["role_models"]]
    assert labels
    assert not [label for label in labels if HARMFUL.search(label)]


def test_nothing_printed_says_who_is_kept_apart():
    form = load_forms()["individual-support"]
    assert not HARMFUL.search(form["title"])
    assert not HARMFUL.search(load_questionnaire("pupil-special-mentee").title)


def test_each_of_the_five_consents_is_a_document_of_its_own():
    five = {
        Document.PROCESSING,
        Document.TRANSFER,
        Document.PUBLICATION,
        Document.PARTICIPATION,
        Document.EXTRA_DUTIES,
    }
    assert {consent.document for consent in load_consents()} == five


def test_a_consent_uses_only_the_fields_that_are_filled_in():
    known = {"organisation", "programme", "curator", "site", "end"}
    texts = [text for consent in load_consents() for text in consent.paragraphs]
    assert {name for text in texts for name in re.findall(r"{(\w*)}", text)} <= known


def test_an_unknown_questionnaire_names_those_that_exist():
    with pytest.raises(KeyError, match="pupil-mentee"):
        load_questionnaire("pupil")


def test_the_digest_changes_with_a_byte_and_with_a_name(tmp_path, monkeypatch):
    before = catalogue_digest(["pupil-mentee"])
    assert len(before) == 64
    assert before == catalogue_digest(["pupil-mentee", "pupil-mentee"])
    assert before != catalogue_digest(["pupil-mentor"])
    for name in catalogue.BANKS:
        (tmp_path / f"{name}.toml").write_bytes((catalogue.CATALOGUE / f"{name}.toml").read_bytes())
    (tmp_path / "questionnaires").mkdir()
    content = (catalogue.CATALOGUE / "questionnaires" / "pupil-mentee.toml").read_bytes()
    (tmp_path / "questionnaires" / "pupil-mentee.toml").write_bytes(content)
    monkeypatch.setattr(catalogue, "CATALOGUE", tmp_path)
    assert catalogue_digest(["pupil-mentee"]) == before
    (tmp_path / "forms.toml").write_bytes(b"#")
    assert catalogue_digest(["pupil-mentee"]) != before


def test_a_place_is_said_in_words():
    file = {"forms": [{"key": "peers", "criteria": [{"kind": "gap"}]}]}
    assert place(("forms", 0, "criteria", 0, "points"), file) == "form.peers.criterion.1.points"
    assert place(("forms", 3), file) == "form.4"
    assert place(("stages",), file) == "stages"
