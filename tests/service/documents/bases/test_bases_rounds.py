"""The bases of every later round: nothing typed by hand is lost, no name is guessed."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from bases_read import MENTEES, rendered, sheets, table, typed
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import PEOPLE, sample_view

from questionnaires.answers import Record
from questionnaires.finding import InputRefused
from questionnaires.people import People
from questionnaires.programme import Document
from service.documents.bases.earlier import LEFT, REPLACED


def test_hand_filled_cells_and_own_columns_survive_every_round():
    first = rendered()["mentees.xlsx"]
    changes = {(2, "Результаты"): "приз", (3, "Отметка о прохождении"): 1.5, (3, "Телефон тёти"): "+7 900"}
    back = typed(first, changes, extra=("Телефон тёти",))
    second = rendered(earlier={"mentees.xlsx": back})["mentees.xlsx"]
    third = rendered(earlier={"mentees.xlsx": second})["mentees.xlsx"]
    assert second == third
    rows = table(third)
    assert (rows[0]["Результаты"], rows[1]["Отметка о прохождении"], rows[1]["Телефон тёти"]) == (
        "приз",
        1.5,
        "+7 900",
    )


def test_rows_are_found_by_code_after_renaming_and_by_name_without_a_code():
    first = rendered()["mentees.xlsx"]
    changes = {
        (2, "Результаты"): "по коду",
        (3, "Результаты"): "по имени",
        (3, "Код"): None,
        (3, "ФИО"): "ЧЕРНЫХ  Петр Сергеевич",
    }
    people = People(tuple(replace(p, name="Ильина-Новая Мария") if p.code == "Н-001" else p for p in PEOPLE))
    view = sample_view(people=people)
    rows = table(rendered(view, {"mentees.xlsx": typed(first, changes)})["mentees.xlsx"])
    assert [row["Результаты"] for row in rows[:2]] == ["по коду", "по имени"]


def test_a_name_shared_by_two_is_never_guessed():
    first = rendered()["mentees.xlsx"]
    people = People(
        tuple(replace(p, name="Черных Пётр Сергеевич") if p.code == "Н-001" else p for p in PEOPLE)
    )
    back = typed(first, {(3, "Результаты"): "чей?", (3, "Код"): None})
    book = sheets(rendered(sample_view(people=people), {"mentees.xlsx": back})["mentees.xlsx"])
    assert "чей?" not in str(book["База наставляемых"])
    assert "чей?" in str(book[LEFT])


def test_of_two_people_with_one_name_neither_is_taken():
    first = rendered()["mentees.xlsx"]
    people = People(
        tuple(replace(p, name="Черных Пётр Сергеевич") if p.code == "Н-001" else p for p in PEOPLE)
    )
    gone = {(2, header): None for header in ("ФИО", "Код")}
    back = typed(first, {**gone, (3, "Результаты"): "чей?", (3, "Код"): None})
    book = sheets(rendered(sample_view(people=people), {"mentees.xlsx": back})["mentees.xlsx"])
    assert "чей?" not in str(book["База наставляемых"])


def test_of_two_rows_with_one_name_neither_is_taken():
    first = rendered()["mentees.xlsx"]
    twice = {(3, "Код"): None, (4, "Код"): None, (4, "ФИО"): "Черных Пётр Сергеевич"}
    back = typed(first, {**twice, (3, "Результаты"): "первая", (4, "Результаты"): "вторая"})
    book = sheets(rendered(earlier={"mentees.xlsx": back})["mentees.xlsx"])
    assert "первая" not in str(book["База наставляемых"])
    assert "первая" in str(book[LEFT])
    assert "вторая" in str(book[LEFT])


def test_what_was_typed_where_no_answer_came_stays_in_its_place():
    back = typed(rendered()["mentors.xlsx"], {(2, "Важные достижения"): "призёр олимпиады"})
    row = table(rendered(earlier={"mentors.xlsx": back})["mentors.xlsx"])[0]
    assert row["Важные достижения"] == "призёр олимпиады"


def test_an_answer_only_the_curator_sees_stands_in_no_base():
    view = sample_view()
    bases = tuple(_with_private_questions(base) for base in view.programme.bases)
    papers = rendered(replace(view, programme=replace(view.programme, bases=bases)))
    assert "Математика" not in str(sheets(papers["mentees.xlsx"]))


def test_people_who_left_stay_on_the_second_sheet_and_come_back():
    view = sample_view()
    back = typed(rendered(view)["mentees.xlsx"], {(2, "Результаты"): "год прошёл хорошо"})
    bases = tuple(_without(base, "Н-001") for base in view.answers.bases)
    gone = sample_view(answers=replace(view.answers, bases=bases))
    second = rendered(gone, {"mentees.xlsx": back})["mentees.xlsx"]
    assert "год прошёл хорошо" not in str(sheets(second)["База наставляемых"])
    assert "Ильина" in str(sheets(second)[LEFT])
    third = rendered(view, {"mentees.xlsx": second})["mentees.xlsx"]
    assert table(third)[0]["Результаты"] == "год прошёл хорошо"
    assert LEFT not in sheets(third)


def test_who_withdrew_leaves_no_name():
    view = sample_view()
    back = typed(rendered(view)["mentees.xlsx"], {(2, "Результаты"): "год прошёл хорошо"})
    withdrawn = Record(code="Н-001", document=Document.PROCESSING, given=False, on=view.programme.end)
    view = sample_view(records=(*view.answers.records, withdrawn))
    book = sheets(rendered(view, {"mentees.xlsx": back})["mentees.xlsx"])
    assert "Ильина" not in str(book[LEFT]) + str(book["База наставляемых"])
    assert "год прошёл хорошо" in str(book[LEFT])


def test_a_corrected_cell_that_the_answers_contradict_is_kept_beside():
    back = typed(rendered()["mentees.xlsx"], {(2, "Контактные данные (представителя)"): "+7 911, бабушка"})
    second = rendered(earlier={"mentees.xlsx": back})["mentees.xlsx"]
    assert "+7 911, бабушка" in str(sheets(second)[REPLACED])
    assert "+7 911, бабушка" in str(
        sheets(rendered(earlier={"mentees.xlsx": second})["mentees.xlsx"])[REPLACED]
    )


def test_a_mentor_of_the_last_round_does_not_stay_in_the_row():
    back = rendered()["mentees.xlsx"]
    row = table(rendered(sample_view(pairs=()), {"mentees.xlsx": back})["mentees.xlsx"])[0]
    assert row["ФИО наставника"] == ""


def test_own_sheets_stay():
    book = openpyxl.load_workbook(BytesIO(rendered()["mentors.xlsx"]))
    book.create_sheet("Заметки").append(["=не формула", 3])
    target = BytesIO()
    book.worksheets[1]["A1"].data_type = "s"
    book.save(target)
    book = sheets(rendered(earlier={"mentors.xlsx": target.getvalue()})["mentors.xlsx"])
    assert book["Заметки"] == [["=не формула", "3"]]


@pytest.mark.parametrize("content", [b"not a workbook", b"", b"PK\x03\x04"])
def test_an_unreadable_base_is_refused_rather_than_overwritten(content):
    with pytest.raises(InputRefused, match=r"mentees\.xlsx"):
        rendered(earlier={"mentees.xlsx": content})


@pytest.mark.parametrize("base", ["mentees.xlsx", "mentors.xlsx", "private/mentees.xlsx"])
@pytest.mark.parametrize(("cell", "most", "why"), [("A900000", 10**9, "A900000"), ("A2", 1000, "unpacks")])
def test_a_base_that_would_not_fit_is_refused_before_it_is_opened(base, cell, most, why, monkeypatch):
    """A cell at the other end of the sheet, and a workbook that unpacks to more than is allowed."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active[cell] = "ФИО", "далеко"
    held = BytesIO()
    book.save(held)
    monkeypatch.setattr("questionnaires.reading.tables.table_xlsx.MOST_UNPACKED", most)
    monkeypatch.setattr("service.documents.bases.earlier.CalamineWorkbook.from_filelike", pytest.fail)
    with pytest.raises(InputRefused, match=rf"{base}.*{why}"):
        rendered(earlier={base: held.getvalue()})


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20) | st.sampled_from(
    ["=1+1", "+7", "-", "@x", "\tтаб", '=HYPERLINK("a")']
)


