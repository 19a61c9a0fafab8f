from itertools import product

import pytest
from one_form import DAYS, SUBJECTS, CriterionKind, Kind, ask, form_of, must, wish

from matcher.criteria import CRITERIA, check
from matcher.scoring import check_form
from questionnaires.criterion import Force
from questionnaires.loading import find_programmes, load_programme
from questionnaires.loading.shape.sides import AGE, COMPARED

CLOSED, TEXT, NUMBER = ask("answer", options=SUBJECTS), ask("answer", Kind.TEXT), ask("answer", Kind.NUMBER)
SCALE, STYLE = ask("answer", Kind.SCALE), ask("answer", Kind.CHOICE, SUBJECTS)
YES_NO = ask("answer", Kind.YES_NO)


def test_every_kind_is_defined_once():
    assert sorted(definition.kind for definition in CRITERIA) == sorted(CriterionKind)


@pytest.mark.parametrize("definition", CRITERIA, ids=lambda definition: definition.kind)
def test_a_programme_may_ask_for_just_what_can_be_compared(definition):
    """Loading a programme and comparing answers say the same of each kind; a side without questions has no say."""
    sides = COMPARED.get(definition.kind, {})
    for side, kinds in (("mentee", definition.mentee_kinds), ("mentor", definition.mentor_kinds)):
        if kinds:
            assert {kind.value for kind in kinds} == sides[side] - {AGE}


@pytest.mark.parametrize(
    ("kind", "settings", "mentee", "mentor"),
    [
        (CriterionKind.NEED_OFFER, {}, CLOSED, CLOSED),
        (CriterionKind.OVERLAP, {}, CLOSED, STYLE),
        (CriterionKind.CLOSENESS, {"span": 4}, SCALE, SCALE),
        (CriterionKind.CLOSENESS, {"span": 2}, STYLE, STYLE),
        (CriterionKind.GAP, {"least": 2}, NUMBER, SCALE),
        (CriterionKind.TABLE, {"table": {"maths|physics": 50}, "otherwise": 5}, STYLE, STYLE),
        (CriterionKind.WITHIN, {}, NUMBER, ask("answer", Kind.AGES)),
        (CriterionKind.AVAILABILITY, {"enough": 2}, CLOSED, CLOSED),
        (CriterionKind.PREFERENCE, {"first": 100, "step": 10}, None, None),
        (CriterionKind.REQUEST, {}, None, CLOSED),
        (CriterionKind.HISTORY, {"partner": "keep"}, None, None),
        (CriterionKind.ZONE, {"same": "organisation"}, None, None),
        (CriterionKind.FREE_TEXT, {}, TEXT, TEXT),
    ],
)
def test_a_good_criterion_has_no_fault(kind, settings, mentee, mentor):
    assert check(wish(kind, settings=settings), mentee, mentor) == ()


@pytest.mark.parametrize(
    ("kind", "settings", "mentee", "mentor", "fault"),
    [
        (CriterionKind.OVERLAP, {"span": 1}, CLOSED, CLOSED, "kind 'overlap' has no setting 'span'; possible: none."),
        (CriterionKind.CLOSENESS, {}, SCALE, SCALE, "setting 'span' is missing."),
        (CriterionKind.CLOSENESS, {"span": 0}, SCALE, SCALE, "setting 'span' cannot be 0."),
        (CriterionKind.CLOSENESS, {"span": 1}, STYLE, ask("answer", Kind.CHOICE, DAYS), "options or their order"),
        (CriterionKind.GAP, {}, NUMBER, NUMBER, "at least one of 'least' and 'most' is needed"),
        (CriterionKind.GAP, {"least": 3, "most": 2}, NUMBER, NUMBER, "least at most most"),
        (CriterionKind.TABLE, {"table": {"maths|biology": 1}}, STYLE, STYLE, "the table's entry 'maths|biology'"),
        (CriterionKind.TABLE, {"table": {"maths": 1}}, STYLE, STYLE, "the table's entry 'maths'"),
        (CriterionKind.TABLE, {"table": {"yes|да": 1}}, YES_NO, YES_NO, "yes|да"),
        (CriterionKind.TABLE, {"table": {"x|1": 1}}, SCALE, SCALE, "the table's entry 'x|1'"),
        (CriterionKind.NEED_OFFER, {}, None, CLOSED, "no questionnaire has the question 'answer'."),
        (CriterionKind.WITHIN, {}, NUMBER, NUMBER, "cannot compare 'answer' of kind 'number'; expected: ages, grades."),
        (CriterionKind.HISTORY, {"partner": "both"}, None, None, "setting 'partner' cannot be 'both'."),
        (CriterionKind.ZONE, {"same": "organisation", "own_first": "subject"}, None, None, "belongs to a must only"),
    ],
)  # fmt: skip
def test_a_fault_is_named(kind, settings, mentee, mentor, fault):
    (found,) = check(wish(kind, settings=settings), mentee, mentor)
    assert fault in found.en
    assert found.ru.startswith("Критерий «c»: ")


@pytest.mark.parametrize(
    ("criterion", "question"),
    [
        (must(CriterionKind.HISTORY, settings={"partner": "keep"}), None),
        (must(CriterionKind.FREE_TEXT), TEXT),
        (wish(CriterionKind.NEED_OFFER, yes="{shared} и {mentee}, {both}"), CLOSED),
    ],
)
def test_a_must_and_words_that_cannot_be(criterion, question):
    (fault,) = check(criterion, question, question)
    assert any(word in fault.en for word in ("make it a wish", "{both}"))


def test_facts_need_no_question():
    ages = must(CriterionKind.GAP, mentee="age", mentor="age", settings={"least": 2})
    assert ages.force is Force.MUST
    assert check(ages, None, None) == ()


def test_all_faults_of_a_form_are_named_at_once():
    form = form_of(wish(CriterionKind.CLOSENESS), wish(CriterionKind.NEED_OFFER))
    assert len(check_form(form, {"answer": TEXT}, {"answer": CLOSED})) == 5


@pytest.mark.parametrize("key", find_programmes())
def test_the_five_programmes_have_no_fault(key):
    programme = load_programme(key)
    for form in programme.forms:
        for mentees, mentors in product(form.mentees, form.mentors):
            questions = [
                {question.key: question for question in programme.get_base(base).questionnaire.questions}
                for base in (mentees, mentors)
            ]
            assert check_form(form, *questions) == ()
