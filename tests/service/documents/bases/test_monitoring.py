"""The sheet «Мониторинг»: before and after by side, nothing that could tell of one person."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sample import PEOPLE, sample_view

from questionnaires.answers import EarlierPair, Monitoring, PairState
from questionnaires.people import People
from questionnaires.question import Kind, Question, Questionnaire, QuestionnaireKind
from service.documents.bases.monitoring import HIDDEN
from service.documents.bases.summary import render_summary
from service.documents.reports import render_head_report

BEFORE, AFTER = QuestionnaireKind.MONITORING_BEFORE, QuestionnaireKind.MONITORING_AFTER
CALM = Question(key="calm", text="Спокойно", kind=Kind.SCALE, purpose="проверка", least=1, most=10)
AGAIN = Question(key="again", text="Снова", kind=Kind.YES_NO, purpose="проверка")
MENTEES = ("Н-001", "Н-002", "Н-003", "Н-004", "Н-005", "Н-006")


PREVIOUS = tuple(
    EarlierPair(mentee=mentee, mentor=mentor, form="student-student")
    for mentee, mentor in zip(MENTEES, ("М-001", "М-002") * 3, strict=True)
)


def form(kind):
    return Questionnaire(key=kind.value, title="", kind=kind, introduction="", questions=(CALM, AGAIN))


def viewed(*answered, **facts):
    view = sample_view(**{"previous": PREVIOUS, **facts})
    programme = replace(view.programme, monitoring=(form(BEFORE), form(AFTER)))
    return replace(view, programme=programme, answers=replace(view.answers, monitoring=answered))


def sheet(*answered, **facts):
    (paper,) = render_summary(viewed(*answered, **facts))
    book = CalamineWorkbook.from_filelike(BytesIO(paper.content))
    return book.get_sheet_by_name("Мониторинг").to_python() if "Мониторинг" in book.sheet_names else None


def head_rows(*answered):
    """Return the cells of the section in the head's report, row by row, without marks of the page."""
    (paper,) = render_head_report(viewed(*answered))
    section = re.search(
        r'<section aria-labelledby="monitoring">.*?</section>', paper.content.decode(), re.DOTALL
    )
    rows = re.findall(r"<tr>(<th scope=.row.>.*?)</tr>", section[0], re.DOTALL) if section else []
    return [[re.sub(r"<[^>]+>", "|", cell) for cell in re.split(r"</t[hd]>", row)[:-1]] for row in rows]


def line(table, question, side="наставляемые"):
    (found,) = [row[2:] for row in table if row[:2] == [question.text, side]]
    return found


def said(stage, *marks, yes=0, people=MENTEES):
    pairs = zip(people, marks, strict=False)
    return [
        Monitoring(code=code, stage=stage, marks={"calm": mark, "again": i < yes})
        for i, (code, mark) in enumerate(pairs)
    ]


def test_no_sheet_before_anybody_has_answered():
    assert sheet() is None


def test_means_shares_and_the_change():
    table = sheet(*said(BEFORE, 4, 5, 5, 6, 7, yes=1), *said(AFTER, 7, 8, 8, 9, 10, 10, yes=5))
    assert line(table, CALM) == ["оценка из 10", 5, 5.4, 6, 8.7, 5, 3, 83.3]
    assert line(table, AGAIN) == ["ответили «да», %", 5, 20, 6, 83.3, 5, 80, ""]


def test_the_change_is_that_of_people_who_answered_both_times():
    """Who left was content, who came was not: each of those who stayed gained two points."""
    before = said(BEFORE, 4, 4, 4, 4, 4, 10)
    after = [*said(AFTER, 6, 6, 6, 6, 6), *said(AFTER, 1, people=("Н-010",))]
    more = EarlierPair(mentee="Н-010", mentor="М-003", form="teacher-teacher")
    table = sheet(*before, *after, previous=(*PREVIOUS, more))
    assert line(table, CALM)[:7] == ["оценка из 10", 6, 5, 6, 5.2, 5, 2]


def test_the_change_of_few_people_is_hidden():
    before, after = said(BEFORE, *[4] * 5), said(AFTER, *[6] * 5, people=MENTEES[1:])
    assert line(sheet(*before, *after), CALM)[5:7] == [4, HIDDEN]


def test_who_was_in_no_pair_tells_nothing_of_how_it_went():
    table = sheet(*said(AFTER, *[7] * 5, 1), *said(BEFORE, *[7] * 6), previous=PREVIOUS[:5])
    assert line(table, CALM)[1:5] == [6, 7, 5, 7]
    assert any(str(row[0]).endswith("не посчитаны: 1.") for row in table)
    declined = replace(PREVIOUS[5], state=PairState.DECLINED)
    assert line(sheet(*said(AFTER, *[7] * 5, 1), previous=(*PREVIOUS[:5], declined)), CALM)[3:5] == [5, 7]


