"""A base goes out, a school writes into it, and it comes in again: the same people, answers and codes."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from matcher.matching import match
from matcher.options import Options
from questionnaires.answers import Answers
from questionnaires.examples import example_files
from questionnaires.finding import Severity
from questionnaires.loading import load_programme
from questionnaires.programme import Programme, Side
from questionnaires.reading import InputFile, read_answers, write_people
from questionnaires.reading.list_forms import SUMMED
from service.documents.bases.base import render_bases
from service.documents.formats.sheets import Column, Sheet, render_workbook
from service.view import RunView

REQUEST, WISHES = ("Основной запрос",), tuple(title for title in SUMMED if title != "Основной запрос")
TITLES = {Side.MENTEE: REQUEST, Side.PEERS: REQUEST, Side.MENTOR: WISHES}
KEYS = {
    "r1-district": 100,
    "r2-gymnasium": 100,
    "r3-full-process": 100,
    "r4-additional-education": 24,
    "r5-teachers": 60,
}


def exported(programme: Programme, people: int) -> tuple[Answers, list[InputFile]]:
    example = example_files(programme, people=people)
    answers = read_answers(programme, answers=example.answers)
    view = RunView(programme=programme, answers=answers, result=match(programme, answers, Options()).result)
    return answers, [InputFile(paper.path.replace("/", "-"), paper.content) for paper in render_bases(view)]


def values(answers: Answers) -> dict[tuple[str, str], dict[str, object]]:
    """Return (base, code) → the answers that are known."""
    return {
        (base.base, code): {key: column[i] for key, column in base.columns.items() if column[i] is not None}
        for base in answers.bases
        for i, code in enumerate(base.codes)
    }


@pytest.mark.parametrize("key", KEYS)
def test_bases_given_back_are_the_same_people_with_the_same_answers(key):
    """Several bases of one side stand in one file: the register tells them apart, those kept apart included."""
    programme = load_programme(key)
    before, files = exported(programme, KEYS[key])
    register = InputFile("people.csv", write_people(before.people))
    after = read_answers(programme, answers=files, people=register)
    assert [one.sentence() for one in after.findings if one.severity is Severity.ERROR] == []
    assert after.people == before.people
    told, known = values(after), values(before)
    listed = {row for file in files for row in codes_in(file)}
    assert {code for _, code in told} == listed
    for base in programme.bases:
        kept = {"birth_date", "grade"} | {
            q.key for title in TITLES[base.side] for q in SUMMED[title].of(base.questionnaire)
        }
        for place in (place for place in told if place[0] == base.key):
            assert told[place] == {key: value for key, value in known[place].items() if key in kept}


def codes_in(file: InputFile) -> set[str]:
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    place = rows[0].index("Код")
    return {str(row[place]) for row in rows[1:]}


def base_of(*rows: list[str], headers: tuple[str, ...] = ()) -> InputFile:
    titles = ("ФИО", "Основные компетенции", "Дата вхождения", "ФИО наставляемых", "Форма", "Код", *headers)
    columns = ("№", "Контактные данные", *titles)
    sheet = Sheet(
        title="База наставников",
        columns=tuple(Column(title=title) for title in columns),
        rows=[["", "", *row] for row in rows],
    )
    return InputFile("mentors.xlsx", render_workbook([sheet]))


def test_a_person_added_by_hand_names_the_base():
    programme = load_programme("r2-gymnasium")
    row = ["Новикова Вера Ильинична", "Математика", "", "", "", "", "База педагогов-наставников"]
    answers = read_answers(programme, answers=[base_of(row, headers=("База",))])
    assert [one.code for one in answers.findings if one.severity is Severity.ERROR] == []
    assert answers.get_base("teacher-mentors").codes == ("М-001",)


def test_a_person_added_without_a_base_is_asked_about_once():
    programme = load_programme("r2-gymnasium")
    rows = [["Новикова Вера Ильинична", *[""] * 5], ["Ершов Пётр Львович", *[""] * 5]]
    answers = read_answers(programme, answers=[base_of(*rows)])
    (fault,) = [one for one in answers.findings if one.severity is Severity.ERROR]
    assert (fault.code, fault.row) == ("base-unclear", 2)
    assert ": 2." in fault.reason.ru or "всего 2" in fault.reason.ru
    assert "«База выпускников-наставников»" in fault.reason.ru


def test_a_school_that_nobody_knows_is_asked_for():
    """Without the register nobody can tell the school of a district's base; nobody is dropped in silence."""
    programme = load_programme("r5-teachers")
    answers = read_answers(
        programme, answers=[base_of(["Новикова Вера Ильинична", "Физика", *[""] * 3, "М-4"])]
    )
    assert "required-blank" in {one.code for one in answers.findings if one.severity is Severity.ERROR}


def test_what_is_taught_is_told_from_what_is_offered():
    """One line a question; a cell in which a school wrote all in one line is read by its words."""
    programme = load_programme("r2-gymnasium")
    rows = [
        ["Новикова Вера Ильинична", "Математика\nФизика", "", "", "", "", "База педагогов-наставников"],
        ["Ершов Пётр Львович", "Физика; Подготовиться к экзамену", *[""] * 4, "База педагогов-наставников"],
    ]
    answers = read_answers(programme, answers=[base_of(*rows, headers=("База",))])
    base = answers.get_base("teacher-mentors")
    told = {
        code: (
            base.columns["subjects_offered"][i],
            base.columns["subject"][i],
            base.columns["goals_offered"][i],
        )
        for i, code in enumerate(base.codes)
    }
    assert list(told.values()) == [
        (("physics",), None, ("exam",)),
        (("maths",), ("physics",), None),
    ]
