"""Every fault of a programme file is found, at its place, and nothing else is said."""

import pytest
from small_programme import GONE, SMALL, base, changed, faults_of, options, question

from questionnaires.finding import InputRefused, Severity
from questionnaires.loading import load_programme
from questionnaires.loading.faults.fault_words import FAULTS

QUESTIONS = ("bases", 0, "questionnaire", "questions")
FORM = ("forms", 0)
CRITERIA = (*FORM, "criteria")

SLIPS = [
    ("unknown", "raise_wurst", [(("raise_wurst",), True)]),
    ("required", "title", [(("title",), GONE)]),
    ("type-text", "about", [(("about",), 5)]),
    ("type-whole", "form.pairs.upper", [((*FORM, "upper"), 0)]),
    ("type-number", "base.mentees.requirement.age.least", [(("bases", 0, "requirements", 0, "least"), "ten")]),
    ("type-flag", "invented", [(("invented",), 1)]),
    ("type-date", "end", [(("end",), "2027-13-01")]),
    ("type-list", "stages", [(("stages",), "answers")]),
    ("type-table", "order", [(("order",), "usual")]),
    ("not-one-of", "form.pairs.arrangement", [((*FORM, "arrangement"), "trios")]),
    ("key-shape", "key", [(("key",), "Малая")]),
    ("unknown-entry", "form.pairs.extends", [((*FORM, "extends"), "student-stundet")]),
    ("nothing-to-leave-out", "base.mentees.questionnaire.without",
     [((*QUESTIONS[:-1], "without"), ["hobby"])]),
    ("duplicate-key", "organisation.one.key", [(("organisations", 1, "key"), "one")]),
    ("duplicate-spelling", "organisation.two", [(("organisations", 1, "also"), ["сош  1"])]),
    ("duplicate-text", "base.mentees.questionnaire.question.grade", [((*QUESTIONS, 2, "text"), "Вопрос name")]),
    ("duplicate-entry", "form.pairs.mentees", [((*FORM, "mentees"), ["mentees", "mentees"])]),
    ("options-missing", "base.mentees.questionnaire.question.style",
     [((*QUESTIONS, 4, "options"), []), ((*CRITERIA, 2, "settings", "table"), {})]),
    ("options-unexpected", "base.mentees.questionnaire.question.note",
     [((*QUESTIONS, 11, "options"), options("one"))]),
    ("scale-bounds", "base.mentees.questionnaire.question.mark", [((*QUESTIONS, 6, "most"), GONE)]),
    ("least-over-most", "base.mentees.requirement.age", [(("bases", 0, "requirements", 0, "least"), 30)]),
    ("not-a-number", "base.mentees.requirement.style",
     [(("bases", 0, "requirements", 0, "fact"), "style")]),
    ("bound-missing", "base.mentees.requirement.age",
     [(("bases", 0, "requirements", 0), {"fact": "age", "label": "возраст"})]),
    ("unknown-base", "form.pairs.mentors", [((*FORM, "mentors"), ["mentors", "mentosr"])]),
    ("unknown-question", "base.mentees.capacity.question", [(("bases", 0, "capacity", "question"), "places")]),
    ("unknown-option", "base.mentees.requirement.style.one_of",
     [(("bases", 0, "requirements", 0), {"fact": "style", "label": "стиль", "one_of": ["slow"]})]),
    ("wrong-side", "form.pairs.mentors", [((*FORM, "mentors"), ["mentors", "friends"])]),
    ("peers-one-base", "form.friends",
     [(("bases", 3), base("others", "peers")), (("forms", 1, "mentors"), ["others"])]),
    ("peers-open-to-all", "form.friends.mentee_requirements",
     [(("forms", 1, "mentee_requirements"), [{"fact": "grade", "least": 8, "label": "8–11 классы"}])]),
    ("no-base", "form.pairs.mentees", [((*FORM, "mentees"), [])]),
    ("wished-not-offered", "form.pairs.wished", [((*QUESTIONS, 8, "options"), options("other"))]),
    ("no-questionnaire", "form.pairs.criterion.again",
     [((*CRITERIA, 6), {"key": "again", "kind": "preference", "title": "Выбор", "points": 500})]),
    ("must-with-weight", "form.pairs.criterion.older", [((*CRITERIA, 0, "points"), 100)]),
    ("weight-missing", "form.pairs.criterion.near", [((*CRITERIA, 3, "weight"), GONE)]),
    ("weight-twice", "form.pairs.criterion.near", [((*CRITERIA, 3, "points"), 100)]),
    ("no-wishes", "form.friends.criteria", [(("forms", 1, "criteria"), [])]),
    ("points-over", "form.pairs.criteria", [((*CRITERIA, 2, "points"), 9501)]),
    ("points-leave-nothing", "form.pairs.criteria", [((*CRITERIA, 2, "points"), 9500)]),
    ("points-under", "form.friends.criteria",
     [(("forms", 1, "criteria", 0, "weight"), GONE), (("forms", 1, "criteria", 0, "points"), 9999)]),
    ("unknown-criterion", "form.pairs.weights", [((*FORM, "weights"), {"hobby": "важно"})]),
    ("setting-unknown", "form.pairs.criterion.days.settings.spam",
     [((*CRITERIA, 1, "settings"), {"spam": 1})]),
    ("setting-missing", "form.pairs.criterion.near.settings", [((*CRITERIA, 3, "settings"), {})]),
    ("setting-whole", "form.pairs.criterion.near.settings.span", [((*CRITERIA, 3, "settings", "span"), 0)]),
    ("setting-percent", "form.pairs.criterion.style.settings.otherwise",
     [((*CRITERIA, 2, "settings", "otherwise"), 101)]),
    ("setting-table", "form.pairs.criterion.style.settings.table",
     [((*CRITERIA, 2, "settings", "table"), {"calm|calm": True})]),
    ("setting-word", "form.pairs.criterion.shift.settings.same",
     [((*CRITERIA, 4, "settings", "same"), 1)]),
    ("setting-partner", "form.pairs.criterion.again.settings.partner",
     [((*CRITERIA, 6, "settings", "partner"), "change")]),
    ("table-pair", "form.pairs.criterion.style.settings.table",
     [((*CRITERIA, 2, "settings", "table"), {"calm": 100})]),
    ("wrong-kind", "form.pairs.criterion.near.mentee", [((*CRITERIA, 3, "mentee"), "note")]),
    ("nothing-in-common", "form.pairs.criterion.days", [((*QUESTIONS, 3, "options"), options("sat"))]),
    ("dates-order", "start", [(("start",), "2026-08-31")]),
    ("salt-missing", "salt", [(("salt",), " ")]),
    ("stage-without-paper", "stages", [(("stages",), ["answers", "meeting"])]),
]  # fmt: skip

