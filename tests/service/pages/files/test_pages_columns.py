"""«Столбцы файла»: a school's own survey is read once a person has said which column answers which question."""

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from live import Live
from page_forms import token_of
from visits import log_in, post
from walker import Walker

from questionnaires.loading import load_programme, resolved
from questionnaires.reading import InputFile
from service.pages.files.seen import map_columns, see_columns
from service.personal.redaction import Traces, redact

HEADERS = "ФИО ученика;Класс;Телефон мамы;Какая нужна помощь?;Предметы, по которым трудно;Когда удобно (дни)"
ROWS = (
    "Абрикосова Дарья Ильинична;9a;8-800-000-11-22;экзамен;математика, физика;вторник, четверг",
    ";;;;;",
    "Барабанов Пётр Олегович;7Б;8(800)000 33-44;проект;информатика;среда",
)
OWN = "\r\n".join((HEADERS, *ROWS)).encode("cp1251")
LINK = re.compile(r"/uploads/(imp_\w+)/columns")
KEYS = ["name", "grade", "guardian_contact", "goals_needed", "subjects_needed", "days"]


@pytest.fixture(scope="module")
def rules() -> bytes:
    return resolved(load_programme("r2-gymnasium"))


def bring(client: FlaskClient, name: str = "Ученики.csv") -> tuple[str, str]:
    """Upload the survey to a new programme; return its page of files and the page of the columns."""
    path = post(client, "/programmes", key="r2-gymnasium").headers["Location"]
    sent = {
        "csrf_token": token_of(client.get("/programmes")),
        "role": "answers",
        "files": (io.BytesIO(OWN), name),
    }
    client.post(path, data=sent, content_type="multipart/form-data")
    found = LINK.search(client.get(path).text)
    assert found, "the way to the columns is offered"
    return path, found[0]


def test_what_a_header_may_mean_is_proposed_with_what_stands_below_it(rules: bytes) -> None:
    seen = see_columns(rules, InputFile("Ученики.csv", OWN), [], {0: "pupil-mentee"})
    (sheet,) = seen.sheets
    keys = {column.header: column.key for column in sheet.columns}
    assert keys["ФИО ученика"] == "name"
    assert keys["Предметы, по которым трудно"] == "subjects_needed"
    assert sheet.columns[1].samples == ("9a", "7Б")
    assert ("records", "Реестр согласий и допусков") in seen.choices


@pytest.mark.parametrize(
    "said",
    [
        [],
        [("", [])],
        [("nobody", ["name"] * 6)],
        [("pupil-mentee", ["name"])],
        [("pupil-mentee", ["name", "grade", "", "", "", "unknown"])],
    ],
)
def test_a_mapping_that_does_not_fit_the_file_is_not_kept(rules: bytes, said: Any) -> None:
    assert map_columns(rules, InputFile("Ученики.csv", OWN), said) is None


def test_a_survey_with_headers_of_its_own_is_read_after_its_columns_are_named(head: FlaskClient) -> None:
    path, columns = bring(head)
    assert "Непонятно, что это за файл" in head.get(path).text
    assert "Абрикосова" in head.get(columns, query_string={"reads": "pupil-mentee"}).text
    post(head, columns, reads="pupil-mentee", **{"column-0": KEYS})
    page = head.get(path).text
    assert "Соответствие столбцов сохранено" in page
    assert "2 строки: 2 готовы" in page
    post(head, f"{path}/accept")
    assert "Принято файлов: 1" in head.get(path).text
    readiness = head.get(path.replace("/uploads", "/readiness")).text
    assert "всего ответили: 2" in readiness.replace("\n", " ")


def test_the_next_file_of_that_name_needs_no_asking(head: FlaskClient) -> None:
    path, columns = bring(head)
    post(head, columns, reads="pupil-mentee", **{"column-0": KEYS})
    again = LINK.search(head.get(path).text)
    post(head, path.replace("/uploads", f"/uploads/{again[1]}/drop")) if again else None
    sent = {
        "csrf_token": token_of(head.get("/programmes")),
        "role": "answers",
        "files": (io.BytesIO(OWN), "Ученики.csv"),
    }
    head.post(path, data=sent, content_type="multipart/form-data")
    page = head.get(path).text
    assert "2 строки: 2 готовы" in page
    assert "Ученики.toml" not in page, "a mapping is no file that somebody brought"


def test_half_a_mapping_says_what_is_missing(head: FlaskClient) -> None:
    path, columns = bring(head)
    post(head, columns, reads="pupil-mentee", **{"column-0": ["name"]})
    assert "Скажите о каждой таблице" in head.get(columns).text
    assert "Непонятно, что это за файл" in head.get(path).text


def test_columns_are_for_who_brings_files(live: Live, head: FlaskClient) -> None:
    _, columns = bring(head)
    for login, status in (("viewer", 403), ("stranger", 404)):
        other = live.app.test_client()
        log_in(other, login)
        assert other.get(columns).status_code == status, login
        assert post(other, columns, reads="ignore").status_code == status, login


def test_an_erasure_leaves_a_mapping_whole_or_destroys_it() -> None:
    """Rewritten as a table it could not be read, and no run of the programme would start."""
    mapping = InputFile(
        "Ученики.toml", '[[file]]\nname = "Абрикосова Дарья.csv"\nreads = "records"\n'.encode()
    )
    assert redact(mapping, Traces(names=("Барабанов Пётр",), codes=("Н-001",))) is None
    assert redact(mapping, Traces(names=("Абрикосова Дарья Ильинична",), codes=())) == (b"", 1)


@pytest.mark.parametrize(("language", "scripts"), [("ru", True), ("en", False)])
def test_the_page_can_be_used_by_everybody(
    browser: Any, live: Live, head: FlaskClient, language: str, scripts: bool
) -> None:
    _, columns = bring(head)
    walker = Walker(browser, live, language=language, scripts=scripts)
    walker.log_in("deputy")
    walker.go(columns)
    walker.page.select_option("select[name=reads]", "pupil-mentee")
    walker.press("main form[method=get] button")
    walker.check()
    walker.press("form[action$='/columns'] button")
    assert {"ru": "проверен заново", "en": "was checked again"}[language] in walker.text()
    walker.check()
    walker.close()
