"""The bases: customary columns, people kept apart in no open list, the same bytes."""

from dataclasses import replace
from io import BytesIO

import openpyxl
from bases_read import MENTEES, MENTORS, rendered, sheets, table
from sample import PEOPLE, SECRET_REASON, SECRET_REFUSAL, SECRET_REQUEST, sample_view

from questionnaires.people import People


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


def test_no_cell_is_a_formula():
    people = People(tuple(replace(p, name="=cmd|' /C calc'!A0") if p.code == "Н-001" else p for p in PEOPLE))
    book = openpyxl.load_workbook(BytesIO(rendered(sample_view(people=people))["mentees.xlsx"]))
    cell = book.worksheets[0]["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_same_run_gives_the_same_bytes():
    assert rendered() == rendered()
