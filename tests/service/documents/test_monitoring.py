"""The sheet «Мониторинг»: before and after by side, nothing that could tell of one person."""

from dataclasses import replace
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sample import sample_view

from questionnaires.answers import Monitoring
from questionnaires.question import Kind, Question, Questionnaire, QuestionnaireKind
from service.documents.monitoring import HIDDEN
from service.documents.summary import render_summary

BEFORE, AFTER = QuestionnaireKind.MONITORING_BEFORE, QuestionnaireKind.MONITORING_AFTER
CALM = Question(key="calm", text="Спокойно", kind=Kind.SCALE, purpose="проверка", least=1, most=10)
AGAIN = Question(key="again", text="Снова", kind=Kind.YES_NO, purpose="проверка")
MENTEES = ("Н-001", "Н-002", "Н-003", "Н-004", "Н-005", "Н-006")


def form(kind):
    return Questionnaire(key=kind.value, title="", kind=kind, introduction="", questions=(CALM, AGAIN))


def sheet(*answered):
    view = sample_view()
    programme = replace(view.programme, monitoring=(form(BEFORE), form(AFTER)))
    answers = replace(view.answers, monitoring=answered)
    (paper,) = render_summary(replace(view, programme=programme, answers=answers))
    book = CalamineWorkbook.from_filelike(BytesIO(paper.content))
    return book.get_sheet_by_name("Мониторинг").to_python() if "Мониторинг" in book.sheet_names else None


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
    assert line(table, CALM) == ["оценка из 10", 5, 5.4, 6, 8.7, 3.3, 83.3]
    assert line(table, AGAIN) == ["ответили «да», %", 5, 20, 6, 83.3, 63.3, ""]


@pytest.mark.parametrize(("count", "shown"), [(4, HIDDEN), (5, 7)])
def test_of_few_people_only_their_number_is_shown(count, shown):
    table = sheet(*said(AFTER, *[7] * count))
    assert line(table, CALM) == ["оценка из 10", "", "", count, shown, "", HIDDEN if count < 5 else 0]


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
