"""Rows as the oldest revision kept them: every table filled, by what the database itself says of its columns."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Date, DateTime, MetaData, Table, insert, select, text
from sqlalchemy.types import JSON, Boolean, Integer, LargeBinary

from service.store.tables import all_tables

MOMENT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
CHOSEN: dict[str, Any] = {
    "runs.state": "finished",
    "runs.outcome": "optimal",
    "runs.stop_reason": "proved",
    "imports.state": "accepted",
    "imports.role": "answers",
    "constraints.kind": "lock",
    "memberships.role": "curator",
    "api_keys.role": "curator",
    "plans.order_number": "47",
    "plans.order_date": "2026-09-21",
}
"""Where a value must be one of a few, or is what a test looks for."""
SAMPLES: dict[type, Any] = {
    DateTime: MOMENT,
    Date: date(2026, 9, 1),
    Boolean: False,
    LargeBinary: "байты".encode(),
}


def fill_oldest(connection: Connection) -> None:
    """Fill every table with two rows, each pointing at its like of the other tables."""
    see_everything(connection)
    for table in tables_now(connection):
        rows = [{column.name: _value(column, number) for column in table.columns} for number in (1, 2)]
        connection.execute(insert(table), rows)


def tables_now(connection: Connection) -> list[Table]:
    """Return our tables as the database has them, those that are pointed at first."""
    names, found = {table.name for table in all_tables()}, MetaData()
    found.reflect(connection, only=lambda name, _: name in names)
    return found.sorted_tables


def rows_now(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table."""
    see_everything(connection)
    return {
        table.name: [
            dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in tables_now(connection)
    }


def see_everything(connection: Connection) -> None:
    """Let a transaction of PostgreSQL see the rows of all organisations."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL matcher.everything = 'on'"))


def _value(column: Column[Any], number: int) -> Any:
    named = f"{column.table.name}.{column.name}"
    if named in CHOSEN:
        return CHOSEN[named]
    if column.foreign_keys:
        return f"{next(iter(column.foreign_keys)).column.table.name}_{number}"
    if isinstance(column.type, JSON):
        return [{"number": number}]
    if isinstance(column.type, Integer):
        return number
    sample = next((value for kind, value in SAMPLES.items() if isinstance(column.type, kind)), None)
    if sample is None:
        return f"{column.table.name if column.primary_key else column.name}_{number}"
    return sample
