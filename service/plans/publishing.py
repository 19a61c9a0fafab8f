"""«Сообщить участникам»: what participants were told, what would change, and taking it back inside a window."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.base import now
from service.store.plans import Plan, Publication

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
    query = (
        select(Publication)
        .join(Plan, Plan.id == Publication.plan_id)
        .where(Plan.programme_id == programme_id, Publication.recalled_at.is_(None))
        .order_by(Publication.id.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def publish(session: Session, plan: Plan, by: str, window: timedelta) -> Publication:
    """Tell participants the pairs of a plan."""
    last = find_last(session, plan.programme_id)
    found = difference(last.pairs if last else (), plan.pairs)
    row = Publication(
        organisation_id=plan.organisation_id,
        plan_id=plan.id,
        plan_version=plan.version,
        pairs=plan.pairs,
        difference={"begun": len(found.begun), "ended": len(found.ended), "same": found.same},
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


def _key(pair: Pair) -> Key:
    return pair["form"], pair["mentee"], pair["mentor"]