@given(st.dictionaries(st.tuples(st.integers(2, 12), st.sampled_from(MENTEES[9:])), CELL, max_size=8))
@settings(max_examples=20, deadline=None)
def test_whatever_is_typed_is_still_in_the_file(changes):
    back = typed(rendered()["mentees.xlsx"], {})
    book = openpyxl.load_workbook(BytesIO(back))
    page = book.worksheets[0]
    for (row, header), text in changes.items():
        page.cell(row, MENTEES.index(header) + 1).value = text
        page.cell(row, MENTEES.index(header) + 1).data_type = "s"
    target = BytesIO()
    book.save(target)
    after = sheets(rendered(earlier={"mentees.xlsx": target.getvalue()})["mentees.xlsx"])
    cells = {cell for rows in after.values() for row in rows for cell in row}
    assert {text for text in changes.values() if text.strip()} <= cells


def _without(base, code):
    keep = [i for i, other in enumerate(base.codes) if other != code]
    return replace(
        base,
        codes=tuple(base.codes[i] for i in keep),
        organisations=tuple(base.organisations[i] for i in keep),
        columns={key: tuple(column[i] for i in keep) for key, column in base.columns.items()},
        sources=(),
    )


def _with_private_questions(base):
    questions = tuple(replace(question, private=True) for question in base.questionnaire.questions)
    return replace(base, questionnaire=replace(base.questionnaire, questions=questions))
