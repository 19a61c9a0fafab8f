import re
import sqlite3
from unittest.mock import Mock

import pytest
from flask.testing import FlaskClient
from live import Live
from page_forms import FILLED, token_of
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from visits import log_in, new_programme, post

from service.child.child import ChildBusy
from service.pages.frame import POLICY
from service.store.journal import Access
from service.store.programmes import Programme
from service.store.run_states import RunOutcome
from service.store.runs import Run
from service.store.users import Membership, Role, User

NAME = re.compile(r"<b>([А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+)</b>")


@pytest.fixture(scope="module")
def finished(live: Live) -> tuple[str, str, str]:
    """Make a programme of ours with a finished run and a file: (programme, run, import)."""
    client = live.app.test_client()
    log_in(client, "head")
    path = post(client, "/programmes", key="r4-additional-education").headers["Location"]
    programme = path.split("/")[2]
    post(client, f"/programmes/{programme}/uploads/example")
    import_id = re.search(r"/uploads/(imp_\w+)/", client.get(path).text)
    assert import_id
    post(client, f"/programmes/{programme}/uploads/accept")
    run = post(client, f"/programmes/{programme}/runs").headers["Location"].split("/")[2]
    live.wait_for_end(run)
    assert live.runs.status(run).outcome is RunOutcome.OPTIMAL
    return programme, run, import_id.group(1)


def paths(programme: str, run: str, import_id: str) -> tuple[list[str], list[str]]:
    """Return every address that names something: those read and those written to."""
    read = [
        f"/programmes/{programme}",
        f"/programmes/{programme}/uploads",
        f"/programmes/{programme}/readiness",
        f"/programmes/{programme}/importance",
    ]
    read += [f"/programmes/{programme}/handout.zip", f"/uploads/{import_id}/corrected.xlsx"]
    read += [
        f"/runs/{run}{rest}"
        for rest in ("", "/watch", "/pairs", "/unmatched", "/orders", "/telling", "/papers.zip")
    ]
    read += [f"/runs/{run}/papers/pairs.csv", f"/runs/{run}/papers/report-head.html"]
    write = [f"/programmes/{programme}/uploads", f"/programmes/{programme}/uploads/example"]
    write += [f"/programmes/{programme}/{rest}" for rest in ("uploads/accept", "runs", "importance")]
    write += [f"/uploads/{import_id}/{rest}" for rest in ("accept", "drop", "columns")]
    doings = ("stop", "cancel", "approve", "number", "telling", "telling/recall")
    write += [f"/runs/{run}/{rest}" for rest in doings]
    write += [f"/programmes/{programme}/decisions", f"/programmes/{programme}/decisions/con_1/withdraw"]
    write += [f"/runs/{run}/changes{rest}" for rest in ("", "/undo", "/redo")]
    return read, write


def test_every_route_is_walked(live: Live, finished: tuple[str, str, str]) -> None:
    """The lists above leave no page out."""
    walked = {re.sub(r"(prg|run|imp|con)_\w+", "*", path) for part in paths(*finished) for path in part}
    walked |= {"/summary", "/login/provider", "/login/provider/back", "/login/provider/end"}
    walked |= {"/", "/login", "/logout", "/password", "/programmes", "/assets/report.css", "/assets/*"}
    walked |= {"/keys", "/keys/*/revoke"}
    rules = [rule for rule in live.app.url_map.iter_rules() if rule.endpoint.startswith("pages.")]
    known = {re.sub(r"<[^>]+>", "*", rule.rule) for rule in rules}
    assert {path.replace("/papers/*", "/papers/pairs.csv") for path in known} <= walked


def test_nothing_of_another_organisation_exists(live: Live, finished: tuple[str, str, str]) -> None:
    """Every address of ours is «no such page» for a head of another school, and nothing of ours changes."""
    stranger = live.app.test_client()
    log_in(stranger, "stranger")
    read, write = paths(*finished)
    assert [path for path in read if stranger.get(path).status_code != 404] == []
    assert [path for path in write if post(stranger, path, **FILLED).status_code != 404] == []
    assert stranger.get("/programmes").text.count(finished[0]) == 0


