"""Bring the database to the version of the program, or back, and say where it stands."""

from dataclasses import dataclass
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Connection, Engine, MetaData, Table, event, text

from service.store.base import Base
from service.store.scope import WHOLE

MIGRATIONS = "service.store:migrations"
LOCK = 7_106_115_104
"""Number of the PostgreSQL lock under which only one process migrates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaState:
    """Where a database stands.

    Parameters
    ----------
    found, expected
        Versions of the migrations; None for an empty database.
    differences
        Where tables differ from what the program expects.
    """

    found: str | None
    expected: str | None
    differences: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether the program may work with it."""
        return self.found == self.expected and not self.differences


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database forward; nothing happens when it is there already."""
    with engine.begin() as connection:
        _lock(connection)
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take migrations back down to a revision, or ``base``."""
    with engine.begin() as connection:
        _lock(connection)
        command.downgrade(_config(connection), revision)


def bring_to(engine: Engine, revision: str) -> None:
    """Bring an empty database to a revision, from wherever it stands."""
    upgrade(engine, revision)  # nothing happens to one that is beyond it
    if current_revision(engine).found != revision:
        downgrade(engine, revision)


def tables_now(connection: Connection) -> list[Table]:
    """Return our tables as the database has them now, those that are pointed at first.

    A column that the program still knows has the type it knows; others have what the database says.
    """
    found = MetaData()
    event.listen(found, "column_reflect", _as_known)
    found.reflect(connection, only=lambda name, _: name in Base.metadata.tables)
    return found.sorted_tables


def _as_known(_inspector: object, table: Table, column: Any) -> None:
    known = Base.metadata.tables[table.name].columns
    if column["name"] in known:
        column["type"] = known[column["name"]].type
    if isinstance(column["type"], JSON):
        column["type"] = JSON(
            none_as_null=True
        )  # nothing is written as nothing, and not as the JSON word null


def current_revision(engine: Engine) -> SchemaState:
    """Return the versions only: quick enough for a readiness check."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return SchemaState(found=found, expected=expected_revision())


def expected_revision() -> str | None:
    """Return the version of the migrations the program brings."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def known_revisions() -> set[str]:
    """Return every version the program can bring forward."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def check(engine: Engine) -> SchemaState:
    """Compare the database with the models, table by table."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours, "compare_type": True})
        found = context.get_current_revision()
        differences = compare_metadata(context, Base.metadata)
    return SchemaState(
        found=found, expected=expected_revision(), differences=tuple(str(one) for one in differences)
    )


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Return whether a table belongs to these migrations: those of the run engine look after themselves."""
    return kind != "table" or name in Base.metadata.tables


def _config(connection: Connection | None = None) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", MIGRATIONS)
    config.attributes["connection"] = connection
    return config


def _lock(connection: Connection) -> None:
    """Let two servers that start at once migrate one after the other, each over the rows of all organisations."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        # What a migration changes in rows would pass by those that the row-level policies hide.
        connection.execute(text("SELECT set_config(:name, 'on', true)"), {"name": WHOLE})
