"""What of a file is a trace of a person and goes, and what is about others and stays."""

import io

import openpyxl

from questionnaires.reading import InputFile
from service.personal.mentions import is_mentioned
from service.personal.redaction import Traces, is_trace, redact


def test_a_row_of_the_person_goes_and_a_mention_by_others_is_blanked() -> None:
    content = "ФИО;1-й выбор\nКаштанов Лев Ильич;Ветрова Анна\nВетрова Анна Павловна;Каштанов Лев\n"
    traces = Traces(names=("Каштанов Лев Ильич",), codes=("Н-001",))
    found = redact(InputFile("a.csv", content.encode()), traces)
    assert found is not None
    text = found[0].decode("utf-8-sig")
    assert "Каштанов" not in text
    assert "Ветрова Анна Павловна" in text
    assert found[1] == 2


def test_the_same_row_of_another_sheet_is_somebody_else_and_stays() -> None:
    book = openpyxl.Workbook()
    book.active.title = "5А"
    for page, name in (
        (book.active, "Каштанов Лев Ильич"),
        (book.create_sheet("6Б"), "Ветрова Анна Павловна"),
    ):
        page.append(["ФИО", "Класс"])
        page.append([name, page.title])
    held = io.BytesIO()
    book.save(held)
    traces = Traces(names=("Каштанов Лев Ильич",), codes=("Н-001",), rows=(("a.xlsx", "5А", 2),))
    found = redact(InputFile("a.xlsx", held.getvalue()), traces)
    assert found is not None
    left = openpyxl.load_workbook(io.BytesIO(found[0]))
    assert (left["5А"].max_row, left["6Б"]["A2"].value) == (1, "Ветрова Анна Павловна")


def test_namesakes_by_surname_stay() -> None:
    traces = Traces(names=("Каштанов Лев Ильич",), codes=("Н-001",))
    assert is_trace("КАШТАНОВ  Л.И.", traces)
    assert is_trace("Лев Каштанов", traces)
    assert not is_trace("Каштанов Пётр Ильич", traces)
    assert not is_trace("Каштановская улица", traces)


def test_a_mention_by_hand_is_found_in_every_case_and_of_others_is_not() -> None:
    traces = Traces(names=("Каштанов Лев Ильич", "Ветрова Анна"), codes=("Н-001",))
    for text in ("просьба мамы Каштанова", "КАШТАНОВУ удобнее", "с Ветровой", "Н-001 просил", "kaштaнoв"):
        assert is_mentioned(text, traces), text
    for text in ("просьба Пети", "каштан", "ветер", "", "Н-0011"[:4]):
        assert not is_mentioned(text, traces), text
