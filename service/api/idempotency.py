"""`Idempotency-Key`: the same request again gives the same answer again, also after a lost connection."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Response, json, request
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from questionnaires.wording import Wording
from service.api import problem_types as kinds
from service.api.context import organisation, writing
from service.api.problems import Problem, invalid
from service.store.base import now
from service.store.runs import Idempotency

HEADER = "Idempotency-Key"
FORM = re.compile(r'"[\x20\x21\x23-\x5b\x5d-\x7e]{1,200}"')
ABANDONED = timedelta(minutes=2)
"""After so long a request without an answer is taken for lost, and its key may be used again."""
BAD_KEY = Wording(
    'Ключ — строка в кавычках: "…", до 200 знаков ASCII.', 'A quoted string: "…", up to 200 of ASCII.'
)

Answer = tuple[dict[str, Any], int, dict[str, str]]


def once(make: Callable[[], Answer], body: bytes | None = None) -> Response:
    """Return what `make` answers; when the key was used before, what was answered then.

    The answer is kept in the transaction of what it speaks of: either both exist or neither.
    """
    key = _key()
    if key is None:
        with writing():
            return _response(*make())
    digest = hashlib.sha256(request.get_data() if body is None else body).hexdigest()
    known = _claim(key, digest)
    if known is not None:
        return known
    try:
        with writing() as session:
            answer, status, headers = make()
            row = session.scalars(select(Idempotency).where(Idempotency.key == key)).one()
            row.status, row.headers, row.answer = status, headers, answer
    except BaseException:
        _release(key)
        raise
    return _response(answer, status, headers)


def _key() -> str | None:
    said = request.headers.get(HEADER)
    if said is None:
        return None
    if not FORM.fullmatch(said):
        raise invalid("/header/idempotency-key", "pattern", BAD_KEY)
    return f"{request.method} {request.path} {said}"


def _claim(key: str, digest: str) -> Response | None:
    """Put the key down in a transaction of its own, so that a second request sees it at once."""
    with writing() as own:
        row = own.scalar(select(Idempotency).where(Idempotency.key == key))
        if row is not None and row.status is None and now() - row.created_at > ABANDONED:
            own.delete(row)
            own.flush()
            row = None
        if row is not None:
            return _again(row, digest)
        own.add(Idempotency(organisation_id=organisation(), key=key, body=digest))
        try:
            own.flush()
        except IntegrityError:
            raise Problem(kinds.IN_PROGRESS, headers={"Retry-After": "1"}) from None
    return None


def _again(row: Idempotency, digest: str) -> Response:
    if row.body != digest:
        raise Problem(kinds.KEY_REUSED)
    if row.status is None:
        raise Problem(kinds.IN_PROGRESS, headers={"Retry-After": "1"})
    return _response(row.answer or {}, row.status, {**(row.headers or {}), "Idempotent-Replayed": "true"})


def _release(key: str) -> None:
    with writing() as own:
        own.execute(delete(Idempotency).where(Idempotency.key == key, Idempotency.status.is_(None)))


def _response(answer: dict[str, Any], status: int, headers: dict[str, str]) -> Response:
    text = json.dumps(answer, ensure_ascii=False)
    return Response(text, status, headers, content_type="application/json")
