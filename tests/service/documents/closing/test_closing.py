"""Papers at the close of a programme: thanks to mentors, letters to mentees, practices, analysis."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx_text import by_path, tables, text
from python_calamine import CalamineWorkbook
from sample import PREVIOUS, sample_view
from sample_programme import PROGRAMME

from questionnaires.answers import PairState, Record
from questionnaires.programme import Document
from service.documents.closing.analysis import render_analysis
from service.documents.closing.farewells import render_farewells
from service.documents.closing.practices import render_practices
from service.documents.closing.thanks import render_thanks

RENDER = (render_thanks, render_farewells, render_practices, render_analysis)
SCHOOL = PROGRAMME.get_organisation("school-3")


def closed(**changes):
    view = sample_view(approved=True, **changes).seen_by(SCHOOL)
    return replace(view, number="90", day=date(2027, 5, 25), assigned_on=date(2026, 10, 6))


@pytest.fixture(scope="module")
def papers():
    view = closed()
    return by_path([paper for render in RENDER for paper in render(view, ending=True)])


def own_pairs(view):
    people = view.persons()
    apart = {base.key for base in view.programme.bases if base.private}
    return [p for p in view.pairs() if not apart & {people[p.mentee].base, people[p.mentor].base}]


@pytest.mark.parametrize("render", RENDER)
def test_nothing_is_closed_before_people_agreed_or_while_pairs_work(render):
    assert render(sample_view(), ending=True) == ()
    working = tuple(pair for pair in PREVIOUS if pair.state is PairState.WORKING)
    assert render(sample_view(approved=True, previous=working)) == ()


def test_every_mentor_is_thanked_and_every_mentee_told(papers):
    view = closed()
    led = own_pairs(view)
    assert led
    for pair in led:
        assert f"thanks/{pair.mentor}.docx" in papers
        mentee = view.persons()[pair.mentee]
        assert (f"letters/{pair.mentee}.docx" in papers) is (mentee.organisation == SCHOOL.key)


def test_thanks_name_no_mentee_and_have_no_points(papers):
    view = closed()
    names = [view.persons()[pair.mentee].name for pair in view.result.pairs]
    letters = [paper for path, paper in papers.items() if "thanks/" in path and path.endswith("docx")]
    assert letters
    for paper in letters:
        told = text(paper)
        assert "БЛАГОДАРСТВЕННОЕ ПИСЬМО" in told
        assert re.search(r"наставника( с 06\.10\.2026)? по \d\d\.0[45]\.2027\.", told)
        assert not any(name in told for name in names)
        assert not any(form.title in told for form in view.programme.forms)


def test_a_pupil_who_was_a_mentor_is_thanked_together_with_the_family(papers):
    persons = closed().persons()
    for path, paper in papers.items():
        if path.startswith("thanks/") and path.endswith(".docx"):
            person = persons[path.removeprefix("thanks/").removesuffix(".docx")]
            assert ("Вашу семью" in text(paper)) is bool(person.grade)


def test_a_line_stands_where_the_head_has_no_name(papers):
    nameless = replace(SCHOOL, head="")
    view = replace(closed(), organisation=nameless)
    view = replace(view, programme=replace(view.programme, organisations=(nameless,)))
    (paper, *_) = render_thanks(view, ending=True)
    assert "Директор  ____________________  ____________________" in text(paper)


def test_a_letter_of_the_close_names_the_mentor_and_the_last_day(papers):
    view = closed()
    pair = next(p for p in own_pairs(view) if f"letters/{p.mentee}.docx" in papers)
    (table,) = tables(papers[f"letters/{pair.mentee}.docx"])
    assert table[0][0] == "Наставник"
    assert table[1][0] == view.persons()[pair.mentor].name
    assert table[1][3].startswith("до ")


def rows_of(paper, title):
    rows = CalamineWorkbook.from_filelike(BytesIO(paper.content)).get_sheet_by_name(title).to_python()
    top = next(number for number, row in enumerate(rows) if row[0] == "№")
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]


@pytest.mark.parametrize("given", [True, False])
def test_practices_say_whether_all_agreed_to_publication(given):
    view = closed()
    codes = [code for pair in own_pairs(view) for code in (pair.mentee, pair.mentor)]
    records = [Record(code=code, document=Document.PUBLICATION, given=True) for code in codes]
    answers = replace(view.answers, records=tuple(records[: None if given else -1]))
    (paper,) = render_practices(replace(view, answers=answers), ending=True)
    agreed = [row["Согласие на публикацию есть у всех"] for row in rows_of(paper, "Практики")]
    assert ("нет" in agreed) is not given
    assert "да" in agreed


def test_the_reserve_holds_who_worked_and_who_waited_once_each(papers):
    view = closed()
    rows = rows_of(papers["practices.xlsx"], "Резерв наставников")
    names = [row["ФИО"] for row in rows]
    assert len(names) == len(set(names))
    worked = {view.persons()[pair.mentor].name for pair in own_pairs(view)}
    assert worked <= {row["ФИО"] for row in rows if row["Участие"] == "работал(а) наставником"}
    idle = {view.persons()[code].name for code in view.result.idle_mentors}
    assert {row["ФИО"] for row in rows if row["Участие"] == "ждал(а) наставляемого"} <= idle


def test_the_analysis_counts_each_form_and_leaves_swot_to_people(papers):
    view, (figures, swot, _) = closed(), tables(papers["analysis.docx"])
    counted = {row[0]: [int(cell) for cell in row[1:]] for row in figures[1:]}
    for form in view.programme.forms:
        pairs = [pair for pair in own_pairs(view) if pair.form == form.key]
        if form.title in counted and pairs:
            people = len({pair.mentee for pair in pairs}), len({pair.mentor for pair in pairs})
            assert counted[form.title] == [len(pairs), *people]
    assert [swot[0][0].split(":")[0], swot[0][1].split(":")[0]] == ["Сильные стороны", "Слабые стороны"]
    assert swot[1] == swot[3] == ["", ""]


@pytest.mark.parametrize("folder", ["letters", "thanks"])
def test_an_index_tells_for_whom_each_letter_is(papers, folder):
    view = closed()
    book = CalamineWorkbook.from_filelike(BytesIO(papers[f"{folder}/index.xlsx"].content))
    header, *rows = book.get_sheet_by_index(0).to_python()
    assert header[-2:] == ["Вручено, дата", "Подпись"]
    files = [path for path in papers if path.startswith(f"{folder}/") and path.endswith(".docx")]
    assert [f"{folder}/{row[4]}" for row in rows] == sorted(files)
    for code, name, whom, *_ in rows:
        assert name == view.persons()[code].name
        to_family = folder == "letters" and "Участник: " in text(papers[f"{folder}/{code}.docx"])
        assert whom.startswith("законный представитель" if to_family else "участник")


def test_nobody_kept_apart_stands_in_an_open_index():
    view = sample_view(approved=True)
    found = by_path(render_thanks(view, ending=True))
    private = {base.key for base in view.programme.bases if base.private}
    for path, paper in found.items():
        if path.endswith("index.xlsx"):
            rows = CalamineWorkbook.from_filelike(BytesIO(paper.content)).get_sheet_by_index(0).to_python()
            names = {row[4] for row in rows[1:]}
            assert {f"{path.rpartition('/')[0]}/{name}" for name in names} <= found.keys()
            hidden = {row[0] for row in rows[1:] if view.persons()[row[0]].base in private}
            assert not hidden or path.startswith("private/")


def test_a_pair_that_ended_with_its_goal_in_the_year_is_thanked_at_once():
    ended = replace(PREVIOUS[4], ended_on=date(2027, 1, 15))
    view = sample_view(approved=True, previous=(ended,), changes=())
    paper, index = render_thanks(view)
    assert (paper.path, index.path) == ("thanks/М-007.docx", "thanks/index.xlsx")
    assert "по 15.01.2027" in text(paper)
    broken = replace(ended, ground="наставник уволился")
    assert render_thanks(sample_view(approved=True, previous=(broken,), changes=())) == ()
