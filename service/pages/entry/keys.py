"""Keys for other programs: made, shown once, revoked; without the first of them nobody reaches the API."""

from datetime import datetime
from typing import Any

from flask import abort, redirect, request, url_for

from questionnaires.wording import Wording
from service.access.roles import May
from service.api.organisations.api_keys import keys_of_organisation, make_key, may_give, revoke
from service.api.protocol.context import reading, writing
from service.pages.frame import need, page, page_blueprint, tell
from service.store.base import now
from service.store.users import ApiKey, Role

ROLES = {
    Role.VIEWER: Wording("смотреть", "look"),
    Role.CURATOR: Wording("вести подбор, как куратор", "run the matching, as a curator"),
    Role.HEAD: Wording("всё, и утверждать тоже", "everything, approving too"),
    Role.METHODOLOGIST: Wording("только коды и числа", "codes and counts only"),
}
"""Roles a key may have; the operator's own is no part of an organisation."""
NO_TITLE = Wording("Напишите, для чего ключ.", "Say what the key is for.")
WRONG_DAYS = Wording("Срок — от 1 до 3650 дней.", "From 1 to 3650 days.")
REVOKED = Wording("Ключ отозван.", "The key was revoked.")
GONE = Wording("отозван", "revoked")
NEVER = Wording("не было", "never")
ALWAYS = Wording("бессрочно", "no end")
MOST_DAYS, LONGEST = 3650, 200

keys = page_blueprint("keys")


@keys.get("/keys")
def index() -> Any:
    """List the keys."""
    need(May.MANAGE)
    return _page()


@keys.post("/keys")
def create() -> Any:
    """Make a key and show it in this answer only: it is kept nowhere, not even for the next page."""
    need(May.MANAGE)
    title, days = request.form.get("title", "").strip()[:LONGEST], request.form.get("days", "")
    asked = request.form.get("role", "")
    role = Role(asked) if asked in ROLES else Role.VIEWER
    fault = _fault(title, days)
    if fault is not None:
        tell(fault, "bad")
        return _page(status=422)
    if not may_give(role):
        abort(403)
    with writing():
        _, key = make_key(title=title, role=role, scopes=[], days=int(days))
    return _page(made=key)


@keys.post("/keys/<key_id>/revoke")
def withdraw(key_id: str) -> Any:
    """Revoke a key at once."""
    need(May.MANAGE)
    with writing():
        revoke(key_id)
    tell(REVOKED)
    return redirect(url_for("pages.keys.index"))


def _page(*, made: str = "", status: int = 200) -> Any:
    with reading():
        shown = [_shown(row) for row in keys_of_organisation()]
    facts = {"keys": shown, "made": made, "roles": [(r, t) for r, t in ROLES.items() if may_give(r)]}
    return page("keys/index.html", facts, status=status)


def _shown(row: ApiKey) -> dict[str, Any]:
    live = row.revoked_at is None and (row.expires_at is None or row.expires_at > now())
    until = GONE if row.revoked_at else _day(row.expires_at) or ALWAYS
    return {
        "id": row.id,
        "title": row.title,
        "hint": row.hint,
        "role": ROLES.get(row.role, Wording(row.role.value, row.role.value)),
        "until": until,
        "used": _day(row.last_used_at) or NEVER,
        "live": live,
    }


def _day(moment: datetime | None) -> Wording | None:
    said = moment.strftime("%d.%m.%Y") if moment else ""
    return Wording(said, said) if said else None


def _fault(title: str, days: str) -> Wording | None:
    if not title:
        return NO_TITLE
    return None if days.isascii() and days.isdigit() and 1 <= int(days[:9]) <= MOST_DAYS else WRONG_DAYS