OF_THE_FILE = {"not-utf-8", "not-toml", "no-such-file"}


def test_the_small_programme_has_no_fault():
    assert faults_of(SMALL) == ()


@pytest.mark.parametrize(("code", "place", "changes"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_one_slip_is_found_at_its_place_and_alone(code, place, changes):
    findings = faults_of(changed(*changes))
    assert [(finding.code, finding.column) for finding in findings] == [(code, place)]
    assert findings[0].severity is Severity.ERROR
    assert findings[0].file == "programme"


def test_every_fault_that_has_words_has_a_slip_that_causes_it():
    assert {slip[0] for slip in SLIPS} | OF_THE_FILE == set(FAULTS)


@pytest.mark.parametrize(
    ("code", "changes"), [(slip[0], slip[2]) for slip in SLIPS], ids=[s[0] for s in SLIPS]
)
def test_both_languages_are_filled_in(code, changes):
    for finding in faults_of(changed(*changes)):
        for wording in (finding.reason, finding.remedy):
            assert wording.ru
            assert wording.en
            assert "{" not in (wording.ru + wording.en).replace(str(finding.found), "")


def test_all_faults_are_raised_together():
    apart = [
        slip
        for slip in SLIPS
        if slip[0] in {"type-flag", "salt-missing", "points-under", "key-shape", "unknown"}
    ]
    findings = faults_of(changed(*[change for slip in apart for change in slip[2]]))
    assert {finding.code for finding in findings} == {slip[0] for slip in apart}


def test_a_fault_of_shape_does_not_hide_a_fault_of_reference():
    findings = faults_of(changed((("invented",), "yes"), ((*CRITERIA, 3, "mentee"), "brightness")))
    assert [finding.code for finding in findings] == ["type-flag", "unknown-question"]


def test_the_nearest_known_name_comes_first():
    finding = faults_of(changed(((*FORM, "mentors"), ["mentosr"])))[0]
    assert finding.remedy.ru == "Базы программы: «mentors», «mentees», «friends»."


def test_a_misspelt_weight_names_the_words_that_are_known():
    finding = faults_of(changed(((*CRITERIA, 1, "weight"), "очень важна")))[0]
    assert finding.code == "not-one-of"
    assert finding.remedy.ru.startswith("Возможные значения: «очень важно»")


@pytest.mark.parametrize(
    ("content", "code"),
    [("title = 'Программа'".encode("cp1251"), "not-utf-8"), (b"title = ", "not-toml"), (b"{]", "not-toml")],
)
def test_a_file_that_cannot_be_read_is_refused(content, code):
    with pytest.raises(InputRefused) as refused:
        load_programme(content)
    assert [finding.code for finding in refused.value.findings] == [code]


def test_an_empty_file_lists_what_a_programme_needs():
    places = {finding.column for finding in faults_of({})}
    assert {"key", "title", "date", "bases", "forms", "organisations", "order", "salt"} <= places


def test_a_key_that_is_no_programme_names_the_ready_ones(tmp_path):
    with pytest.raises(InputRefused, match="r2-gymnasium"):
        load_programme("r2-gymnazium")
    with pytest.raises(InputRefused, match="no file"):
        load_programme(tmp_path / "absent.toml")


def test_the_faults_of_a_file_name_the_file(tmp_path):
    path = tmp_path / "копия.toml"
    path.write_text('key = "x"\n', encoding="utf-8")
    with pytest.raises(InputRefused, match=r"копия\.toml"):
        load_programme(path)


def test_a_question_added_twice_is_found_in_every_questionnaire():
    twice = changed(((*QUESTIONS, 12), question("note", "text", text="Ещё вопрос")))
    assert [finding.code for finding in faults_of(twice)] == ["duplicate-key"]
