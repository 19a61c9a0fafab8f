"""``/v1/api-keys``: keys of an organisation: shown once, scoped, revoked; two live ones while one is replaced."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response
from marshmallow import fields
from sqlalchemy import select

from questionnaires.wording import Wording
from service.access.keys import hash_key, new_key
from service.access.roles import PERMISSIONS, May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import organisation, principal, session
from service.api.protocol.deeds import write_down
from service.api.protocol.paging import answer_page
from service.api.protocol.problems import Problem, invalid
from service.api.resource import Resource
from service.api.schemas.fields import Body, Told, choice, listed, text, whole
from service.api.schemas.shared import PageQuery
from service.moments import told
from service.store.base import now
from service.store.users import ApiKey, Role

api_keys = Resource("api_keys", __name__, url_prefix="/v1/api-keys", description="Keys of other systems.")
HINT = 8
OVER = Wording("Нельзя дать больше прав, чем есть у вас.", "You cannot give more than you may do yourself.")


class NewKey(Body):
    """What the key is for."""

    title = text(200, required=True, sample="Электронный журнал")
    role = choice(Role, required=True, sample="curator")
    scopes = listed(choice(May), len(May), about="Less than the role may do; empty: all of it.")
    days = whole(1, 3650, about="Expires after so many days.", load_default=365, sample=365)


class KeyTold(Told):
    """A key, without the key itself."""

    id = fields.String(required=True, metadata={"example": "key_0123456789abcdefghjkmnpqrs"})
    title = fields.String(required=True, metadata={"example": "Электронный журнал"})
    role = fields.String(required=True, metadata={"example": "curator"})
    scopes = fields.List(fields.String(), required=True, metadata={"example": []})
    hint = fields.String(required=True, metadata={"example": "mk_3fQa…"})
    created_at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    expires_at = fields.String(allow_none=True, metadata={"example": "2027-09-01T08:00:00Z"})
    revoked_at = fields.String(allow_none=True, metadata={"example": None})
    last_used_at = fields.String(allow_none=True, metadata={"example": None})


class KeyMade(KeyTold):
    """A new key: shown in this answer only."""

    key = fields.String(required=True, metadata={"example": "mk_…"})


class KeyList(Told):
    """A page of keys."""

    api_keys = fields.List(fields.Nested(KeyTold), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


@api_keys.operation("GET", "", may=May.MANAGE, query=PageQuery, answer=KeyList, sends=["Link"])
def list_keys(query: dict[str, Any]) -> Response:
    """List the keys of the organisation and when each was used last."""
    return answer_page("api_keys", keys_of_organisation(), query, told=_row, key=lambda row: row.id)


@api_keys.operation("POST", "", may=May.MANAGE, body=NewKey, answer=KeyMade, status=201)
def create_key(body: dict[str, Any]) -> Any:
    """Make a key with a role and, if wished, less than the role may do."""
    role = Role(body["role"])
    if not may_give(role):
        raise invalid("/role", "over", OVER)
    scopes = sorted(set(body.get("scopes", [])))
    row, key = make_key(title=body["title"], role=role, scopes=scopes, days=body["days"])
    return {**_row(row), "key": key}


@api_keys.operation("DELETE", "/<id:key_id>", may=May.MANAGE, status=204)
def revoke_key(key_id: str) -> None:
    """Revoke a key at once."""
    revoke(key_id)


def keys_of_organisation() -> list[ApiKey]:
    """Return the keys of the caller's organisation."""
    own = ApiKey.organisation_id == organisation()
    return list(session().scalars(select(ApiKey).where(own).order_by(ApiKey.id)))


def may_give(role: Role) -> bool:
    """Tell whether the caller may do all that the role may."""
    return all(principal().may(what) for what in PERMISSIONS[role])


def make_key(*, title: str, role: Role, scopes: list[str], days: int) -> tuple[ApiKey, str]:
    """Make a key of the caller's organisation; return its row and the key, which is kept nowhere."""
    key = new_key()
    row = ApiKey(
        organisation_id=organisation(),
        digest=hash_key(key),
        hint=key[:HINT],
        title=title,
        role=role,
        scopes=scopes,
        expires_at=datetime.now(UTC) + timedelta(days=days),
    )
    session().add(row)
    write_down("key.created", row, {"role": row.role.value})
    return row, key


def revoke(key_id: str) -> None:
    """Revoke a key of the caller's organisation; raise 404."""
    row = next((one for one in keys_of_organisation() if one.id == key_id), None)
    if row is None:
        raise Problem(kinds.NOT_FOUND)
    row.revoked_at = row.revoked_at or now()
    write_down("key.revoked", row, {"role": row.role.value})


def _row(row: ApiKey) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "role": row.role.value,
        "scopes": row.scopes,
        "hint": f"{row.hint}…",
        "created_at": told(row.created_at),
        "expires_at": told(row.expires_at),
        "revoked_at": told(row.revoked_at),
        "last_used_at": told(row.last_used_at),
    }
