"""The choke point: what a session may see and write, decided once when it is opened."""

from dataclasses import dataclass

from sqlalchemy import Connection, event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.interfaces import ORMOption

from service.store.base import Tenanted
from service.store.begin import begin_with
from service.store.engine import LONGEST_PAUSE, READ_ONLY
from service.store.users import Role

EVERYTHING = frozenset({Role.OPERATOR})
"""Roles that may open a scope over all organisations."""

SETTING, WHOLE = "matcher.organisations", "matcher.everything"
"""Settings of a PostgreSQL transaction that the row-level policies read."""


class OutOfScope(Exception):  # noqa: N818 - named for what happened
    """A row of another organisation was about to be written, or a write that cannot be checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose rows a session sees.

    Parameters
    ----------
    organisations
        Ids; None for all, which only an operator or the service itself may have.
    role
        In which role.
    """

    organisations: frozenset[str] | None
    role: Role

    def __post_init__(self) -> None:
        if self.organisations is None and self.role not in EVERYTHING:
            raise ValueError(
                f"a scope over all organisations needs the operator's role, got {self.role.value}."
            )

    @property
    def own(self) -> str | None:
        """The one organisation whose rows are written, if there is exactly one."""
        return next(iter(self.organisations)) if self.organisations and len(self.organisations) == 1 else None


def enclose(session: Session, scope: Scope) -> None:
    """Filter every query of tenant tables and stamp every insert of this session."""
    session.info["scope"] = scope
    event.listen(session, "after_begin", lambda _session, _transaction, line: _tell_database(line, scope))
    if scope.organisations is not None:
        own = _only_of(scope)
        event.listen(session, "do_orm_execute", lambda state: _filter(state, own))
        event.listen(session, "before_flush", lambda session, _context, _rows: _stamp(session, scope))


def shut_out(session: Session) -> None:
    """Let this session see no row of any organisation."""
    event.listen(session, "do_orm_execute", lambda state: _filter(state, NOBODYS))


def _only_of(scope: Scope) -> ORMOption:
    """Return what narrows a query to the rows of some organisations."""
    ids = sorted(scope.organisations or ())
    return with_loader_criteria(
        Tenanted,
        lambda table: table.organisation_id.in_(ids),
        include_aliases=True,
        propagate_to_loaders=False,
    )


NOBODYS = _only_of(Scope(organisations=frozenset(), role=Role.VIEWER))


def _filter(state: ORMExecuteState, own: ORMOption) -> None:
    if state.is_insert and _of_tenant(state):
        raise OutOfScope("rows of an organisation are added as objects, so that they can be stamped.")
    if state.is_column_load or state.is_relationship_load or state.is_insert:
        return
    state.statement = state.statement.options(own)


def _of_tenant(state: ORMExecuteState) -> bool:
    return any(issubclass(mapper.class_, Tenanted) for mapper in state.all_mappers)


def _stamp(session: Session, scope: Scope) -> None:
    for row in session.new:
        if isinstance(row, Tenanted):
            if getattr(row, "organisation_id", None) is None:
                row.organisation_id = _only(scope)
            _check(row, scope)
    for row in (*session.dirty, *session.deleted):
        if isinstance(row, Tenanted):
            _check(row, scope)


def check_own(session: Session, row: Tenanted) -> None:
    """Raise `OutOfScope` for a row that is written past the session and belongs to none of its organisations."""
    _check(row, session.info["scope"])


def _only(scope: Scope) -> str:
    if scope.own is None:
        raise OutOfScope("a row must name its organisation in a scope of several.")
    return scope.own


def _check(row: Tenanted, scope: Scope) -> None:
    if scope.organisations is not None and row.organisation_id not in scope.organisations:
        raise OutOfScope(f"{type(row).__name__} of another organisation.")


def _tell_database(connection: Connection, scope: Scope) -> None:
    if connection.dialect.name != "postgresql":
        return
    reads = connection.get_execution_options().get(READ_ONLY, False)
    told = {
        SETTING: ",".join(sorted(scope.organisations or ())),
        WHOLE: "on" if scope.organisations is None else "off",
        "idle_in_transaction_session_timeout": "0" if reads else str(LONGEST_PAUSE),
    }
    begin_with(connection, told)
