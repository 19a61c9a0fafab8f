"""Each status of the contract, and what a client may rely on."""

import io
import json
import threading

import openpyxl
import pytest
from http_sample import CSV, Caller, Service, new_programme

import service.api.runs as started
from service.api.child import ChildOverLimit
from service.runs.accept import accept_run
from service.runs.port import QueueFull
from service.store.runs import Run
from service.store.users import Role

PROBLEM = "application/problem+json"
NOWHERE = "/v1/programmes/prg_" + "0" * 26


@pytest.fixture
def caller(service: Service) -> Caller:
    return service.client()


def _problem(answer: object, status: int, code: str) -> dict[str, object]:
    assert answer.status_code == status, answer.text  # type: ignore[attr-defined]
    assert answer.content_type == PROBLEM  # type: ignore[attr-defined]
    body: dict[str, object] = json.loads(answer.data)  # type: ignore[attr-defined]
    assert (body["status"], body["code"]) == (status, code)
    assert {"type", "title", "detail", "instance", "request_id"} <= body.keys()
    return body


def test_without_a_key_nobody_is_answered(service: Service) -> None:
    answer = service.app.test_client().get("/v1/programmes")
    _problem(answer, 401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_problem_speaks_the_clients_language(caller: Caller) -> None:
    russian = _problem(caller.get(NOWHERE), 404, "not-found")
    english = _problem(caller.get(NOWHERE, headers={"Accept-Language": "en"}), 404, "not-found")
    assert russian["title"] == "Не найдено"
    assert english["title"] == "Not found"


def test_every_problem_type_has_a_page(caller: Caller) -> None:
    page = caller.get(_problem(caller.get(NOWHERE), 404, "not-found")["type"])  # type: ignore[arg-type]
    assert page.status_code == 200


def test_malformed_json_is_400(caller: Caller) -> None:
    for data in (b"{", b'{"ready": NaN}', b"[" * 100_000, b"\xff"):
        answer = caller.post("/v1/programmes", data=data, content_type="application/json")
        _problem(answer, 400, "malformed")


def test_another_content_type_is_415(caller: Caller) -> None:
    _problem(
        caller.post("/v1/programmes", data=b"a=1", content_type="text/plain"), 415, "unsupported-media-type"
    )


def test_a_form_that_does_not_exist_is_406(caller: Caller) -> None:
    _problem(caller.get("/v1/programmes", headers={"Accept": "image/png"}), 406, "not-acceptable")


def test_every_wrong_field_is_named_and_no_value_echoed(caller: Caller) -> None:
    sent = {"ready": 5, "title": "", "Иванова Мария": "secret-value"}
    body = _problem(caller.post("/v1/programmes", sent), 422, "invalid")
    text = json.dumps(body, ensure_ascii=False)
    assert {error["pointer"] for error in body["errors"]} == {"/ready", "/title", "/"}  # type: ignore[attr-defined]
    assert "Иванова" not in text
    assert "secret-value" not in text


def test_too_large_a_body_is_413_and_the_limit_is_stated(caller: Caller, programme: str) -> None:
    query = {"name": "a.csv"}
    answer = caller.post(f"{programme}/imports", data=b"x" * 20_000_001, content_type=CSV, query_string=query)
    assert "20" in str(_problem(answer, 413, "too-large")["detail"])


def test_a_programme_with_faults_is_refused_with_their_places(caller: Caller) -> None:
    body = _problem(caller.post("/v1/programmes", {"source": "key = 1"}), 422, "invalid")
    assert body["errors"]


def test_a_bad_file_gets_its_problems_with_row_and_column(caller: Caller, programme: str) -> None:
    for content in (b"\x00\x00\x00", b'"unclosed', b"<html></html>", b"PK\x03\x04broken", b";;;\n"):
        answer = caller.post(
            f"{programme}/imports", data=content, content_type=CSV, query_string={"name": "bad.csv"}
        )
        assert answer.status_code == 202, answer.text
        assert answer.json["state"] == "refused", content
        assert answer.json["problems"]
        location = answer.headers["Location"]
        _problem(caller.post(f"{location}/accept"), 409, "wrong-state")


def test_a_child_over_its_limit_is_413(
    caller: Caller, programme: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def over(*_: object) -> None:
        raise ChildOverLimit

    monkeypatch.setattr(service.app.extensions["matcher"].child, "call", over)
    answer = caller.post(
        f"{programme}/imports", data=b"a;b", content_type=CSV, query_string={"name": "bomb.csv"}
    )
    _problem(answer, 413, "too-large")


def test_the_same_key_and_body_give_the_same_run(caller: Caller, programme: str) -> None:
    headers = {"Idempotency-Key": '"one"'}
    first = caller.post(f"{programme}/runs", {}, headers=headers)
    again = caller.post(f"{programme}/runs", {}, headers=headers)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json == again.json
    assert first.headers["Location"] == again.headers["Location"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert {"Retry-After", "Location"} <= set(first.headers.keys())
    other = caller.post(f"{programme}/runs", {"shortlist": 3}, headers=headers)
    _problem(other, 422, "idempotency-key-reused")


def test_a_request_sent_again_while_the_first_is_at_work_starts_nothing(
    caller: Caller, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers, answers = {"Idempotency-Key": '"twice"'}, []
    before = len(caller.get(f"{programme}/runs").json["runs"])

    def send() -> None:
        answers.append(caller.post(f"{programme}/runs", {}, headers=headers))

    second = threading.Thread(target=send)

    def interrupted(*asked: object, **created: object) -> Run:
        if not second.is_alive() and not answers:
            second.start()
            second.join(1.0)  # on SQLite it waits until the first is done
        return accept_run(*asked, **created)  # type: ignore[arg-type]

    monkeypatch.setattr(started, "accept_run", interrupted)
    send()
    second.join()
    first, other = sorted(
        answers, key=lambda answer: (answer.status_code, "Idempotent-Replayed" in answer.headers)
    )
    assert first.status_code == 202
    if other.status_code == 409:
        _problem(other, 409, "in-progress")
    else:
        assert (other.status_code, other.json) == (202, first.json)
    assert len(caller.get(f"{programme}/runs").json["runs"]) == before + 1


def test_a_request_that_failed_leaves_its_key_free(caller: Caller) -> None:
    path, headers = new_programme(caller), {"Idempotency-Key": '"later"'}
    for _ in range(2):
        _problem(caller.post(f"{path}/runs", {}, headers=headers), 409, "wrong-state")


def test_a_full_queue_is_503(
    caller: Caller, programme: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise QueueFull(10, 10)

    monkeypatch.setattr(service.runs, "enqueue", full)
    answer = caller.post(f"{programme}/runs", {})
    _problem(answer, 503, "busy")
    assert answer.headers["Retry-After"] == "30"
    assert all(
        run["state"] == "finished" or run["id"] in service.runs.waiting
        for run in caller.get(f"{programme}/runs?limit=200").json["runs"]
    )


def test_a_run_without_files_is_refused(caller: Caller) -> None:
    _problem(caller.post(f"{new_programme(caller)}/runs", {}), 409, "wrong-state")


def test_a_finished_run_has_a_strong_etag_and_cannot_be_stopped(caller: Caller, run: str) -> None:
    answer = caller.get(run)
    assert not answer.headers["ETag"].startswith("W/")
    assert caller.get(run, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    _problem(caller.post(f"{run}/stop"), 409, "wrong-state")
    _problem(caller.post(f"{run}/cancel"), 409, "wrong-state")


def test_a_waiting_run_says_when_to_ask_again(caller: Caller, programme: str) -> None:
    started = caller.post(f"{programme}/runs", {})
    answer = caller.get(started.headers["Location"])
    assert answer.headers["ETag"].startswith("W/")
    assert answer.headers["Retry-After"]
    _problem(caller.get(f"{started.headers['Location']}/pairs"), 409, "wrong-state")
    assert caller.post(f"{started.headers['Location']}/cancel").status_code == 202


def test_pages_follow_each_other_and_a_strange_cursor_is_refused(caller: Caller, run: str) -> None:
    seen, path = [], f"{run}/pairs?limit=3"
    while path:
        answer = caller.get(path)
        seen += [(pair["form"], pair["mentee"], pair["mentor"]) for pair in answer.json["pairs"]]
        link = answer.headers.get("Link", "")
        path = link[1 : link.index(">")] if link else ""
    whole = caller.get(f"{run}/pairs?limit=200").json["pairs"]
    assert seen == [(pair["form"], pair["mentee"], pair["mentor"]) for pair in whole]
    for cursor in ("!", "AAAA", "YWZ0ZXI6_w"):
        _problem(caller.get(f"{run}/pairs", query_string={"cursor": cursor}), 422, "invalid")
    for limit in ("0", "201", "x", "1.0"):
        _problem(caller.get(f"{run}/pairs", query_string={"limit": limit}), 422, "invalid")


def test_pairs_come_as_tables_too(caller: Caller, run: str) -> None:
    table = caller.get(f"{run}/pairs", headers={"Accept": "text/csv"})
    assert table.data.startswith(b"\xef\xbb\xbfform;mentee")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book = openpyxl.load_workbook(io.BytesIO(caller.get(f"{run}/pairs", headers={"Accept": kind}).data))
    assert book.active is not None
    assert book.active["A1"].value == "form"


def test_reasons_explanations_and_the_unmatched_are_told(caller: Caller, run: str) -> None:
    pair = caller.get(f"{run}/pairs/reasons").json["pairs"][0]
    assert pair["parts"]
    query = {"who": pair["mentee"], "with": pair["mentor"]}
    told = caller.get(f"{run}/explanations", query_string=query)
    assert any(pair["mentor"] in line for line in told.json["lines"]), told.text
    assert set(told.json["names"]) >= {pair["mentee"], pair["mentor"]}
    assert caller.get(f"{run}/explanations?who=nobody").status_code == 404
    for person in caller.get(f"{run}/unmatched").json["unmatched"]:
        assert person["reason"]
        assert person["funnel"]


def test_the_certificate_is_verified_when_asked(caller: Caller, run: str) -> None:
    told = caller.get(f"{run}/certificate")
    assert told.json["verdict"] == {"valid": True, "violations": []}, told.text
    assert caller.get(f"{run}/certificate/file").data.startswith(b"PK")


def test_a_run_compared_with_itself_is_the_same(caller: Caller, run: str) -> None:
    told = caller.get(f"{run}/compare/{run.rsplit('/', 1)[1]}").json
    assert (told["moved"], told["inputs"], told["causes"]) == ([], [], [])


def test_readiness_needs_no_run(caller: Caller, programme: str) -> None:
    told = caller.get(f"{programme}/readiness")
    assert told.status_code == 200, told.text
    assert told.json["people"] > 0


def test_who_listens_while_many_others_do_hears_how_it_stands_and_asks_again(
    service: Service, caller: Caller, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each stream takes a thread; the other half of them is left to those who ask."""
    path = caller.post(f"{programme}/runs", {}).headers["Location"]
    stream = {"headers": {"Accept": "text/event-stream"}}
    places = service.app.extensions["matcher"].listeners
    assert [places.acquire(blocking=False) for _ in range(5)] == [True] * 4 + [False]
    monkeypatch.setattr("service.api.events.time.sleep", lambda _: pytest.fail("it waits"))
    assert '"created"' in caller.get(f"{path}/events?seconds=600", **stream).text
    places.release()
    listening = caller.get(f"{path}/events?seconds=600", **stream)
    with pytest.raises(pytest.fail.Exception, match="it waits"):
        assert listening.text
    listening.close()
    assert [places.acquire(blocking=False) for _ in range(2)] == [True, False], "a place is given back"
    for _ in range(4):
        places.release()
    caller.post(f"{path}/cancel")


def test_events_say_what_polling_says(caller: Caller, run: str) -> None:
    stream = caller.get(f"{run}/events?seconds=0", headers={"Accept": "text/event-stream"}).text
    assert json.loads(stream.split("data: ", 1)[1].strip()) == caller.get(run).json


def test_a_decision_is_obeyed_by_the_next_run(
    caller: Caller, programme: str, service: Service, run: str
) -> None:
    pair = caller.get(f"{run}/pairs").json["pairs"][-1]
    body = {"kind": "forbid", "first": pair["mentee"], "second": pair["mentor"]}
    made = caller.post(f"{programme}/constraints", body)
    assert made.status_code == 201, made.text
    _problem(caller.post(f"{programme}/constraints", body), 409, "wrong-state")
    started = caller.post(f"{programme}/runs", {})
    service.runs.carry()
    pairs = caller.get(f"{started.headers['Location']}/pairs?limit=200").json["pairs"]
    assert (pair["mentee"], pair["mentor"]) not in {(one["mentee"], one["mentor"]) for one in pairs}
    assert caller.delete(made.headers["Location"]).status_code == 204


def test_a_decision_no_run_could_obey_is_refused(caller: Caller, programme: str, run: str) -> None:
    pair = caller.get(f"{run}/pairs").json["pairs"][0]
    mentee, mentor = pair["mentee"], pair["mentor"]
    wrong = {
        ("first", "unknown-code"): {"first": "Н-999", "second": mentor},
        ("second", "unknown-code"): {"first": mentee, "second": "М-999"},
        ("second", "same"): {"first": mentee, "second": mentee},
        ("second", "no-form"): {"first": mentor, "second": mentee},
        ("form", "unknown-form"): {"first": mentee, "second": mentor, "form": "nowhere"},
    }
    for (field, code), given in wrong.items():
        body = _problem(caller.post(f"{programme}/constraints", {"kind": "lock", **given}), 422, "invalid")
        assert [(one["pointer"], one["code"]) for one in body["errors"]] == [(f"/{field}", code)]  # type: ignore[attr-defined]


def test_people_another_system_sends_are_told_where_they_are_wrong(caller: Caller) -> None:
    people = f"{new_programme(caller)}/participants"
    good = {"name": "Пеналова Ирина Львовна", "grade": "7А", "organisation": "Гимназия"}
    sent = [{"external_id": "s-1", "base": "pupils", "answers": {**good, "grade": "не скажу"}}]
    checked = caller.post(f"{people}?dry_run=true", {"participants": sent}).json
    assert (checked["dry_run"], caller.get(people).json["participants"]) == (True, [])
    assert "/participants/0/answers/grade" in {one["pointer"] for one in checked["problems"]}
    assert "не скажу" not in json.dumps(checked, ensure_ascii=False)
    sent[0]["answers"] = good
    for _ in range(2):
        answer = caller.post(people, {"participants": sent})
        assert answer.status_code == 200, answer.text
    [person] = caller.get(people).json["participants"]
    assert (person["external_id"], person["grade"], person["side"]) == ("s-1", "7А", "mentee")
    other = [{"external_id": "s-2", "base": "pupils", "answers": {**good, "name": "Линейкин Глеб Ильич"}}]
    again = caller.post(people, {"participants": other}).json
    assert all(one["pointer"] is None or "/0/" in one["pointer"] for one in again["problems"])
    assert [one["external_id"] for one in caller.get(people).json["participants"]].count("s-1") == 1


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
        _problem(answer, 422, "invalid")
        assert caller.get(people).json["participants"] == []


def test_bodies_the_programme_does_not_know_are_refused_whole(caller: Caller) -> None:
    people = f"{new_programme(caller)}/participants"
    one = {"external_id": "s-1", "base": "pupils", "answers": {"name": "Пеналова Ирина Львовна"}}
    sent = [one, {**one, "base": "nowhere"}, {"external_id": "s-3", "base": "pupils", "answers": {"zz": "1"}}]
    body = _problem(caller.post(people, {"participants": sent}), 422, "invalid")
    assert [error["pointer"] for error in body["errors"]] == [  # type: ignore[attr-defined]
        "/participants/1/external_id",
        "/participants/1/base",
        "/participants/2/answers",
    ]
    assert caller.get(people).json["participants"] == []


def test_an_if_match_may_name_several_versions_or_any(caller: Caller) -> None:
    path = new_programme(caller)
    for said, status in (('"7", "1"', 200), ('"1"', 412), ('W/"2"', 412), ("*", 200)):
        assert caller.patch(path, {"title": "Рядом"}, headers={"If-Match": said}).status_code == status, said


def test_lists_that_are_computed_have_pages_too(caller: Caller, run: str) -> None:
    for place, name in (("unmatched", "unmatched"), ("pairs/reasons", "pairs")):
        seen, path = [], f"{run}/{place}?limit=4"
        while path:
            answer = caller.get(path)
            seen += answer.json[name]
            link = answer.headers.get("Link", "")
            path = link[1 : link.index(">")] if link else ""
        assert seen == caller.get(f"{run}/{place}?limit=200").json[name]
        assert len(seen) > 4


def test_a_methodologist_sees_codes_and_no_names(service: Service, run: str, programme: str) -> None:
    caller = service.client(Role.METHODOLOGIST)
    assert all(pair["mentee_name"] is None for pair in caller.get(f"{run}/pairs").json["pairs"])
    people = caller.get(f"{programme}/participants").json["participants"]
    assert people
    assert all(person["name"] is None for person in people)
    assert caller.get(f"{run}/papers").status_code == 403


def test_a_webhook_may_not_point_inside(service: Service) -> None:
    caller = service.client(Role.HEAD)
    for url in (
        "https://127.0.0.1/x",
        "https://[::1]/",
        "https://10.0.0.8/",
        "http://lms.example/",
        "https://a:b@lms.example/",
        "ftp://x",
        "https://[::ffff:127.0.0.1]/",
    ):
        answer = caller.post("/v1/webhook-endpoints", {"url": url, "events": ["run.finished"]})
        _problem(answer, 422, "invalid")
    made = caller.post("/v1/webhook-endpoints", {"url": "https://lms.example/x", "events": ["run.finished"]})
    assert made.json["secret"].startswith("whsec_")
    assert "secret" not in caller.get(made.headers["Location"]).json


def test_keys_are_shown_once_scoped_and_revoked(service: Service) -> None:
    head = service.client(Role.HEAD)
    made = head.post("/v1/api-keys", {"title": "Журнал", "role": "curator", "scopes": ["read"]}).json
    other = Caller(service.app.test_client(), made["key"])
    assert other.get("/v1/programmes").status_code == 200
    assert other.post("/v1/programmes", {"ready": "r2-gymnasium"}).status_code == 403
    assert made["key"] not in head.get("/v1/api-keys").text
    assert head.delete(f"/v1/api-keys/{made['id']}").status_code == 204
    assert other.get("/v1/programmes").status_code == 401
    over = head.post("/v1/api-keys", {"title": "x", "role": "operator"})
    assert over.status_code == 201


def test_the_chain_of_records_holds(service: Service, run: str) -> None:
    head = service.client(Role.HEAD)
    assert head.get("/v1/audit-events/verdict").json == {"whole": True, "broken_at": None}
    actions = {event["action"] for event in head.get("/v1/audit-events?limit=200").json["audit_events"]}
    assert {"programme.created", "import.accepted", "run.accepted"} <= actions
