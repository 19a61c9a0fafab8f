"""Pages of a list: an opaque cursor, a limit, and `Link: rel="next"`; the order is by id and never moves."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, json, request

from questionnaires.wording import Wording
from service.api.protocol.problems import Problem, invalid

MOST, USUAL = 200, 50
_PREFIX = b"after:"
_LONGEST = 200

BAD_CURSOR = Wording("Курсор не из ответа этого списка.", "The cursor is not one of this list.")

Row = TypeVar("Row")


def write_cursor(key: str) -> str:
    """Return the cursor that continues after a key."""
    return base64.urlsafe_b64encode(_PREFIX + key.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> str:
    """Return the key a cursor continues after; raise `Problem` 422 when it is none of ours."""
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        said = base64.b64decode(padded.encode(), altchars=b"-_", validate=True)
        key = said.removeprefix(_PREFIX).decode()
    except (binascii.Error, ValueError):
        raise _bad() from None
    if not said.startswith(_PREFIX) or len(key) > _LONGEST or "\x00" in key:
        raise _bad()
    return key


def _bad() -> Problem:
    return invalid("/query/cursor", "cursor", BAD_CURSOR)


def page(
    rows: Sequence[Row], key: Callable[[Row], str], query: dict[str, Any]
) -> tuple[list[Row], str | None]:
    """Return the page of a query from rows sorted by `key`, and the next cursor or None."""
    after, limit = query.get("cursor"), query.get("limit", USUAL)
    start = read_cursor(after) if after else None
    rest = [row for row in rows if start is None or key(row) > start]
    shown = list(rest[:limit])
    return shown, write_cursor(key(shown[-1])) if len(rest) > limit else None


def answer_page(
    name: str,
    rows: Sequence[Row],
    query: dict[str, Any],
    *,
    told: Callable[[Row], dict[str, Any]],
    key: Callable[[Row], str],
) -> Response:
    """Answer with the page of a query from rows sorted by `key`, told under the name of their list."""
    shown, cursor = page(rows, key, query)
    body = {name: [told(row) for row in shown], "next": cursor}
    response = Response(json.dumps(body, ensure_ascii=False), content_type="application/json")
    if cursor is not None:
        more = urlencode({**request.args.to_dict(), "cursor": cursor})
        response.headers["Link"] = f'<{request.path}?{more}>; rel="next"'
    return response
