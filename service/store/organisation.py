"""Organisations: the tenants."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.base import ID, Base, now
from service.store.ids import Kind, new_id


class Organisation(Base):
    """A school, a centre, a district: whose data it is."""

    __tablename__ = "organisations"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.ORGANISATION))
    title: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(default=now)