def test_who_only_looks_changes_nothing(live: Live, finished: tuple[str, str, str]) -> None:
    """A viewer reads the pages and may press nothing; what only the curator sees is not given."""
    viewer = live.app.test_client()
    log_in(viewer, "viewer")
    read, write = paths(*finished)
    assert [path for path in write if post(viewer, path, **FILLED).status_code != 403] == []
    refused = [path for path in read if viewer.get(path).status_code != 200]
    assert refused == [f"/uploads/{finished[2]}/corrected.xlsx"]
    assert viewer.get(f"/runs/{finished[1]}/papers/report-curator.html").status_code == 404
    assert "report-curator" not in viewer.get(f"/runs/{finished[1]}/orders").text


def test_a_curator_does_not_sign(live: Live, finished: tuple[str, str, str]) -> None:
    """Approving is the head's."""
    curator = live.app.test_client()
    log_in(curator, "curator")
    assert post(curator, f"/runs/{finished[1]}/approve", **FILLED).status_code == 403


def test_a_methodologist_sees_codes(live: Live, finished: tuple[str, str, str]) -> None:
    """Pairs by code; no name, no file, no cell."""
    guest = live.app.test_client()
    log_in(guest, "methodologist")
    head = live.app.test_client()
    log_in(head, "head")
    names = re.findall(
        r"<b>([А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+)</b>", head.get(f"/runs/{finished[1]}/pairs").text
    )
    assert names
    for page in (
        f"/runs/{finished[1]}/pairs",
        f"/runs/{finished[1]}/unmatched",
        f"/programmes/{finished[0]}/readiness",
    ):
        text = guest.get(page).text
        assert [name for name in names if name in text] == []
    assert re.search(r"<b>[НМ]-\d+</b>", guest.get(f"/runs/{finished[1]}/pairs").text)
    assert guest.get(f"/runs/{finished[1]}/papers.zip").status_code == 403
    assert guest.get(f"/programmes/{finished[0]}/uploads").status_code == 403
    # What each criterion says repeats answers: only its points are given.
    words = re.findall(r'<td class="n">[^<]+</td><td>([^<]+)', head.get(f"/runs/{finished[1]}/pairs").text)
    assert words
    assert not re.search(r'<td class="n">[^<]+</td><td>[^<]', guest.get(f"/runs/{finished[1]}/pairs").text)


def test_a_methodologist_of_a_district_sees_several_schools(
    live: Live, finished: tuple[str, str, str]
) -> None:
    """One table of numbers over both; programmes of both open, and nothing is written in either."""
    with live.store.whole() as session:
        guest = session.scalars(select(User.id).where(User.login == "methodologist")).one()
        places = set(session.scalars(select(Membership.organisation_id)))
        own = set(session.scalars(select(Membership.organisation_id).where(Membership.user_id == guest)))
        others = [
            Membership(user_id=guest, organisation_id=place, role=Role.METHODOLOGIST)
            for place in places - own
        ]
        session.add_all(others)
    stranger = live.app.test_client()
    log_in(stranger, "stranger")
    theirs = post(stranger, "/programmes", key="r5-teachers").headers["Location"].split("/")[2]
    client = live.app.test_client()
    log_in(client, "methodologist")
    assert "/summary" in client.get("/programmes").text
    table = client.get("/summary").text
    assert finished[0] in table
    assert theirs in table
    assert client.get(f"/programmes/{theirs}").status_code == 200
    assert post(client, f"/programmes/{theirs}/runs").status_code == 403
    with live.store.whole() as session:
        for row in others:
            session.delete(session.get_one(Membership, row.id))
    assert client.get(f"/programmes/{theirs}").status_code == 404


def test_a_page_with_names_leaves_a_trace_and_one_of_codes_leaves_none(
    live: Live, finished: tuple[str, str, str]
) -> None:
    def looks() -> list[str | None]:
        with live.store.whole(read_only=True) as session:
            query = select(Access.actor).where(Access.subject == finished[0], Access.action == "page")
            return list(session.scalars(query))

    with live.store.whole(read_only=True) as session:
        viewer = session.scalars(select(User.id).where(User.login == "viewer")).one()
    before = len(looks())
    for login in ("viewer", "methodologist"):
        client = live.app.test_client()
        log_in(client, login)
        assert client.get(f"/runs/{finished[1]}/pairs").status_code == 200
    assert len(looks()) == before + 1
    assert looks().count(viewer) >= 1