def test_whose_pair_was_over_before_the_earlier_run_is_counted():
    """In the third round «declined» held both, and whose pair had ended was said to have been in none."""
    former = replace(PREVIOUS[5], state=PairState.FORMER)
    table = sheet(*said(AFTER, *[7] * 5, 1), previous=(*PREVIOUS[:5], former))
    assert line(table, CALM)[3:5] == [6, 6]
    assert not any("не посчитаны" in str(row[0]) for row in table)


def test_a_first_run_counts_those_who_have_a_pair_in_it():
    paired = {code for pair in sample_view().result.pairs for code in (pair.mentee, pair.mentor)}
    waiting = next(code for code in MENTEES if code not in paired)
    table = sheet(*said(AFTER, 7, people=(next(iter(paired & set(MENTEES))),)), previous=())
    assert line(table, CALM)[3] == 1
    assert [row for row in sheet(*said(AFTER, 7, people=(waiting,)), previous=()) if "Спокойно" in row] == []


def test_both_wordings_of_one_question_are_shown():
    later = replace(CALM, text="Было спокойно")
    view = sample_view(previous=PREVIOUS)
    after = replace(form(AFTER), questions=(later,))
    programme = replace(view.programme, monitoring=(after, form(BEFORE)))
    answers = replace(view.answers, monitoring=tuple(said(BEFORE, *[4] * 5) + said(AFTER, *[7] * 5)))
    (paper,) = render_summary(replace(view, programme=programme, answers=answers))
    table = CalamineWorkbook.from_filelike(BytesIO(paper.content)).get_sheet_by_name("Мониторинг").to_python()
    joined = replace(CALM, text="До: Спокойно. После: Было спокойно")
    assert line(table, joined)[6] == 3


@pytest.mark.parametrize(("count", "shown"), [(4, HIDDEN), (5, 7)])
def test_of_few_people_only_their_number_is_shown(count, shown):
    table = sheet(*said(AFTER, *[7] * count))
    assert line(table, CALM) == ["оценка из 10", "", "", count, shown, "", "", HIDDEN if count < 5 else 0]


def test_sides_are_counted_apart():
    table = sheet(*said(AFTER, *[7] * 5), *said(AFTER, 9, 9, people=("М-001", "М-002")))
    assert line(table, CALM)[3:5] == [5, 7]
    assert line(table, CALM, "наставники")[3:5] == [2, HIDDEN]


def test_people_kept_apart_are_not_counted():
    view = sample_view()
    private = next(p.code for p in view.answers.people if view.programme.get_base(p.base).private)
    assert sheet(*said(AFTER, 7, people=(private,))) is None
    table = sheet(*said(AFTER, *[7] * 5, 1, people=(*MENTEES[:5], private)))
    assert line(table, CALM)[3:5] == [5, 7]


def test_no_name_and_no_code_stands_there():
    table = sheet(*said(AFTER, *[7] * 6))
    words = " ".join(str(cell) for row in table for cell in row)
    assert "Н-0" not in words
    assert "Ильина" not in words


def test_one_human_of_two_bases_counts_where_he_worked():
    linked = {"Н-010": "М-002", "М-002": "Н-010"}
    people = People(tuple(replace(p, twin=linked.get(p.code, p.twin)) for p in PEOPLE))
    table = sheet(*said(AFTER, *[7] * 5, people=(*MENTEES[:4], "Н-010")), people=people)
    assert (line(table, CALM)[3], line(table, CALM, "наставники")[3]) == (4, 1)


def test_the_head_reads_it_in_the_report():
    found = head_rows(*said(BEFORE, 4, 5, 5, 6, 7, yes=5), *said(AFTER, 7, 8, 8, 9, 10, 10, yes=2))
    assert found == [
        [
            "|Спокойно||оценка из 10|",
            "|наставляемые",
            "|5,4||ответов: 5|",
            "|8,7||ответов: 6|",
            "|+3,0||ответов: 5|",
            "|83,3",
        ],
        [
            "|Снова||ответили «да», %|",
            "|наставляемые",
            "|100,0||ответов: 5|",
            "|33,3||ответов: 6|",
            "|−60,0||ответов: 5|",
            "|—",
        ],
    ]


def test_the_head_reads_no_small_number():
    (calm, _) = head_rows(*said(BEFORE, 4, 5, 6, 7), *said(AFTER, 7, 8, 9, 9, 9))
    assert calm[2:] == ["||скрыто|", "|8,4||ответов: 5|", "||скрыто|", "|80,0"]


def test_before_monitoring_the_report_says_nothing_of_it():
    assert head_rows() == []
