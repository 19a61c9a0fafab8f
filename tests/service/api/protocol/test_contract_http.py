"""Each status of the contract: what is refused, how it is told, and that nothing sent comes back."""

import json
import sqlite3
from unittest.mock import Mock

import pytest
from contract import NOWHERE, check_problem
from http_sample import CSV, Caller, Service, new_programme
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from service.child.child import ChildOverLimit


def test_without_a_key_nobody_is_answered(service: Service) -> None:
    answer = service.app.test_client().get("/v1/programmes")
    check_problem(answer, 401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_problem_speaks_the_clients_language(caller: Caller) -> None:
    russian = check_problem(caller.get(NOWHERE), 404, "not-found")
    english = check_problem(caller.get(NOWHERE, headers={"Accept-Language": "en"}), 404, "not-found")
    assert russian["title"] == "Не найдено"
    assert english["title"] == "Not found"


def test_every_problem_type_has_a_page(caller: Caller) -> None:
    page = caller.get(check_problem(caller.get(NOWHERE), 404, "not-found")["type"])
    assert page.status_code == 200


def test_malformed_json_is_400(caller: Caller) -> None:
    for data in (b"{", b'{"ready": NaN}', b"[" * 100_000, b"\xff"):
        answer = caller.post("/v1/programmes", data=data, content_type="application/json")
        check_problem(answer, 400, "malformed")


def test_another_content_type_is_415(caller: Caller) -> None:
    check_problem(
        caller.post("/v1/programmes", data=b"a=1", content_type="text/plain"), 415, "unsupported-media-type"
    )


def test_a_form_that_does_not_exist_is_406(caller: Caller) -> None:
    check_problem(caller.get("/v1/programmes", headers={"Accept": "image/png"}), 406, "not-acceptable")


def test_every_wrong_field_is_named_and_no_value_echoed(caller: Caller) -> None:
    sent = {"ready": 5, "title": "", "Иванова Мария": "secret-value"}
    body = check_problem(caller.post("/v1/programmes", sent), 422, "invalid")
    text = json.dumps(body, ensure_ascii=False)
    assert {error["pointer"] for error in body["errors"]} == {"/ready", "/title", "/"}
    assert "Иванова" not in text
    assert "secret-value" not in text


def test_too_large_a_body_is_413_and_the_limit_is_stated(caller: Caller, programme: str) -> None:
    query = {"name": "a.csv"}
    answer = caller.post(f"{programme}/imports", data=b"x" * 20_000_001, content_type=CSV, query_string=query)
    assert "20" in str(check_problem(answer, 413, "too-large")["detail"])


def test_a_programme_with_faults_is_refused_with_their_places(caller: Caller) -> None:
    body = check_problem(caller.post("/v1/programmes", {"source": "key = 1"}), 422, "invalid")
    assert body["errors"]
    broken = {"source": "key = 'a'\ntitle == 2\n"}
    told = caller.post("/v1/programmes", broken, headers={"Accept-Language": "en"}).json["errors"]
    assert [one["pointer"] for one in told] == ["/source"]
    assert "line 2" in told[0]["detail"]


def test_a_bad_file_gets_its_problems_with_row_and_column(caller: Caller, programme: str) -> None:
    for content in (b"\x00\x00\x00", b'"unclosed', b"<html></html>", b"PK\x03\x04broken", b";;;\n"):
        answer = caller.post(
            f"{programme}/imports", data=content, content_type=CSV, query_string={"name": "bad.csv"}
        )
        assert answer.status_code == 202, answer.text
        assert answer.json["state"] == "refused", content
        assert answer.json["problems"]
        location = answer.headers["Location"]
        check_problem(caller.post(f"{location}/accept"), 409, "wrong-state")


def test_a_child_over_its_limit_is_413(
    caller: Caller, programme: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def over(*_: object) -> None:
        raise ChildOverLimit

    monkeypatch.setattr(service.app.extensions["matcher"].child, "call", over)
    answer = caller.post(
        f"{programme}/imports", data=b"a;b", content_type=CSV, query_string={"name": "bomb.csv"}
    )
    check_problem(answer, 413, "too-large")


def test_what_a_database_cannot_keep_is_refused_and_is_no_fault(caller: Caller, service: Service) -> None:
    """PostgreSQL holds to the lengths of its columns, SQLite does not."""
    people = f"{new_programme(caller)}/participants"
    answers = {"name": f"Пеналова {'И' * 700} Львовна", "grade": "7А", "organisation": "Гимназия"}
    answer = caller.post(
        people, {"participants": [{"external_id": "s-1", "base": "pupils", "answers": answers}]}
    )
    if service.store.engine.dialect.name == "sqlite":
        assert answer.status_code == 200
    else:
        check_problem(answer, 422, "invalid")
        assert caller.get(people).json["participants"] == []


def test_bodies_the_programme_does_not_know_are_refused_whole(caller: Caller) -> None:
    people = f"{new_programme(caller)}/participants"
    one = {"external_id": "s-1", "base": "pupils", "answers": {"name": "Пеналова Ирина Львовна"}}
    sent = [one, {**one, "base": "nowhere"}, {"external_id": "s-3", "base": "pupils", "answers": {"zz": "1"}}]
    body = check_problem(caller.post(people, {"participants": sent}), 422, "invalid")
    assert [error["pointer"] for error in body["errors"]] == [
        "/participants/1/external_id",
        "/participants/1/base",
        "/participants/2/answers",
    ]
    assert caller.get(people).json["participants"] == []


def test_a_database_that_cannot_write_is_503_and_leaves_its_code_in_the_log(
    service: Service, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = sqlite3.OperationalError("database or disk is full: Пеналова")
    said.sqlite_errorname = "SQLITE_FULL"
    failed = OperationalError("INSERT", {}, said)
    monkeypatch.setattr(service.store, "doors", Mock(side_effect=failed))
    with capture_logs() as logged:
        answer = caller.get("/v1/programmes")
    assert answer.headers["Retry-After"] == "5"
    assert "диск полон" in str(check_problem(answer, 503, "busy")["detail"])
    assert {"event": "database-failed", "log_level": "warning", "code": "SQLITE_FULL"} in logged
    assert "Пеналова" not in str(logged) + answer.text
