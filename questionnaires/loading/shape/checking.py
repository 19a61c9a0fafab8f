"""A table against its schema: what is sound, and every fault in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from questionnaires.finding import Finding, InputRefused
from questionnaires.loading.faults.faults import fault, listed
from questionnaires.loading.faults.place import Path, place
from questionnaires.loading.toml import Table
from questionnaires.wording import Wording

if TYPE_CHECKING:
    from marshmallow import Schema


def check_shape(schema: "Schema", table: Table, file: str) -> tuple[Table, list[Finding]]:
    """Return the sound part of the table, with its values of their types, and all faults of shape."""
    from marshmallow import ValidationError

    try:
        return schema.load(table), []
    except ValidationError as error:
        sound = error.valid_data if isinstance(error.valid_data, dict) else {}
        return sound, [_finding(path, mark, schema, table, file) for path, mark in _marks(error.messages, ())]


def checked(schema: "Schema", table: Table, findings: list[Finding], file: str) -> Table:
    """Return the table with values of their types; raise InputRefused with all faults, earlier ones first."""
    sound, faults = check_shape(schema, table, file)
    if findings or faults:
        raise InputRefused([*findings, *faults])
    return sound


def _marks(messages: Any, path: Path) -> Iterator[tuple[Path, Table]]:
    """Walk marshmallow's errors: a table of names and numbers, whose leaves are codes or faults."""
    if isinstance(messages, list):
        for code in messages:
            yield path, code if isinstance(code, dict) else {"code": code}
    elif isinstance(messages, dict):
        for step, below in messages.items():
            yield from _marks(below, path if step in ("fault", "_schema") else (*path, step))


def _finding(path: Path, mark: Table, schema: "Schema", table: Table, file: str) -> Finding:
    values = {name: value for name, value in mark.items() if name != "code"}
    if mark["code"] == "unknown":
        values = {"found": path[-1], "known": listed(_settings(schema, path[:-1]), path[-1])}
    elif mark["code"] in ("type-list", "type-table") and "found" not in values:
        values = {"found": _found(table, path)}
    elif mark["code"] == "type-whole":
        values = {"found": values["found"], "range": span(values["least"], values["most"])}
    elif "known" in values:
        values["known"] = listed(values["known"], values["found"])
    return fault(mark["code"], place(path, table), file, **values)


def span(least: int | None, most: int | None) -> Wording:
    """Return «от 1 до 5», «не меньше 1» or nothing."""
    if least is not None and most is not None:
        return Wording(f"от {least} до {most}", f"from {least} to {most}")
    if least is not None:
        return Wording(f"не меньше {least}", f"of at least {least}")
    return Wording("", "") if most is None else Wording(f"не больше {most}", f"of at most {most}")


def _settings(schema: "Schema", path: Path) -> tuple[str, ...]:
    """Return the settings of the table that the path leads to."""
    from marshmallow import fields

    for step in path:
        if isinstance(step, int):
            continue
        field: Any = schema.fields.get(step)
        field = field.inner if isinstance(field, fields.List) else field
        if not isinstance(field, fields.Nested):
            return ()
        schema = field.schema
    return tuple(schema.fields)


def _found(table: Any, path: Path) -> str:
    for step in path:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            return "—"
    return repr(table)[:60]
