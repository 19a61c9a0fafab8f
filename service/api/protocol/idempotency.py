"""`Idempotency-Key`: the same request again gives the same answer again, also after a lost connection."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from flask import Response, json, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from questionnaires.wording import Wording
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import organisation, writing
from service.api.protocol.problems import Problem, invalid
from service.store.runs import Idempotency

HEADER = "Idempotency-Key"
FORM = re.compile(r'"[\x20\x21\x23-\x5b\x5d-\x7e]{1,200}"')
BAD_KEY = Wording(
    'Ключ — строка в кавычках: "…", до 200 знаков ASCII.', 'A quoted string: "…", up to 200 of ASCII.'
)

Answer = tuple[dict[str, Any], int, dict[str, str]]


def once(make: Callable[[], Answer], body: bytes | None = None) -> Response:
    """Return what `make` answers; when the key was used before, what was answered then.

    The key is put down in the transaction of what it speaks of: either both exist or neither, so that a
    server that dies in between leaves nothing behind, and the request may be sent again at once.
    """
    key = _key()
    with writing() as session:
        if key is None:
            return _response(*make())
        digest = hashlib.sha256(request.get_data() if body is None else body).hexdigest()
        _hold(session, key)
        known = session.scalar(select(Idempotency).where(Idempotency.key == key))
        if known is not None:
            return _again(known, digest)
        answer, status, headers = make()
        session.add(
            Idempotency(
                organisation_id=organisation(),
                key=key,
                body=digest,
                status=status,
                headers=headers,
                answer=answer,
            )
        )
    return _response(answer, status, headers)


def _key() -> str | None:
    said = request.headers.get(HEADER)
    if said is None:
        return None
    if not FORM.fullmatch(said):
        raise invalid("/header/idempotency-key", "pattern", BAD_KEY)
    return f"{request.method} {request.path} {said}"


def _hold(session: Session, key: str) -> None:
    """Raise 409 while another request with this key is at work.

    On SQLite there is none: a session that writes has waited for every other one before it began.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    name = hashlib.blake2b(f"{organisation()} {key}".encode(), digest_size=8).digest()
    lock = func.pg_try_advisory_xact_lock(int.from_bytes(name, signed=True))
    if not session.scalar(select(lock)):
        raise Problem(kinds.IN_PROGRESS, headers={"Retry-After": "1"})


def _again(row: Idempotency, digest: str) -> Response:
    if row.body != digest:
        raise Problem(kinds.KEY_REUSED)
    return _response(row.answer, row.status, {**row.headers, "Idempotent-Replayed": "true"})


def _response(answer: dict[str, Any], status: int, headers: dict[str, str]) -> Response:
    text = json.dumps(answer, ensure_ascii=False)
    return Response(text, status, headers, content_type="application/json")
