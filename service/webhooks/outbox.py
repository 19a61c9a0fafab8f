"""The outbox: a notice is written in the transaction of what it tells, and sent afterwards until it arrives."""

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.store.base import now
from service.store.journal import Message, WebhookEndpoint
from service.store.store import Store
from service.webhooks.addresses import AddressRefused, Target, find_target
from service.webhooks.rotation import valid_secrets
from service.webhooks.signing import headers

EVENTS = ("run.finished", "plan.approved", "plan.published", "plan.recalled", "participant.erased")
"""What may be subscribed to."""
WAITS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
"""Seconds before each further attempt; after the last the notice is given up."""
MOST_AT_ONCE = 50
TIMEOUT = 15.0
LONGEST = 30.0
"""Seconds after which a receiver that answers byte by byte is hung up on."""
LEASE = timedelta(seconds=120)
"""For so long a notice belongs to who took it; a sender that dies gives it back by saying nothing."""
SHARE = LEASE / 2
"""After so long no further letter of those taken is begun: another sender may soon take them."""
GONE = 410

Send = Callable[[Target, bytes, dict[str, str]], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One notice on its way, read from the outbox before anything slow is done."""

    message: str
    url: str
    secrets: tuple[str, ...]
    body: bytes


def announce(session: Session, organisation: str, event: str, facts: dict[str, str]) -> None:
    """Put a notice down for every endpoint of the organisation that wants the event; ids only, never names."""
    query = select(WebhookEndpoint).where(
        WebhookEndpoint.organisation_id == organisation, WebhookEndpoint.disabled_at.is_(None)
    )
    for endpoint in session.scalars(query):
        if event in endpoint.events:
            row = Message(organisation_id=organisation, endpoint_id=endpoint.id, event=event, facts=facts)
            session.add(row)


def send_due(store: Store, *, internal_allowed: bool = False, send: Send | None = None) -> int:
    """Send what is due; return how many arrived. No transaction is open while another host is spoken to.

    What is left of those taken comes back when its lease ends: also the further letters to who does not answer.
    """
    arrived, end, silent = 0, now() + SHARE, set[str]()
    for letter in _due(store):
        if letter.url in silent or now() > end:
            continue
        try:
            status = _deliver(letter, internal_allowed, send or post)
        except (OSError, http.client.HTTPException):
            status = None
            silent.add(letter.url)
        arrived += _is_good(status)
        _note(store, letter.message, status)
    return arrived


def post(target: Target, body: bytes, given: dict[str, str]) -> int:
    """Send one notice to the checked numeric address; redirects are not followed."""
    if target.secure:
        line: http.client.HTTPConnection = _Pinned(target)
    else:
        line = http.client.HTTPConnection(target.address, target.port, timeout=TIMEOUT)
    watch = threading.Timer(LONGEST, _hang_up, [line])
    watch.start()
    try:
        line.request("POST", target.path, body, {**given, "Host": target.authority})
        return line.getresponse().status
    finally:
        watch.cancel()
        line.close()


def _hang_up(line: http.client.HTTPConnection) -> None:
    if line.sock is not None:
        with suppress(OSError):  # it has just ended
            # past the methods of TLS, which would say good-bye and wait
            socket.socket.shutdown(line.sock, socket.SHUT_RDWR)


class _Pinned(http.client.HTTPSConnection):
    """TLS to a numeric address with the certificate of the name."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.trust = ssl.create_default_context()
        super().__init__(target.host, target.port, timeout=TIMEOUT, context=self.trust)

    def connect(self) -> None:
        """Connect to the address that was checked, not to what the name says now."""
        plain = socket.create_connection((self.target.address, self.target.port), TIMEOUT)
        self.sock = self.trust.wrap_socket(plain, server_hostname=self.target.host)


def _due(store: Store) -> list[Letter]:
    """Return what is due and keep other senders from it for a while, so that nothing is sent twice at once."""
    with store.whole(read_only=True) as session:
        if session.scalar(_waiting().limit(1)) is None:
            return []
    with store.whole() as session:
        rows = session.scalars(_waiting().limit(MOST_AT_ONCE).with_for_update(skip_locked=True)).all()
        letters = []
        for row in rows:
            row.next_at = now() + LEASE
            endpoint = session.get_one(WebhookEndpoint, row.endpoint_id)
            letters.append(_letter(row, endpoint))
        return letters


def _waiting() -> Select[Message]:
    live = select(WebhookEndpoint.id).where(WebhookEndpoint.disabled_at.is_(None))
    return (
        select(Message)
        .where(
            Message.sent_at.is_(None),
            Message.given_up_at.is_(None),
            Message.next_at <= now(),
            Message.endpoint_id.in_(live),
        )
        .order_by(Message.next_at, Message.id)
    )


def _letter(message: Message, endpoint: WebhookEndpoint) -> Letter:
    said = {"type": message.event, "timestamp": message.created_at.isoformat(), "data": message.facts}
    body = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return Letter(message=message.id, url=endpoint.url, secrets=valid_secrets(endpoint), body=body)


def _deliver(letter: Letter, internal_allowed: bool, send: Send) -> int | None:
    try:
        given = headers(letter.secrets, letter.message, int(now().timestamp()), letter.body)
        given["Content-Type"] = "application/json"
        target = find_target(letter.url, internal_allowed=internal_allowed)
        return send(target, letter.body, given)
    except (OSError, http.client.HTTPException):
        raise
    except (AddressRefused, ValueError):
        return None  # also for a secret that is damaged: one bad endpoint holds nobody else up
    except Exception as error:  # a fault of the program: those behind it do not wait for its repair
        structlog.get_logger("matcher.webhooks").warning("letter", kind=type(error).__name__)
        return None


def _note(store: Store, message_id: str, status: int | None) -> None:
    with store.whole() as session:
        row = session.get(Message, message_id)
        if row is None:
            return
        row.attempts, row.last_status = row.attempts + 1, status
        if _is_good(status):
            row.sent_at = now()
        elif row.attempts > len(WAITS) or status == GONE:
            row.given_up_at = now()
            if status == GONE:
                session.get_one(WebhookEndpoint, row.endpoint_id).disabled_at = now()
        else:
            row.next_at = now() + timedelta(seconds=WAITS[row.attempts - 1])


def _is_good(status: int | None) -> bool:
    return status is not None and 200 <= status < 300
