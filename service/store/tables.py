"""Every table, by importing the files that define them; the list a migration and a scope walk over."""

from sqlalchemy import Table

from service.store import blobs, journal, organisation, plans, programmes, runs, users
from service.store.base import Base

CONCEPTS = (organisation, users, blobs, programmes, runs, plans, journal)


def all_tables() -> list[Table]:
    """Return all tables, those that are pointed at first."""
    return list(Base.metadata.sorted_tables)
