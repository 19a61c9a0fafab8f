"""A form that is sent twice at once, and one that was filled in before somebody else was quicker."""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from databases import KINDS
from flask.testing import FlaskClient
from http_sample import Service, close, make_service
from live import PASSWORD
from page_forms import token_of
from sqlalchemy import func, select
from tenants import add_run
from visits import log_in

from service.access.passwords import hash_password
from service.store.base import now
from service.store.journal import AuditEvent
from service.store.plans import Plan
from service.store.run_states import RunOutcome, State
from service.store.runs import Run
from service.store.users import Membership, Role, User

BY = "Директор Ветлугина О. С."
Send = Callable[..., list[str]]


@pytest.fixture(params=KINDS)
def service(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Service]:
    """Give a service on each kind of database; what is weighed and written is left out."""
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql")(f"doubled_{uuid.uuid4().hex}", "template0")
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr("service.access.passwords._hasher", lambda: quick)
    for name in ("attempt", "ask", "write_papers", "keep_papers", "notes.keep"):
        monkeypatch.setattr(f"service.pages.orders.signing.{name}", lambda *_: None)
    monkeypatch.setattr("service.pages.orders.orders.get_request", lambda *_: None)
    made = make_service(tmp_path, url)
    yield made
    close(made)


@pytest.fixture
def run(service: Service) -> str:
    """Make a run that is finished and waits for a head."""
    own = service.organisations["ours"]
    run = add_run(service.store, own)
    with service.store.whole() as session:
        row = session.get_one(Run, run)
        row.state, row.outcome, row.finished_at = State.FINISHED, RunOutcome.OPTIMAL, now()
        user = User(login="head", password_hash=hash_password(PASSWORD))
        session.add(user)
        session.flush()
        session.add(Membership(user_id=user.id, organisation_id=own, role=Role.HEAD))
    return run


def come_in(service: Service) -> tuple[FlaskClient, str]:
    client: FlaskClient = service.app.test_client()
    log_in(client, "head")
    return client, token_of(client.get("/password"))


def approve(visit: tuple[FlaskClient, str], run: str, **form: str) -> list[str]:
    """Send the form; return what the next page will say."""
    client, token = visit
    client.post(f"/runs/{run}/approve", data={"csrf_token": token, "by": BY, "agreed": "yes", **form})
    with client.session_transaction() as kept:
        return [json.loads(said)[1] for _, said in kept.pop("_flashes", [])]


def approvals(service: Service) -> tuple[int, int]:
    """Return how many plans there are, and how many records of an approval."""
    with service.store.whole(read_only=True) as session:
        recorded = select(func.count()).where(AuditEvent.action == "plan.approved")
        return session.scalar(select(func.count(Plan.id))) or 0, session.scalar(recorded) or 0


def test_two_clicks_at_once_approve_once(service: Service, run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2)

    def meet(*_: Any) -> None:
        with suppress(threading.BrokenBarrierError):
            both.wait(10)

    monkeypatch.setattr("service.pages.orders.signing.write_papers", meet)
    visits = [come_in(service), come_in(service)]
    with ThreadPoolExecutor(2) as at_once:
        said = list(at_once.map(lambda visit: approve(visit, run, version="0"), visits))
    assert approvals(service) == (1, 1)
    assert all("Orders and letters are ready" in one for told in said for one in told)


def test_what_was_changed_meanwhile_is_not_approved_unseen(service: Service, run: str) -> None:
    visit = come_in(service)
    assert "nothing was approved" in approve(visit, run, version="3")[0]
    assert approvals(service) == (0, 0)


def test_who_comes_second_with_another_name_is_told_who_was_first(service: Service, run: str) -> None:
    visit = come_in(service)
    approve(visit, run, version="0")
    assert f"approved already: {BY}" in approve(visit, run, version="0", by="Завуч Пенкина А. А.")[0]
    assert approvals(service) == (1, 1)
