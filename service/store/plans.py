"""Plans: an editable copy of a result, its moves, its approval and its publications."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.base import DIGEST, ID, Base, Tenanted, now
from service.store.ids import Kind, new_id


class Plan(Tenanted, Base):
    """An editable copy of a run's result.

    Parameters
    ----------
    pairs
        The pairs now, a list of objects with form, mentee, mentor and points.
    provenance
        Where it came from: the run, or a file of a hand-made plan.
    version
        Grows with every change: the strong ETag.
    """

    __tablename__ = "plans"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.PLAN))
    programme_id: Mapped[str] = mapped_column(ID, ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    run_id: Mapped[str | None] = mapped_column(ID, ForeignKey("runs.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(500), default="")
    pairs: Mapped[list[Any]] = mapped_column(default=list)
    groups: Mapped[list[Any]] = mapped_column(default=list)
    provenance: Mapped[dict[str, Any]] = mapped_column(default=dict)
    objective: Mapped[int] = mapped_column(BigInteger, default=0)
    approved_by: Mapped[str | None] = mapped_column(String(500))
    approved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[str | None] = mapped_column(ID)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy on the class


class PlanMove(Tenanted, Base):
    """One change of a plan, in order, so that it can be undone and its author is known."""

    __tablename__ = "plan_moves"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    plan_id: Mapped[str] = mapped_column(ID, ForeignKey("plans.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    before: Mapped[list[Any]] = mapped_column(default=list)
    after: Mapped[list[Any]] = mapped_column(default=list)
    effect: Mapped[dict[str, Any]] = mapped_column(default=dict)
    author: Mapped[str | None] = mapped_column(ID)
    created_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]


class Publication(Tenanted, Base):
    """What was told to participants: the pairs as they were then."""

    __tablename__ = "publications"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    plan_id: Mapped[str] = mapped_column(ID, ForeignKey("plans.id", ondelete="CASCADE"), index=True)
    plan_version: Mapped[int]
    pairs: Mapped[list[Any]] = mapped_column(default=list)
    published_by: Mapped[str | None] = mapped_column(ID)
    published_at: Mapped[datetime] = mapped_column(default=now)
    recall_until: Mapped[datetime | None]
    recalled_at: Mapped[datetime | None]


class PlanPaper(Tenanted, Base):
    """One document made from an approved plan."""

    __tablename__ = "plan_papers"

    plan_id: Mapped[str] = mapped_column(ID, ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(String(500), primary_key=True)
    digest: Mapped[str] = mapped_column(DIGEST, ForeignKey("blobs.digest"), index=True)
