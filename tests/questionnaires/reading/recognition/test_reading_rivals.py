"""A table that several questionnaires fit: the file itself decides, or the curator is asked; nobody guesses."""

from dataclasses import replace

import pytest
from reading_sample import (
    MENTEE_FORM,
    codes_of,
    csv_file,
    errors,
    make_programme,
    names,
    question,
    read,
    xlsx_file,
)

from questionnaires.loading import load_programme
from questionnaires.people import People, Person
from questionnaires.question import Kind
from questionnaires.reading import InputFile, propose_profile, write_people
from questionnaires.reading.list_forms import MENTEES_BASE
from questionnaires.reading.recognition.profile import FileProfile, Profile

SURVEY = (
    "Фамилия Имя Отчество",
    "Класс",
    "Дата рождения",
    "Родитель",
    "Чего вы ждёте от наставничества",
    "По каким предметам нужна помощь",
    "Чем вы увлекаетесь",
    "В какие дни удобно встречаться",
    "Смена",
)
ANSWER = ("Щукин Пётр Ильич", "7А", "12.03.2013", "Щукина А. И.", "", "Математика", "", "", "1")
APART, OPEN = "Что важно в подготовке наставника", "Какие сферы деятельности вам интересны"


@pytest.fixture(scope="module")
def gymnasium():
    return load_programme("r2-gymnasium")


def survey(*more: str, name: str = "ответы.csv", answer: str = "") -> InputFile:
    rows = [(*SURVEY, *more), (*ANSWER, *[answer] * len(more))]
    return csv_file(rows, name, encoding="cp1251")


def bases_read(answers):
    return [base.base for base in answers.bases if base.codes]


def test_an_ordinary_survey_is_never_taken_for_the_base_kept_apart(gymnasium):
    answers = read(survey(), programme=gymnasium)
    (asked,) = errors(answers)
    assert (asked.code, bases_read(answers)) == ("ambiguous-file", [])
    assert "«Анкета наставляемого (обучающийся)», «Анкета наставляемого (индивидуальное" in asked.reason.ru
    for way in ("имя файла или листа", 'reads = "pupil-mentee"', APART, OPEN):
        assert way in asked.remedy.ru


@pytest.mark.parametrize(("header", "base"), [(APART, "pupils-individual"), (OPEN, "pupils")])
def test_a_question_of_its_own_decides(gymnasium, header, base):
    assert bases_read(read(survey(header), programme=gymnasium)) == [base]


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("Анкета наставляемого (обучающийся), сентябрь.csv", "pupils"),
        ("pupil-mentee.csv", "pupils"),
        ("База учеников-наставляемых.csv", "pupils"),
        ("pupil-special-mentee.csv", "pupils-individual"),
        ("Анкета наставляемого (индивидуальное сопровождение).csv", "pupils-individual"),
    ],
)
def test_the_name_of_the_file_decides(gymnasium, name, base):
    assert bases_read(read(survey(name=name), programme=gymnasium)) == [base]


def test_the_title_of_the_sheet_decides_though_excel_cuts_it(gymnasium):
    title = "Анкета наставляемого (индивидуальное сопровождение)"[:31]
    assert bases_read(read(xlsx_file({title: [SURVEY, ANSWER]}), programme=gymnasium)) == [
        "pupils-individual"
    ]


def test_a_title_above_the_headers_decides(gymnasium):
    rows = [["Анкета наставляемого (обучающийся)"], SURVEY, ANSWER]
    assert bases_read(read(xlsx_file({"Лист1": rows}), programme=gymnasium)) == ["pupils"]


@pytest.mark.parametrize(
    ("settings", "base"),
    [
        ({"reads": "pupil-mentee"}, "pupils"),
        ({"reads": "pupil-special-mentee"}, "pupils-individual"),
        ({"base": "pupils-individual"}, "pupils-individual"),
    ],
)
def test_a_profile_decides(gymnasium, settings, base):
    profile = InputFile("p.toml", Profile((FileProfile(name="ответы.csv", **settings),)).to_toml())
    assert bases_read(read(survey(), programme=gymnasium, profile=profile)) == [base]


@pytest.mark.parametrize("base", ["pupils", "pupils-individual"])
def test_the_codes_of_known_people_decide(gymnasium, base):
    person = Person(code="Н-001", name="Щукин Пётр Ильич", organisation="gymnasium", base=base)
    known = InputFile("people.csv", write_people(People((person,))))
    assert bases_read(read(survey("Код", answer="Н-001"), programme=gymnasium, people=known)) == [base]


@pytest.mark.parametrize(
    ("header", "name"), [(OPEN, "pupil-special-mentee.csv"), (APART, "pupil-mentee.csv")]
)
def test_a_name_that_contradicts_the_questions_about_a_base_kept_apart_is_asked(gymnasium, header, name):
    answers = read(survey(header, name=name), programme=gymnasium)
    assert (codes_of(errors(answers)), bases_read(answers)) == (["ambiguous-file"], [])


def test_a_base_kept_apart_is_not_chosen_for_lack_of_an_open_one_that_fits():
    """The open questionnaire is long, so a short file fits only the base kept apart: that is no evidence for it."""
    programme = make_programme(private=True)
    long = [question(f"extra_{n}", f"Вопрос {n} о разном", Kind.TEXT) for n in range(30)]
    form = replace(
        MENTEE_FORM, key="open-form", title="Анкета всех", questions=(*MENTEE_FORM.questions, *long)
    )
    usual = replace(programme.bases[0], key="open", title="Общая база", questionnaire=form, private=False)
    programme = replace(programme, bases=(*programme.bases, usual))
    rows = [["ФИО", "Класс", "Какие предметы трудные, если есть?", "Пожелания"], ["Щукин Пётр", "7А", "", ""]]
    answers = read(csv_file(rows), programme=programme)
    assert (codes_of(errors(answers)), names(answers)) == (["ambiguous-file"], {})


def test_a_proposed_profile_does_not_choose_the_base_kept_apart(gymnasium):
    (proposed,) = propose_profile(gymnasium, survey()).files
    assert (proposed.reads, proposed.base) == ("", "")
    assert proposed.columns["По каким предметам нужна помощь"] == "subjects_needed"
    assert "ambiguous-file" in codes_of(
        read(survey(), programme=gymnasium, profile=InputFile("p.toml", Profile((proposed,)).to_toml()))
    )


@pytest.mark.parametrize(
    ("name", "found", "asked"),
    [
        ("База учеников-наставляемых.xlsx", ["pupils"], []),
        ("База обучающихся с ОВЗ – наставляемых.xlsx", ["pupils-individual"], []),
        ("База ОВЗ.xlsx", [], ["ambiguous-base"]),
        ("База наставляемых, обучающихся у нас.xlsx", [], ["ambiguous-base"]),
        ("База.xlsx", [], ["ambiguous-base"]),
    ],
)
def test_an_old_base_is_told_by_its_title_or_asked(gymnasium, name, found, asked):
    row = ["1", "Ёлкина Мария", "+7 000", "2013", "Физика", "01.10.2025", *[""] * 7]
    answers = read(xlsx_file({"Лист1": [MENTEES_BASE, row]}, name), programme=gymnasium)
    assert (bases_read(answers), codes_of(errors(answers))) == (found, asked)
