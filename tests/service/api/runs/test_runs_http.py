"""Runs over HTTP: started once, followed, read in every form, page by page."""

import io
import json
import threading
from dataclasses import replace

import openpyxl
import pytest
from contract import check_problem
from http_sample import Caller, Service, new_programme

import service.api.runs.runs as started
from service.runs.accept import accept_run
from service.runs.port import QueueFull
from service.store.runs import Run


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
    check_problem(other, 422, "idempotency-key-reused")


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
        return accept_run(*asked, **created)

    monkeypatch.setattr(started, "accept_run", interrupted)
    send()
    second.join()
    first, other = sorted(
        answers, key=lambda answer: (answer.status_code, "Idempotent-Replayed" in answer.headers)
    )
    assert first.status_code == 202
    if other.status_code == 409:
        check_problem(other, 409, "in-progress")
    else:
        assert (other.status_code, other.json) == (202, first.json)
    assert len(caller.get(f"{programme}/runs").json["runs"]) == before + 1


def test_a_request_that_failed_leaves_its_key_free(caller: Caller) -> None:
    path, headers = new_programme(caller), {"Idempotency-Key": '"later"'}
    for _ in range(2):
        check_problem(caller.post(f"{path}/runs", {}, headers=headers), 409, "wrong-state")


def test_a_full_queue_is_503(
    caller: Caller, programme: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise QueueFull(10, 10)

    monkeypatch.setattr(service.runs, "enqueue", full)
    answer = caller.post(f"{programme}/runs", {})
    check_problem(answer, 503, "busy")
    assert answer.headers["Retry-After"] == "30"
    assert all(
        run["state"] == "finished" or run["id"] in service.runs.waiting
        for run in caller.get(f"{programme}/runs?limit=200").json["runs"]
    )


def test_a_run_without_files_is_refused(caller: Caller) -> None:
    check_problem(caller.post(f"{new_programme(caller)}/runs", {}), 409, "wrong-state")


def test_a_finished_run_has_a_strong_etag_and_cannot_be_stopped(caller: Caller, run: str) -> None:
    answer = caller.get(run)
    assert not answer.headers["ETag"].startswith("W/")
    assert caller.get(run, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    check_problem(caller.post(f"{run}/stop"), 409, "wrong-state")
    check_problem(caller.post(f"{run}/cancel"), 409, "wrong-state")


def test_a_waiting_run_says_when_to_ask_again(caller: Caller, programme: str) -> None:
    started = caller.post(f"{programme}/runs", {})
    answer = caller.get(started.headers["Location"])
    assert answer.headers["ETag"].startswith("W/")
    assert answer.headers["Retry-After"]
    check_problem(caller.get(f"{started.headers['Location']}/pairs"), 409, "wrong-state")
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
        check_problem(caller.get(f"{run}/pairs", query_string={"cursor": cursor}), 422, "invalid")
    for limit in ("0", "201", "x", "1.0"):
        check_problem(caller.get(f"{run}/pairs", query_string={"limit": limit}), 422, "invalid")


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


def test_who_listens_while_many_others_do_hears_how_it_stands_and_asks_again(
    service: Service, caller: Caller, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each stream takes a thread; the other half of them is left to those who ask."""
    path = caller.post(f"{programme}/runs", {}).headers["Location"]
    stream = {"headers": {"Accept": "text/event-stream"}}
    places = threading.Semaphore(4)
    parts = replace(service.app.extensions["matcher"], listeners=places)  # none is held by an earlier test
    monkeypatch.setitem(service.app.extensions, "matcher", parts)
    assert [places.acquire(blocking=False) for _ in range(5)] == [True] * 4 + [False]
    monkeypatch.setattr("service.api.runs.events.time.sleep", lambda _: pytest.fail("it waits"))
    assert '"created"' in caller.get(f"{path}/events?seconds=600", **stream).text
    places.release()
    listening = caller.get(f"{path}/events?seconds=600", buffered=False, **stream)
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
