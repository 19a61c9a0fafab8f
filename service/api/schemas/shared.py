"""Schemas that several resources share."""

from marshmallow import fields

from service.api.protocol.paging import MOST, USUAL, write_cursor
from service.api.schemas.fields import Query, Told, counted, text


class PageQuery(Query):
    """Which page of a list."""

    cursor = text(300, about="From the link of the page before.", sample=write_cursor("prg_0"))
    limit = counted(1, MOST, about=f"Most rows; {USUAL} by default.")


class Titled(Told):
    """A key and its title."""

    key = fields.String(required=True, metadata={"example": "school-3"})
    title = fields.String(required=True, metadata={"example": "Школа № 3"})


class FindingTold(Told):
    """One thing found in a file: where it is and what to do; the cell itself is not repeated."""

    severity = fields.String(required=True, metadata={"example": "error"})
    code = fields.String(required=True, metadata={"example": "unknown-option"})
    detail = fields.String(required=True, metadata={"example": "Выберите один из вариантов."})
    file = fields.String(allow_none=True, metadata={"example": "mentees.csv"})
    sheet = fields.String(
        allow_none=True,
        metadata={"description": "Where a workbook has answers on several.", "example": None},
    )
    row = fields.Integer(allow_none=True, metadata={"example": 17})
    column = fields.String(allow_none=True, metadata={"example": "Класс"})
