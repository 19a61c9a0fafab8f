"""The bases: customary columns, nothing typed by hand lost, people kept apart in no open list."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sample import PEOPLE, SECRET_REASON, SECRET_REFUSAL, SECRET_REQUEST, sample_view
from sample_programme import PROGRAMME

from questionnaires.answers import EarlierPair, PairState, Record
from questionnaires.finding import InputRefused
from questionnaires.people import People
from questionnaires.programme import Document
from service.documents.bases import render_bases
from service.documents.earlier import LEFT, REPLACED
from service.documents.sheets import Column, Sheet, render_workbook

MENTEES = [
    "№", "ФИО", "Контактные данные (представителя)", "Год рождения", "Основной запрос", "Дата вхождения",
    "ФИО наставника", "Форма", "Место работы/учёбы наставника", "Дата завершения", "Результаты",
    "Ссылка на кейс/отзыв", "Отметка о прохождении",
]  # fmt: skip
MENTORS = [
    "№", "ФИО", "Контактные данные", "Место работы/учёбы", "Основные компетенции", "Важные достижения",
    "Интересы", "Желаемый возраст наставляемых", "Ресурс времени", "Дата вхождения", "ФИО наставляемых",
    "Форма", "Место работы/учёбы наставляемого", "Дата завершения", "Результаты", "Ссылка на кейс/отзыв",
]  # fmt: skip


def rendered(view=None, earlier=None):
    return {paper.path: paper.content for paper in render_bases(view or sample_view(), earlier)}


def sheets(content):
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names}


def table(content, number=0):
    """Rows of a sheet as header → cell."""
    header, *rows = list(sheets(content).values())[number]
    return [dict(zip(header, row, strict=True)) for row in rows]


def typed(content, changes, extra=()):
    """Return the workbook as a school gives it back, with cells typed into and columns of its own."""
    book = openpyxl.load_workbook(BytesIO(content))
    page = book.worksheets[0]
    headers = [cell.value for cell in page[1]]
    for header in extra:
        headers.append(header)
        page.cell(1, len(headers), header)
    for (row, header), value in changes.items():
        page.cell(row, headers.index(header) + 1).value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_columns_are_the_customary_ones_and_the_code():
    papers = rendered()
    assert sheets(papers["mentees.xlsx"])["База наставляемых"][0] == [*MENTEES, "Код"]
    assert sheets(papers["mentors.xlsx"])["База наставников"][0] == [*MENTORS, "Код"]


def test_a_group_is_one_row_of_its_mentor():
    row = next(row for row in table(rendered()["mentors.xlsx"]) if row["Код"] == "М-005")
    assert row["ФИО наставляемых"].splitlines() == [
        "Ковальчук Анна Игоревна",
        "Ёлкин Артём Дмитриевич",
        "Мамин-Озерский Глеб Ильич",
    ]
    assert row["Место работы/учёбы наставляемого"].splitlines()[1] == "Гимназия № 1, 9Б"


def test_people_kept_apart_stand_only_in_the_private_list_and_there_by_code():
    papers = rendered()
    for path in ("mentees.xlsx", "mentors.xlsx"):
        assert "Тихонов" not in str(sheets(papers[path]))
        assert "Н-008" not in str(sheets(papers[path]))
    apart = str(sheets(papers["private/mentees.xlsx"]))
    assert "Н-008" in apart
    assert "М-002" in apart
    assert not any(person.name in apart or person.contact in apart for person in PEOPLE)


def test_no_private_answer_no_score_no_reason_of_the_curator():
    everything = str([sheets(content) for content in rendered().values()])
    for secret in (SECRET_REQUEST, SECRET_REASON, SECRET_REFUSAL, "8137", "81", "ОВЗ"):
        assert secret not in everything.replace("1981", "")


def test_without_consent_to_processing_a_person_is_in_no_base():
    assert "Зайцева" not in str(sheets(rendered()["mentees.xlsx"]))


def test_a_school_sees_its_own_people_and_the_outsiders_it_works_with():
    view = sample_view()
    gymnasium = rendered(view.seen_by(view.programme.get_organisation("gymnasium-1")))
    assert [row["Код"] for row in table(gymnasium["mentees.xlsx"])] == ["Н-004", "Н-006", "Н-009"]
    assert [row["Код"] for row in table(gymnasium["mentors.xlsx"])] == ["М-006", "М-004", "М-005"]
    assert "private/mentees.xlsx" not in gymnasium


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
    monkeypatch.setattr("questionnaires.reading.table_xlsx.MOST_UNPACKED", most)
    monkeypatch.setattr("service.documents.earlier.CalamineWorkbook.from_filelike", pytest.fail)
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


def test_no_cell_is_a_formula():
    people = People(tuple(replace(p, name="=cmd|' /C calc'!A0") if p.code == "Н-001" else p for p in PEOPLE))
    book = openpyxl.load_workbook(BytesIO(rendered(sample_view(people=people))["mentees.xlsx"]))
    cell = book.worksheets[0]["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_same_run_gives_the_same_bytes():
    assert rendered() == rendered()


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


def brought(*files, view=None):
    return {paper.path: paper.content for paper in render_bases(view or sample_view(), given=files)}


def test_a_base_that_comes_with_the_questionnaires_keeps_what_was_typed():
    back = typed(rendered()["mentees.xlsx"], {(2, "Результаты"): "оценка выросла"})
    assert table(brought(back)["mentees.xlsx"])[0]["Результаты"] == "оценка выросла"
    assert "Результаты" not in [
        header for header, cell in table(brought(back)["mentors.xlsx"])[0].items() if cell == "оценка выросла"
    ]


def test_of_two_rounds_the_base_brought_now_counts():
    before = typed(rendered()["mentees.xlsx"], {(2, "Результаты"): "прежнее", (3, "Результаты"): "было"})
    now = typed(rendered()["mentees.xlsx"], {(2, "Результаты"): "новое"})
    papers = render_bases(sample_view(), {"mentees.xlsx": before}, given=[now])
    told = table({paper.path: paper.content for paper in papers}["mentees.xlsx"])
    assert told[0]["Результаты"] == "новое"


def test_a_school_sees_no_row_of_another_in_a_base_brought_for_all():
    back = typed(rendered()["mentees.xlsx"], {(row, "Результаты"): f"итог {row}" for row in range(2, 8)})
    codes = {row["Код"]: row["Результаты"] for row in table(back)}
    school = PROGRAMME.get_organisation("school-3")
    book = sheets(brought(back, view=sample_view().seen_by(school))["mentees.xlsx"])
    shown = {cell for rows in book.values() for row in rows for cell in row}
    others = {p.code for p in PEOPLE if p.organisation != "school-3"} & set(codes)
    assert others
    assert not {codes[code] for code in others} & (shown - {""})
    assert not others & shown


def test_the_day_an_earlier_pair_ended_does_not_end_the_new_one():
    """It is kept beside the base: on the row of another mentor the next refresh would read it as the end."""
    alone = rendered(sample_view(pairs=()))["mentees.xlsx"]
    back = typed(alone, {(2, "Дата завершения"): "20.01.2027", (2, "ФИО наставника"): "Швец Кирилл Олегович"})
    after = rendered(earlier={"mentees.xlsx": back})["mentees.xlsx"]
    row = table(after)[0]
    assert row["ФИО наставника"]
    assert row["Дата завершения"] == ""
    assert "20.01.2027" in str(sheets(after)[LEFT])


def test_an_old_base_given_again_leaves_no_second_row():
    """The guide gives the same files to a refresh; what the export has taken over is not old any more."""
    row = table(rendered()["mentees.xlsx"])[0]
    old = render_workbook(
        [
            Sheet(
                title="База",
                columns=tuple(
                    Column(title=title) for title in ("ФИО", "Дата вхождения", "ФИО наставника", "Кабинет")
                ),
                rows=[[row["ФИО"], "01.10.2024", "Швец К. О.", "204"]],
            )
        ]
    )
    first = brought(old)["mentees.xlsx"]
    assert table(first)[0]["Кабинет"] == "204"
    papers = render_bases(sample_view(), {"mentees.xlsx": first}, given=[old])
    again = {paper.path: paper.content for paper in papers}["mentees.xlsx"]
    assert table(again) == table(first)
    assert LEFT not in sheets(again)


ENDED = (EarlierPair(mentee="Н-001", mentor="М-001", form="student-student", state=PairState.ENDED),)


def other_pair(mentor):
    """Return the run with another mentor for Н-001."""
    pairs = sample_view().result.pairs
    return sample_view(pairs=(replace(pairs[0], mentor=mentor), *pairs[1:]))


@pytest.mark.parametrize(
    "again", [other_pair("М-006"), sample_view(previous=ENDED)], ids=["another mentor", "the same mentor"]
)
def test_the_row_of_an_ended_pair_is_closed_and_the_new_pair_has_no_end(again):
    changes = {
        (2, "Дата завершения"): "15.01.2027",
        (2, "Результаты"): "цель достигнута",
        (2, "Кабинет"): "12",
    }
    back = typed(rendered()["mentees.xlsx"], changes, extra=("Кабинет",))
    content = rendered(again, {"mentees.xlsx": back})["mentees.xlsx"]
    row = table(content)[0]
    assert (row["Код"], row["Дата завершения"], row["Результаты"], row["Кабинет"]) == ("Н-001", "", "", "12")
    (closed,) = [row for row in of_sheet(content, LEFT) if row["Код"] == "Н-001"]
    assert closed["ФИО наставника"] == "Гончар Дарья Олеговна"
    assert (closed["Дата завершения"], closed["Результаты"]) == ("15.01.2027", "цель достигнута")


def test_a_closed_row_is_kept_in_every_later_round_also_when_the_base_came_with_the_questionnaires():
    back = typed(rendered()["mentees.xlsx"], {(2, "Дата завершения"): "15.01.2027"})
    second = rendered(other_pair("М-006"), {"mentees.xlsx": back})["mentees.xlsx"]
    third = rendered(other_pair("М-006"), {"mentees.xlsx": second})["mentees.xlsx"]
    assert third == second
    (brought,) = (
        paper.content
        for paper in render_bases(other_pair("М-006"), {"mentees.xlsx": second}, [second])
        if paper.path == "mentees.xlsx"
    )
    assert of_sheet(brought, LEFT) == of_sheet(second, LEFT)
    assert table(brought)[0]["Дата завершения"] == ""


def test_a_finished_pair_stands_whole_until_a_new_one_comes():
    back = typed(rendered()["mentees.xlsx"], {(2, "Дата завершения"): "15.01.2027"})
    waiting = sample_view(pairs=sample_view().result.pairs[1:])
    second = rendered(waiting, {"mentees.xlsx": back})["mentees.xlsx"]
    row = table(second)[0]
    assert (row["ФИО наставника"], row["Дата завершения"]) == ("Гончар Дарья Олеговна", "15.01.2027")
    third = rendered(other_pair("М-006"), {"mentees.xlsx": second})["mentees.xlsx"]
    assert table(third)[0]["Дата завершения"] == ""
    assert [row["ФИО наставника"] for row in of_sheet(third, LEFT)] == ["Гончар Дарья Олеговна"]


def test_the_end_in_the_base_of_mentors_is_not_carried_to_a_new_pair():
    rows = table(rendered()["mentors.xlsx"])
    place = next(number for number, row in enumerate(rows, 2) if row["Код"] == "М-006")
    first = rendered(other_pair("М-006"))["mentors.xlsx"]
    back = typed(first, {(place, "Дата завершения"): "15.01.2027"})
    pairs = sample_view().result.pairs
    moved = sample_view(pairs=(pairs[0], replace(pairs[1], mentor="М-006"), *pairs[2:]))
    content = rendered(moved, {"mentors.xlsx": back})["mentors.xlsx"]
    row = next(row for row in table(content) if row["Код"] == "М-006")
    assert (row["ФИО наставляемых"], row["Дата завершения"]) == ("Черных Пётр Сергеевич", "")
    assert [row["Код"] for row in of_sheet(content, LEFT)] == ["М-006"]


def of_sheet(content, title):
    """Rows of a named sheet as header → cell."""
    return table(content, list(sheets(content)).index(title))