def test_stages_come_before_approval(live: Live, finished: tuple[str, str, str]) -> None:
    """Nothing becomes an order before the interviews, whatever form is sent."""
    head = live.app.test_client()
    log_in(head, "head")
    said = head.get(f"/runs/{finished[1]}/orders").text
    assert "Утвердить пока нельзя" in said
    assert 'name="agreed"' not in said
    post(head, f"/runs/{finished[1]}/approve", **FILLED)
    assert "этап не пройден" in head.get(f"/runs/{finished[1]}/orders").text
    with live.store.whole(read_only=True) as session:
        assert session.scalar(select(Run.id).where(Run.id == finished[1])) is not None
    assert head.get(f"/runs/{finished[1]}/papers/orders/studio.docx").status_code == 404


@pytest.mark.parametrize("path", ["/login", "/programmes", "/assets/pages.css", "/nowhere/else"])
def test_every_answer_keeps_to_itself(live: Live, path: str) -> None:
    client = live.app.test_client()
    log_in(client, "deputy")
    with client.get(path) as answer:
        headers = answer.headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_page_with_names_is_kept_by_nobody(live: Live) -> None:
    client = live.app.test_client()
    log_in(client, "head")
    answer = client.get("/programmes")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_a_form_from_elsewhere_does_nothing(live: Live, visitor: FlaskClient) -> None:
    """No token, a wrong one, or a browser that says the form stood on another site."""
    log_in(visitor, "head")
    good = token_of(visitor.get("/programmes"))
    form = {"key": "r2-gymnasium"}
    with live.store.whole(read_only=True) as session:
        before = len(session.scalars(select(Programme)).all())
    assert visitor.post("/programmes", data=form).status_code == 400
    assert visitor.post("/programmes", data={**form, "csrf_token": "x"}).status_code == 400
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert (
        visitor.post("/programmes", data={**form, "csrf_token": good}, headers=elsewhere).status_code == 400
    )
    with live.store.whole(read_only=True) as session:
        assert len(session.scalars(select(Programme)).all()) == before


@pytest.mark.parametrize("cut", [0, 10, 60, 120, 170, 400])
def test_a_form_cut_off_on_the_way_is_no_fault_of_the_program(
    cut: int, live: Live, visitor: FlaskClient, finished: tuple[str, str, str]
) -> None:
    log_in(visitor, "head")
    token = token_of(visitor.get("/programmes"))
    whole = (
        b'--x\r\nContent-Disposition: form-data; name="role"\r\n\r\nanswers\r\n--x\r\n'
        b'Content-Disposition: form-data; name="files"; filename="../../a.csv"\r\n\r\na;b\r\n1;2\r\n--x--\r\n'
    )
    answer = visitor.post(
        f"/programmes/{finished[0]}/uploads",
        data=whole[:cut],
        headers={"X-CSRFToken": token, "Content-Type": "multipart/form-data; boundary=x"},
    )
    assert answer.status_code in (302, 400)
    assert ".." not in visitor.get(f"/programmes/{finished[0]}/uploads").text


def test_a_database_that_is_down_or_full_is_no_fault_of_the_program(
    live: Live, head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = OperationalError("SELECT", {}, sqlite3.OperationalError("disk I/O error"))
    monkeypatch.setattr(live.store, "whole", Mock(side_effect=failed))  # not even who asks can be looked up
    answer = head.get("/programmes")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "диск полон" in answer.text


@pytest.mark.parametrize("way", ["copy", "handout"])
def test_who_comes_while_every_helper_is_busy_is_asked_to_come_again(
    way: str, live: Live, head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = new_programme(head)

    def busy(*_: object) -> None:
        raise ChildBusy

    monkeypatch.setattr(live.app.extensions["matcher"].child, "call", busy)
    ways = {
        "copy": lambda: post(head, "/programmes", key="r2-gymnasium"),
        "handout": lambda: head.get(f"{programme}/handout.zip"),
    }
    answer = ways[way]()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Ошибка программы" not in answer.text
