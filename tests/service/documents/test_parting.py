"""What concerns people of a base kept apart stands in no open report, not even as a difference of two totals."""

import io
from dataclasses import replace

import openpyxl
import pytest
from sample import sample_view

from questionnaires.finding import Finding, Severity
from questionnaires.wording import Wording
from service.documents.overview import render_overview
from service.documents.parting import open_part, private_part
from service.view import RunView


def private_people(view: RunView) -> set[str]:
    bases = {base.key for base in view.programme.bases if base.private}
    return {person.code for person in view.answers.people if person.base in bases}


@pytest.fixture
def view():
    return sample_view()


def test_open_part_knows_nobody_of_the_other(view):
    part, hidden = open_part(view), private_people(view)
    said = repr((part.answers, part.result, part.programme.bases, part.programme.forms))
    assert hidden
    assert [code for code in hidden if code in said] == []


def test_parts_together_are_the_whole(view):
    shown, apart = open_part(view), private_part(view)
    assert len(shown.pairs()) + len(apart.pairs()) == len(view.pairs())
    assert len(shown.unmatched()) + len(apart.unmatched()) == len(view.unmatched())


def test_no_figure_of_an_open_paper_changes_with_the_people_kept_apart():
    """Take one of them away: an observer of the open papers sees no difference, so no difference can be computed."""
    view = sample_view()
    gone = min(private_people(view))
    fewer = replace(
        view,
        result=replace(
            view.result,
            pairs=tuple(pair for pair in view.result.pairs if pair.mentee != gone),
            unmatched=tuple(person for person in view.result.unmatched if person.mentee != gone),
            absences=tuple(absence for absence in view.result.absences if absence.code != gone),
            ready={key: tuple(c for c in codes if c != gone) for key, codes in view.result.ready.items()},
        ),
    )
    first, second = (
        {
            paper.path: paper.content
            for paper in render_overview(each)
            if not paper.path.startswith("private/")
        }
        for each in (view, fewer)
    )
    assert first == second


def test_open_reports_do_not_name_the_base_and_the_private_one_does(view):
    papers = {paper.path: paper.content for paper in render_overview(view)}
    titles = [base.title for base in view.programme.bases if base.private]
    for path in ("report-curator.html", "report-head.html"):
        assert not any(title in papers[path].decode() for title in titles)
    book = openpyxl.load_workbook(io.BytesIO(papers["summary.xlsx"]))
    cells = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not any(title in cells for title in titles)
    assert "private/report-curator.html" in papers


def test_finding_about_somebody_kept_apart_is_told_in_no_open_report(view):
    person = view.answers.people.get(min(private_people(view)))
    said = Wording(f"{person.name}: что-то", f"{person.name}: something")
    finding = Finding(
        severity=Severity.NOTE, code="test", reason=said, remedy=Wording("", ""), file="a.csv", row=2
    )
    told = replace(view, answers=replace(view.answers, findings=(finding,)))
    papers = {paper.path: paper.content.decode(errors="replace") for paper in render_overview(told)}
    assert person.name not in papers["report-curator.html"]
