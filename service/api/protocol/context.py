"""What a view works with: who asks, the session of that organisation, the runs, the child process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request
from sqlalchemy.orm import Session

from service.access.limits import RateLimits
from service.access.principal import Principal, find_key, is_stale, mark_used, of_key
from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.problems import Problem
from service.child.child import Child

EXTENSION = "matcher"
SCHEME = "bearer "
CHALLENGE = {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of the service, put together once by `service.web.create_app`.

    Parameters
    ----------
    listeners
        One for each stream of events that may be open: each takes a thread, and others must be answered too.
    """

    store: Any
    runs: Any
    child: Child
    config: Any
    rates: RateLimits
    listeners: threading.Semaphore
    provider: Any = None
    internal_addresses: bool = False


def parts() -> Parts:
    """Return the parts of the running application."""
    found: Parts = current_app.extensions[EXTENSION]
    return found


def session() -> Session:
    """Return the session of the present request; it sees one organisation only."""
    found: Session = g.session
    return found


def open_sessions() -> list[Session]:
    """Return the sessions that the present request has open, the outermost first."""
    found: list[Session] = g.setdefault("sessions", [])
    return found


def principal() -> Principal:
    """Return who asks."""
    found: Principal = g.principal
    return found


def seen(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows this role may see, without their mark: people kept apart are for the curator only."""
    all_of_them = principal().may(May.EDIT)
    return [
        {name: value for name, value in row.items() if name != "apart"}
        for row in rows
        if all_of_them or not row.get("apart")
    ]


def organisation() -> str:
    """Return the organisation of who asks; an operator of the whole service has none."""
    found = principal().organisation
    if found is None:
        raise Problem(kinds.FORBIDDEN)
    return found


def check_rate(what: str, limit: str) -> None:
    """Raise 429 when who asks has done something too often."""
    wait = parts().rates.find_wait(limit, what, principal().actor)
    if wait is not None:
        raise Problem(kinds.TOO_MANY, headers={"Retry-After": str(wait)})


def authorise(may: May | None) -> Principal | None:
    """Return who asks; raise 401 for nobody and 403 for somebody who may not."""
    if may is None:
        return None
    who = _find_principal()
    if who is None:
        raise Problem(kinds.UNAUTHENTICATED, headers=CHALLENGE)
    if not who.may(may):
        raise Problem(kinds.FORBIDDEN)
    return who


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that writes nothing, and so waits for nobody and keeps nobody waiting."""
    with _scoped(read_only=True) as opened:
        yield opened


@contextmanager
def writing() -> Iterator[Session]:
    """Open a session that is kept at the end, or rolled back whole; nothing slow may happen inside."""
    with _scoped(read_only=False) as opened:
        yield opened


@contextmanager
def _scoped(*, read_only: bool) -> Iterator[Session]:
    who, before = principal(), g.get("session")
    with parts().store.scope(who.organisations, who.role, read_only=read_only) as opened:
        g.session = opened
        open_sessions().append(opened)
        try:
            yield opened
        finally:
            open_sessions().pop()
            g.session = before


def _find_principal() -> Principal | None:
    said = request.headers.get("Authorization", "")
    if not said.lower().startswith(SCHEME):
        return None
    key = said[len(SCHEME) :].strip()
    with parts().store.doors() as people:
        row = find_key(people, key)
        if row is None:
            return None
        who, stale = of_key(people, row), is_stale(row)
    if stale and who is not None:
        with parts().store.whole() as everything:
            mark_used(everything, who.actor)
    return who
