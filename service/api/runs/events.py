"""``/v1/runs/{r}/events``: the run as server-sent events, at most one a second; polling gives the same facts."""

import re
import time
from collections.abc import Iterator
from typing import Any

from flask import Response, json, request, stream_with_context
from sqlalchemy import select

from service.access.principal import Principal
from service.access.roles import May
from service.api.protocol.context import Parts, parts, principal, reading
from service.api.protocol.lookup import get_run
from service.api.protocol.negotiation import Form
from service.api.resource import Resource
from service.api.runs.runs import run_data
from service.api.schemas.fields import Query, counted
from service.store.run_states import State
from service.store.runs import Run

events = Resource(
    "events", __name__, url_prefix="/v1/runs/<id:run_id>/events", description="A run as it goes."
)
EVERY = 1.0
MOST_SECONDS = 600


class EventQuery(Query):
    """How long to listen."""

    seconds = counted(
        0, MOST_SECONDS, about="After so long the stream ends; ask again then.", load_default=60
    )


@events.operation("GET", "", may=May.READ, query=EventQuery, forms=(Form.STREAM,), alone=True)
def listen(run_id: str, query: dict[str, Any]) -> Response:
    """Listen to a run; the stream ends when the run is finished, or at once while many others listen."""
    with reading():
        get_run(run_id)
    places = parts().listeners
    has_place = places.acquire(blocking=False)
    # Who finds no place hears how it stands, and asks again as after any other end.
    lines = _lines(parts(), principal(), run_id, query["seconds"] if has_place else 0, _heard())
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    answer = Response(stream_with_context(lines), 200, headers, content_type="text/event-stream")
    if has_place:
        answer.call_on_close(places.release)
    return answer


def _heard() -> int:
    """Return the version a client heard before it lost the stream, or -1."""
    said = request.headers.get("Last-Event-ID", "")
    return int(said) if re.fullmatch("[0-9]{1,9}", said) else -1


def _lines(service: Parts, who: Principal, run_id: str, seconds: int, version: int) -> Iterator[str]:
    until = time.monotonic() + seconds
    while True:
        with service.store.scope(who.organisations, who.role, read_only=True) as session:
            row = session.scalar(select(Run).where(Run.id == run_id))
            found = (row.version, run_data(row), row.state is State.FINISHED) if row else None
        if found is None:
            return
        if found[0] != version or found[2]:
            version = found[0]
            yield f"id: {version}\nevent: run\ndata: {json.dumps(found[1], ensure_ascii=False)}\n\n"
        if found[2] or time.monotonic() >= until:
            return
        time.sleep(min(EVERY, max(0.0, until - time.monotonic())))
