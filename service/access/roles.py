"""Roles and what each may do: one table, read by the API and by the pages."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in an organisation."""

    VIEWER = "viewer"
    CURATOR = "curator"
    HEAD = "head"
    """Signs: approves plans."""
    METHODOLOGIST = "methodologist"
    """Of a district: sees counts and codes over several organisations, and no names."""
    OPERATOR = "operator"
    """Keeps the service running; sees no programme."""


class May(StrEnum):
    """One thing somebody may do."""

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
    """Keys, users, notices to other systems."""
    AUDIT = "audit"
    """Read the chain of records."""


PERMISSIONS: dict[Role, frozenset[May]] = {
    Role.VIEWER: frozenset({May.READ, May.NAMES}),
    Role.CURATOR: frozenset({May.READ, May.NAMES, May.EDIT, May.ERASE}),
    Role.HEAD: frozenset({May.READ, May.NAMES, May.EDIT, May.APPROVE, May.ERASE, May.AUDIT, May.MANAGE}),
    Role.METHODOLOGIST: frozenset({May.READ}),
    Role.OPERATOR: frozenset({May.MANAGE, May.AUDIT}),
}
