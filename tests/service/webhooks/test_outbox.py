"""Notices are written with what they tell of, arrive once, and are given up in the end."""

import http.client
import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from receiver import is_signed

from service.store import schema
from service.store.base import now
from service.store.journal import Message, WebhookEndpoint
from service.store.organisation import Organisation
from service.store.store import Store
from service.webhooks.addresses import Target
from service.webhooks.outbox import WAITS, announce, post, send_due
from service.webhooks.signing import new_secret

SECRET = new_secret()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(f"sqlite:///{tmp_path / 'hooks.db'}")
    schema.upgrade(made.engine)
    with made.whole() as session:
        organisation = Organisation(title="Гимназия")
        session.add(organisation)
        session.flush()
        session.add(
            WebhookEndpoint(
                organisation_id=organisation.id,
                url="http://127.0.0.1:9/hook",
                secret=SECRET,
                events=["run.finished"],
            )
        )
        session.flush()
        announce(session, organisation.id, "run.finished", {"run_id": "run_1"})
        announce(session, organisation.id, "plan.approved", {"plan_id": "pln_1"})
    return made


def _only(store: Store) -> Message:
    with store.whole(read_only=True) as session:
        return session.query(Message).one()


def test_a_notice_arrives_signed_and_once(store: Store) -> None:
    sent: list[tuple[bytes, dict[str, str]]] = []

    def send(target: Target, body: bytes, headers: dict[str, str]) -> int:
        sent.append((body, headers))
        return 204

    assert send_due(store, internal_allowed=True, send=send) == 1
    assert send_due(store, internal_allowed=True, send=send) == 0
    body, headers = sent[0]
    assert b"run_1" in body
    assert is_signed(SECRET, headers, body, int(now().timestamp()))
    store.close()


def test_an_internal_address_gets_nothing(store: Store) -> None:
    def send(target: Target, body: bytes, headers: dict[str, str]) -> int:
        raise AssertionError("nothing may be sent")

    assert send_due(store, send=send) == 0
    assert _only(store).attempts == 1
    store.close()


def test_a_notice_is_tried_again_later_and_given_up_in_the_end(store: Store) -> None:
    for attempt in range(1, len(WAITS) + 2):
        assert send_due(store, internal_allowed=True, send=lambda *_: 302) == 0
        row = _only(store)
        assert row.attempts == attempt
        with store.whole() as session:
            session.get_one(Message, row.id).next_at = now() - timedelta(seconds=1)
    assert _only(store).given_up_at is not None
    store.close()


def test_who_does_not_answer_holds_nobody_else_up(store: Store) -> None:
    with store.whole() as session:
        silent = session.query(WebhookEndpoint).one()
        other = WebhookEndpoint(
            organisation_id=silent.organisation_id,
            url="http://127.0.0.1:10/hook",
            secret=SECRET,
            events=["plan.approved"],
        )
        session.add(other)
        session.flush()
        announce(session, silent.organisation_id, "run.finished", {"run_id": "run_2"})
        announce(session, silent.organisation_id, "plan.approved", {"plan_id": "pln_2"})
    asked: list[int] = []

    def send(target: Target, body: bytes, headers: dict[str, str]) -> int:
        asked.append(target.port)
        if target.port == 9:
            raise TimeoutError
        return 204

    assert send_due(store, internal_allowed=True, send=send) == 1
    assert sorted(asked) == [9, 10]
    store.close()


def test_a_receiver_that_answers_byte_by_byte_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.webhooks.outbox.LONGEST", 0.05)

    def dribble(listening: socket.socket) -> None:
        caller, _ = listening.accept()
        with caller, suppress(OSError):
            caller.recv(65536)
            for byte in b"HTTP/1.1 204 No Content\r\n\r\n":
                caller.sendall(bytes([byte]))
                time.sleep(0.02)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        speaker = threading.Thread(target=dribble, args=[listening])
        speaker.start()
        port = listening.getsockname()[1]
        place = Target(host="127.0.0.1", address="127.0.0.1", port=port, path="/", secure=False)
        with pytest.raises((OSError, http.client.HTTPException)):
            post(place, b"{}", {})
        speaker.join()


def test_an_endpoint_that_is_gone_is_asked_no_more(store: Store) -> None:
    send_due(store, internal_allowed=True, send=lambda *_: 410)
    with store.whole(read_only=True) as session:
        assert session.query(WebhookEndpoint).one().disabled_at is not None
    store.close()


def test_a_damaged_secret_holds_nobody_else_up(store: Store) -> None:
    with store.whole() as session:
        whole = session.query(WebhookEndpoint).one()
        damaged = WebhookEndpoint(
            organisation_id=whole.organisation_id, url=whole.url, secret="whsec_ж", events=["run.finished"]
        )
        session.add(damaged)
        session.flush()
        announce(session, whole.organisation_id, "run.finished", {"run_id": "run_2"})
    # Of three notices the two of the endpoint that is whole arrive.
    assert send_due(store, internal_allowed=True, send=lambda *_: 204) == 2
    with store.whole(read_only=True) as session:
        assert sorted(row.attempts for row in session.query(Message)) == [1, 1, 1]
    store.close()
