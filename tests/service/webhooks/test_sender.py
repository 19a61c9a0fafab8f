"""The thread that empties the outbox outlives what goes wrong in it, and says so."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from service.store import schema
from service.store.journal import Message, WebhookEndpoint
from service.store.organisation import Organisation
from service.store.store import Store
from service.webhooks.addresses import Target
from service.webhooks.outbox import announce, send_due
from service.webhooks.sender import Sender
from service.webhooks.signing import new_secret


@pytest.mark.parametrize(
    "error", [RuntimeError("can't start new thread"), OperationalError("SELECT", {}, Exception("away"))]
)
def test_a_sender_goes_on_after_any_error(
    error: Exception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked, again = 0, threading.Event()

    def fail_once(*_: Any, **__: Any) -> int:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise error
        again.set()
        return 0

    monkeypatch.setattr("service.webhooks.sender.EVERY", 0.01)
    monkeypatch.setattr("service.webhooks.sender.send_due", fail_once)
    store = Store(f"sqlite:///{tmp_path / 'hooks.db'}")
    with capture_logs() as logs, Sender(store):
        assert again.wait(30)
    store.close()
    assert [(line["event"], line["kind"]) for line in logs] == [("outbox", type(error).__name__)]


def test_a_letter_that_cannot_be_sent_holds_up_no_other(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'hooks.db'}")
    schema.upgrade(store.engine)
    with store.whole() as session:
        school = Organisation(title="Гимназия")
        session.add(school)
        session.flush()
        place = {"url": "http://127.0.0.1:9/hook", "secret": new_secret(), "events": ["run.finished"]}
        session.add(WebhookEndpoint(organisation_id=school.id, **place))
        session.flush()
        for run in ("run_1", "run_2"):
            announce(session, school.id, "run.finished", {"run_id": run})
    sent: list[bytes] = []

    def send(target: Target, body: bytes, headers: dict[str, str]) -> int:
        sent.append(body)
        if len(sent) == 1:
            raise RuntimeError("a fault")
        return 204

    with capture_logs() as logs:
        assert send_due(store, internal_allowed=True, send=send) == 1
    assert len(sent) == 2
    assert [(line["event"], line["kind"]) for line in logs] == [("letter", "RuntimeError")]
    with store.whole(read_only=True) as session:
        assert sorted(row.attempts for row in session.query(Message)) == [1, 1]
        assert sum(row.sent_at is not None for row in session.query(Message)) == 1
    store.close()
