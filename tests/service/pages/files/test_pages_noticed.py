"""What a page tells of a file: of people kept apart by code alone; the file's own corrected copy says everything."""

from types import SimpleNamespace

import pytest
from small_run import GYMNASIUM

from questionnaires.answers import Tally
from questionnaires.loading import load_programme, resolved
from questionnaires.reading import InputFile
from service.folder.request import Request, Role
from service.pages.files.noticed import show_tally
from service.pages.prospect import notice
from service.pages.runs import runs

NAME = "Тихонов Пётр, 6Б, тайна"


def test_a_page_tells_nothing_that_people_kept_apart_have_answered():
    programme = load_programme(GYMNASIUM)
    asked = next(base for base in programme.bases if base.private).questionnaire.questions
    rows = (
        [question.text for question in asked],
        [NAME if question.key == "name" else "" for question in asked],
    )
    content = "\n".join(";".join(f'"{cell}"' for cell in row) for row in rows)
    file = InputFile("анкеты.csv", content.encode("utf-8-sig"))
    noticed = notice(Request(programme=resolved(programme), files={Role.ANSWERS: (file,)}))[file.label]
    assert len(noticed.shown) == len(noticed.findings)
    assert any(NAME in finding.reason.ru for finding in noticed.findings)
    assert not any("Тихонов" in f"{finding.sentence()} {finding.found}" for finding in noticed.shown)


@pytest.mark.parametrize("may", [True, False])
def test_why_a_run_was_refused_names_its_file_only_to_who_may_see_names(
    monkeypatch: pytest.MonkeyPatch, may: bool
) -> None:
    """People name files after people."""
    monkeypatch.setattr(runs, "me", lambda: SimpleNamespace(may=lambda what: may))
    reason = {"ru": "Нет класса.", "en": "No class."}
    said = runs._said({"code": "x", "reason": reason, "file": "Щукин Пётр.csv", "sheet": "Щукин", "row": 3})
    assert ("Щукин" in said.ru, "Щукин" in said.en) == (may, may)
    assert "Нет класса." in said.ru


def test_a_sheet_of_several_is_told_with_its_count() -> None:
    counted = {"file": "а.xlsx", "base": "pupils", "rows": 2, "ready": 1, "repeated": 1, "refused": 0}
    tallies = [Tally(**counted, sheet=sheet) for sheet in ("5А", "")]
    assert [show_tally(tally, {}).sentence.ru for tally in tallies] == [
        "5А: 2 строки: 1 готова, 1 повтор",
        "2 строки: 1 готова, 1 повтор",
    ]
