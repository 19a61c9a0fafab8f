"""What each role may do: one table, read by the API and by the pages."""

from enum import StrEnum

from service.store.users import Role


class May(StrEnum):
    """One thing somebody may do; also the scope of a key."""

    READ = "read"
    """Programmes, runs, counts and codes."""
    NAMES = "names"
    """Names, answers and papers with names."""
    EDIT = "edit"
    """Upload, decide, start runs, move people in plans."""
    APPROVE = "approve"
    """Sign: a proposal becomes orders."""
    ERASE = "erase"
    """Destroy personal data."""
    MANAGE = "manage"
    """Keys and notices to other systems."""
    AUDIT = "audit"
    """Read the chain of records."""


PERMISSIONS: dict[Role, frozenset[May]] = {
    Role.VIEWER: frozenset({May.READ, May.NAMES}),
    Role.CURATOR: frozenset({May.READ, May.NAMES, May.EDIT, May.ERASE}),
    Role.HEAD: frozenset(May),
    Role.METHODOLOGIST: frozenset({May.READ}),
    Role.OPERATOR: frozenset({May.MANAGE, May.AUDIT}),
}
"""Role → what it may do. A methodologist sees counts and codes; an operator sees no programme."""
