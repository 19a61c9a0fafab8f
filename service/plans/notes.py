"""What the store keeps of a plan: its moves in order, who made them, and what was taken back."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.plans.draft import Move, Step
from service.store.base import now
from service.store.plans import Plan, PlanMove

MOVE, START = "move", "start"
"""A curator's move; and the one that turns the run into a hand-made list."""
PARTS = ("mentee", "mentor", "form", "instead")
"""Of a step, as it is stored and as it stands in a form."""
COUNTED = ("people", "pairs", "points")
"""What is kept of a move's effect."""


def rows_of(session: Session, plan: Plan) -> list[PlanMove]:
    """Return the moves that stand, in order."""
    query = select(PlanMove).where(PlanMove.plan_id == plan.id, PlanMove.undone_at.is_(None))
    return list(session.scalars(query.order_by(PlanMove.position)))


def moves_of(session: Session, plan: Plan) -> list[Move]:
    """Return the moves that stand, as the plan's logic takes them."""
    return [_kept_move(row) for row in rows_of(session, plan)]


def to_move(steps: Sequence[dict[str, Any]]) -> Move:
    """Return a move from its steps as they are stored."""
    return Move(steps=tuple(Step(**step) for step in steps))


def to_steps(move: Move) -> list[dict[str, str]]:
    """Return the steps of a move as they are stored."""
    return [asdict(step) for step in move.steps]


def add_move(
    session: Session, plan: Plan, move: Move, stands: dict[str, Any], author: str, kind: str = MOVE
) -> None:
    """Put a move down and how the plan stands after it."""
    last = session.scalar(select(func.max(PlanMove.position)).where(PlanMove.plan_id == plan.id)) or 0
    row = PlanMove(
        organisation_id=plan.organisation_id,
        plan_id=plan.id,
        position=last + 1,
        kind=kind,
        before=plan.pairs,
        after=to_steps(move),
        effect={name: stands["effect"][name] for name in COUNTED} if "effect" in stands else {},
        author=author,
    )
    session.add(row)
    keep(plan, stands)


def undo(session: Session, plan: Plan) -> bool:
    """Take the last move back; return False when there is none."""
    rows = [row for row in rows_of(session, plan) if row.kind == MOVE]
    if not rows:
        return False
    rows[-1].undone_at = now()
    plan.pairs = rows[-1].before
    plan.objective = sum(pair["points"] for pair in plan.pairs)
    return True


def find_undone(session: Session, plan: Plan) -> PlanMove | None:
    """Return the move that was taken back last, or None; after a new move nothing can be made again."""
    standing = max((row.position for row in rows_of(session, plan)), default=0)
    query = select(PlanMove).where(PlanMove.plan_id == plan.id, PlanMove.position > standing)
    return session.scalars(query.order_by(PlanMove.position)).first()


def moves_with(session: Session, plan: Plan, again: PlanMove) -> list[Move]:
    """Return the moves that stand once an undone one is made again."""
    return [*moves_of(session, plan), _kept_move(again)]


def redo(session: Session, plan: Plan, stands: dict[str, Any]) -> None:
    """Make the move taken back last again."""
    again = find_undone(session, plan)
    assert again is not None  # the version of the plan says that nothing changed since it was found
    again.undone_at = None
    keep(plan, stands)


def keep(plan: Plan, stands: dict[str, Any]) -> None:
    """Keep how a plan stands."""
    plan.pairs, plan.objective = stands["pairs"], stands["points"]


def _kept_move(row: PlanMove) -> Move:
    return replace(to_move(row.after), anew=row.kind == START)
