"""«Сообщить участникам»: what participants were told, what would change, and taking it back inside a window."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.store.base import now
from service.store.plans import Plan, Publication
from service.store.programmes import Programme

Pair = dict[str, Any]
Key = tuple[str, str, str]


class WindowOver(Exception):  # noqa: N818 - named for what a person sees
    """The time in which a publication can be recalled is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What participants would hear anew.

    Parameters
    ----------
    receivers
        Codes of everybody for whom something changes.
    """

    same: int
    begun: tuple[Pair, ...]
    ended: tuple[Pair, ...]
    receivers: tuple[str, ...]


def difference(before: Iterable[Pair], after: Iterable[Pair]) -> Difference:
    """Return what changes for participants between two lists of pairs."""
    old, new = ({_key(pair): pair for pair in pairs} for pairs in (before, after))
    begun = tuple(new[key] for key in sorted(new.keys() - old.keys()))
    ended = tuple(old[key] for key in sorted(old.keys() - new.keys()))
    touched = {code for pair in (*begun, *ended) for code in (pair["mentee"], pair["mentor"])}
    return Difference(
        same=len(old.keys() & new.keys()), begun=begun, ended=ended, receivers=tuple(sorted(touched))
    )


def find_last(session: Session, programme_id: str) -> Publication | None:
    """Return what participants of a programme know now: the last publication that was not recalled."""
    return session.scalars(_standing(programme_id)).first()


def find_own(session: Session, plan: Plan) -> Publication | None:
    """Return what participants know now when it is this plan; None when they were told of another one since."""
    last = find_last(session, plan.programme_id)
    return last if last is not None and last.plan_id == plan.id else None


def find_before(session: Session, programme_id: str, own: Publication | None) -> Publication | None:
    """Return what participants knew before a publication; without one, what they know now."""
    if own is None:
        return find_last(session, programme_id)
    return session.scalars(_standing(programme_id).where(Publication.id < own.id)).first()


def hold(session: Session, programme_id: str) -> None:
    """Let nobody else tell participants of a programme, or take it back, until this transaction ends.

    Of two who do so at the same moment the second then finds what the first did. On SQLite whoever writes has waited.
    """
    query = select(Programme.id).where(Programme.id == programme_id)
    session.execute(query.with_for_update(key_share=True))


def publish(session: Session, plan: Plan, by: str, window: timedelta) -> Publication:
    """Tell participants the pairs of a plan."""
    row = Publication(
        organisation_id=plan.organisation_id,
        plan_id=plan.id,
        plan_version=plan.version,
        pairs=plan.pairs,
        published_by=by,
        published_at=now(),
        recall_until=now() + window,
    )
    session.add(row)
    session.flush()
    return row


def recall(row: Publication) -> None:
    """Take a publication back.

    Raises
    ------
    WindowOver
        When it can no longer be recalled.
    """
    if row.recall_until is None or now() > row.recall_until:
        raise WindowOver
    row.recalled_at = now()


def _standing(programme_id: str) -> Select[Publication]:
    return (
        select(Publication)
        .join(Plan, Plan.id == Publication.plan_id)
        .where(Plan.programme_id == programme_id, Publication.recalled_at.is_(None))
        .order_by(Publication.id.desc())
        .limit(1)
    )


def _key(pair: Pair) -> Key:
    return pair["form"], pair["mentee"], pair["mentor"]
