"""Examples of bodies, put together from the examples of their fields, so that they cannot go stale apart."""

from collections.abc import Sequence
from typing import Any

import marshmallow as ma
from marshmallow import fields

from service.api.protocol import problem_types as kinds
from service.api.protocol.negotiation import Form

Data = dict[str, Any]

ARCHIVE_BEGINS = "PK\u0003\u0004"
"""How an XLSX workbook, a certificate and an archive of papers begin; the rest is not text."""
UPLOADED = "Фамилия, имя, отчество;Класс\r\nКарандашов Лев Ильич;9А\r\n"
WRONG_FIELD = {"pointer": "/title", "code": "required", "detail": "Поле нужно."}
WRONG_CELL = {
    "file": "mentees.csv",
    "row": 17,
    "column": "Класс",
    "code": "unknown-option",
    "detail": "Выберите один из вариантов.",
}
EVENT = 'id: 4\nevent: run\ndata: {"id": "run_0123456789abcdefghjkmnpqrs", "state": "running", "progress": 40}\n\n'


def sample_of(schema: ma.Schema) -> Data:
    """Return an example of a schema, put together from the examples of its fields."""
    return {name: _sample(field) for name, field in schema.fields.items() if _is_shown(field)}


def sample_table(schema: ma.Schema, columns: Sequence[str]) -> str:
    """Return an example of a list as CSV: its columns, and its one example row."""
    from service.api.protocol.tables import as_csv

    rows: Any = next(field for field in schema.fields.values() if _is_list_of_rows(field))
    return as_csv(columns, [sample_of(rows.inner.schema)]).decode("utf-8-sig")


def sample_file(form: Form) -> str:
    """Return how a file begins."""
    return EVENT if form is Form.STREAM else ARCHIVE_BEGINS


def sample_upload(kind: str) -> str:
    """Return an example of an uploaded file."""
    return ARCHIVE_BEGINS if kind in (Form.XLSX.value, Form.ZIP.value) else UPLOADED


def sample_problem(kind: kinds.ProblemType) -> Data:
    """Return an example of a problem; of wrong fields also one with a wrong cell of a file."""
    example: Data = {
        "type": kind.uri,
        "title": kind.title.ru,
        "status": kind.status,
        "detail": kind.advice.ru,
        "instance": "/v1/programmes",
        "code": kind.code,
        "request_id": "req_7Qm2",
    }
    return {**example, "errors": [WRONG_FIELD, WRONG_CELL]} if kind is kinds.INVALID else example


def _is_shown(field: Any) -> bool:
    return "example" in field.metadata or isinstance(field, fields.Nested | fields.List)


def _is_list_of_rows(field: Any) -> bool:
    return isinstance(field, fields.List) and isinstance(field.inner, fields.Nested)


def _sample(field: Any) -> Any:
    if "example" in field.metadata:
        return field.metadata["example"]
    if isinstance(field, fields.Nested):
        inner = sample_of(field.schema)
        return [inner] if field.many else inner
    if isinstance(field, fields.List):
        return [_sample(field.inner)] if _is_shown(field.inner) else []
    return None
