"""Which person of the register another system means by an id of its own."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.named import fold_name
from service.store.programmes import Participant

SENT = "sent"
"""Of a person's facts: the answers as another system sent them last."""


def sent_before(session: Session, programme_id: str) -> dict[str, dict[str, Any]]:
    """Return external id → what was sent, of everybody another system has sent."""
    return {
        row.external_id: row.facts[SENT]
        for row in _alive(session, programme_id)
        if row.external_id and row.facts and SENT in row.facts
    }


def find_doubled(
    session: Session, programme_id: str, sent: Iterable[str], codes: Mapping[str, str]
) -> dict[str, str | None]:
    """Return the ids that mean somebody who has another id already, with that person's code where it is known.

    Parameters
    ----------
    sent
        Ids of this sending.
    codes
        As in `keep_sent`; of two rows that speak of one person only one has a code.
    """
    owner = {row.code: row.external_id for row in _alive(session, programme_id) if row.code}
    found: dict[str, str | None] = {}
    for external_id in sent:
        code = codes.get(external_id)
        if code is None or owner.get(code) not in (None, external_id):
            found[external_id] = code
    return found


def keep_sent(
    session: Session, programme_id: str, sent: Mapping[str, dict[str, Any]], codes: Mapping[str, str]
) -> None:
    """Keep what was sent with the person it speaks of.

    Parameters
    ----------
    sent
        External id → base and answers.
    codes
        External id → the code under which the row was read: the register may write a name otherwise, and two
        people may bear one.
    """
    rows = _alive(session, programme_id)
    by_code = {row.code: row for row in rows if row.code}
    by_id = {row.external_id: row for row in rows if row.external_id}
    for external_id, one in sent.items():
        code, row = codes.get(external_id), by_id.get(external_id)
        if code is not None and (row is None or row.code != code):
            row = _whose(session, row, by_code.get(code))
        if row is None:
            row = Participant(programme_id=programme_id)
            session.add(row)
        row.external_id = external_id
        name = one["answers"].get("name", "")
        row.name, row.name_key = name, fold_name(name)
        row.facts = {**(row.facts or {}), SENT: one, "base": one["base"]}
        if code is not None and code not in by_code:
            row.code, by_code[code] = code, row
    session.flush()


def _whose(session: Session, mine: Participant | None, known: Participant | None) -> Participant | None:
    """Return the row an id belongs to from now on, or None for a new one.

    Parameters
    ----------
    mine
        The row that had the id.
    known
        The row that has the code.
    """
    if known is not None and known.external_id is not None:
        return mine  # two ids of one person: the second stays without a code
    if mine is None or (known is None and mine.code is None):
        return known or mine
    if mine.code is None:
        session.delete(mine)  # it was nobody else
    else:
        mine.external_id = None
        mine.facts = {name: value for name, value in (mine.facts or {}).items() if name != SENT}
    session.flush()  # before another row has the id
    return known


def _alive(session: Session, programme_id: str) -> list[Participant]:
    here = Participant.programme_id == programme_id, Participant.erased_at.is_(None)
    return list(session.scalars(select(Participant).where(*here).order_by(Participant.id)))
