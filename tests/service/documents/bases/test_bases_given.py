"""Bases that come with the questionnaires, and the rows of pairs that ended."""

from dataclasses import replace

import pytest
from bases_read import brought, of_sheet, rendered, sheets, table, typed
from sample import PEOPLE, sample_view
from sample_programme import PROGRAMME

from questionnaires.answers import EarlierPair, PairState
from service.documents.bases.base import render_bases
from service.documents.bases.earlier import LEFT
from service.documents.formats.sheets import Column, Sheet, render_workbook


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
