"""A secret is replaced without a notice being lost: for a while each is signed with the old one too."""

from datetime import timedelta

import pytest
from receiver import is_signed
from tenants import add_organisation

from service.store.base import now
from service.store.journal import WebhookEndpoint
from service.store.store import Store
from service.webhooks.addresses import Target
from service.webhooks.outbox import announce, send_due
from service.webhooks.rotation import (
    MOST_FORMER,
    TooManyFormer,
    former_until,
    replace_secret,
    valid_secrets,
)
from service.webhooks.signing import new_secret

DAY = timedelta(hours=24)


@pytest.fixture
def endpoint(store: Store) -> WebhookEndpoint:
    """Keep an endpoint on each kind of database."""
    own = add_organisation(store)
    with store.whole() as session:
        row = WebhookEndpoint(
            organisation_id=own, url="http://127.0.0.1:9/hook", secret=new_secret(), events=["run.finished"]
        )
        session.add(row)
        announce(session, own, "run.finished", {"run_id": "run_1"})
    return row


def replaced(store: Store, endpoint: WebhookEndpoint, grace: timedelta) -> str:
    with store.whole() as session:
        row = session.get_one(WebhookEndpoint, endpoint.id)
        replace_secret(row, grace)
        return row.secret


def accepted(store: Store, endpoint: WebhookEndpoint, secrets: list[str]) -> list[bool]:
    """Send a notice; return for each secret whether who knows only that one accepts it."""
    sent: list[tuple[dict[str, str], bytes]] = []

    def send(_: Target, body: bytes, given: dict[str, str]) -> int:
        sent.append((given, body))
        return 204

    with store.whole() as session:
        announce(session, endpoint.organisation_id, "run.finished", {"run_id": "run_2"})
    assert send_due(store, internal_allowed=True, send=send) >= 1
    given, body = sent[-1]
    return [is_signed(secret, given, body, int(now().timestamp())) for secret in secrets]


def test_who_knows_the_old_secret_or_the_new_one_accepts_a_notice(
    store: Store, endpoint: WebhookEndpoint
) -> None:
    old, new = endpoint.secret, replaced(store, endpoint, DAY)
    assert new != old
    assert accepted(store, endpoint, [old, new, new_secret()]) == [True, True, False]


def test_an_old_secret_ends_with_its_time_and_the_new_one_stays(
    store: Store, endpoint: WebhookEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = endpoint.secret, replaced(store, endpoint, DAY)
    later = now() + DAY + timedelta(seconds=1)
    monkeypatch.setattr("service.webhooks.rotation.now", lambda: later)
    assert accepted(store, endpoint, [old, new]) == [False, True]


def test_without_a_grace_time_every_old_secret_ends_at_once(store: Store, endpoint: WebhookEndpoint) -> None:
    old, second = endpoint.secret, replaced(store, endpoint, DAY)
    new = replaced(store, endpoint, timedelta())
    assert accepted(store, endpoint, [old, second, new]) == [False, False, True]


def test_replacing_again_because_an_answer_was_lost_takes_no_secret_from_anybody() -> None:
    row = WebhookEndpoint(secret=new_secret(), former_secrets=[])
    known = [row.secret]
    for _ in range(MOST_FORMER):
        replace_secret(row, DAY)
        known.insert(0, row.secret)
    assert list(valid_secrets(row)) == known
    with pytest.raises(TooManyFormer):
        replace_secret(row, DAY)
    assert list(valid_secrets(row)) == known
    until = former_until(row)
    assert until is not None
    assert timedelta() < until - now() <= DAY
