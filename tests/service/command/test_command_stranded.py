"""A mentor whom nobody can be given is named by `check`, and `explain` says why."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import call
from small_run import GYMNASIUM

from questionnaires.loading import load_programme
from questionnaires.programme import Document
from questionnaires.reading.records_form import RECORD_HEADERS

Capsys = pytest.CaptureFixture[str]
PUPIL = {"organisation": "Гимназия", "days": "понедельник", "goals_needed": "Подготовиться к экзамену"}
MENTEE = {"name": "Ежов Ян Ильич", "birth_date": "05.03.2014", "grade": "6А", **PUPIL}
MENTOR = {
    "name": "Осокина Дарья Петровна",
    "birth_date": "01.02.2010",
    "goals_offered": "Подготовиться к экзамену",
    **PUPIL,
}


def table(path: Path, base: str, answers: Mapping[str, str]) -> Path:
    asked = load_programme(GYMNASIUM).get_base(base).questionnaire.questions
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow([question.text for question in asked])
        rows.writerow([answers.get(question.key, "") for question in asked])
    return path


def register(path: Path, *names: str) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["ФИО", *(RECORD_HEADERS[document] for document in Document)])
        rows.writerows([name, *("да" for _ in Document)] for name in names)
    return path


def test_check_and_explain_say_which_answer_a_mentor_lacks(tmp_path: Path, capsys: Capsys) -> None:
    answers = [
        table(tmp_path / "a.csv", "pupils", MENTEE),
        table(tmp_path / "b.csv", "pupil-mentors", {**MENTOR, "grade": ""}),
        register(tmp_path / "c.csv", MENTEE["name"], MENTOR["name"]),
    ]
    why = "Нет ответа на вопрос «Класс», а условие «Наставник старше классом» его требует."
    checked = call(capsys, "check", GYMNASIUM, "--answers", *answers)
    assert f"Наставники, которым не подходит никто: 1. {why} Осокина Дарья Петровна (М-001)" in checked.out
    assert call(capsys, "check", GYMNASIUM, "--answers", *answers, "--json").data["stranded"] == ["М-001"]
    assert call(capsys, "run", GYMNASIUM, "--answers", *answers, "--out", tmp_path / "o").code == 0
    said = call(capsys, "explain", tmp_path / "o", "--who", "М-001").out
    assert "никто из наставляемых не подходит" in said
    assert why in said


def test_a_mentor_who_fits_is_not_named(tmp_path: Path, capsys: Capsys) -> None:
    answers = [
        table(tmp_path / "a.csv", "pupils", MENTEE),
        table(tmp_path / "b.csv", "pupil-mentors", {**MENTOR, "grade": "10А"}),
        register(tmp_path / "c.csv", MENTEE["name"], MENTOR["name"]),
    ]
    checked = call(capsys, "check", GYMNASIUM, "--answers", *answers)
    assert (checked.code, "не подходит никто" in checked.out) == (0, False)
