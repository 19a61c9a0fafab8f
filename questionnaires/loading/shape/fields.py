"""Types of settings: strict, and each with the code of its fault instead of a sentence.

marshmallow gathers what is wrong; `questionnaires.loading.shape.checking` puts it into words.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields

from questionnaires.loading.shape.weights import WEIGHTS, Weight

Messages = dict[str, str | list[Any] | dict[Any, Any]]

KEY = re.compile(r"[a-z][a-z0-9_-]*")
CODES: Messages = {"required": "required", "null": "required", "validator_failed": "required"}
LIST_CODES: Messages = {**CODES, "invalid": "type-list"}
TABLE_CODES: Messages = {**CODES, "type": "type-table"}


def complaint(code: str, **values: object) -> ValidationError:
    """Return the error of a setting: a code of the faults, with the fields of its wording."""
    return ValidationError({"fault": [{"code": code, **values}]})


class Text(fields.Field[str]):
    """Text that is not empty, unless `empty` allows it."""

    default_error_messages = CODES

    def __init__(self, *, empty: bool = False, **options: Any) -> None:
        self.empty = empty
        super().__init__(**options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> str:
        if not isinstance(value, str) or not (value.strip() or self.empty):
            raise complaint("type-text", found=repr(value))
        return value


class Key(Text):
    """A key: lower-case Latin letters, digits, «-» and «_»."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> str:
        text = super()._deserialize(value, attr, data)
        if not KEY.fullmatch(text):
            raise complaint("key-shape", found=repr(value))
        return text


class Whole(fields.Field[int]):
    """A whole number from `least` to `most`."""

    default_error_messages = CODES

    def __init__(self, least: int | None = None, most: int | None = None, **options: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self._holds(value):
            raise complaint("type-whole", found=repr(value), least=self.least, most=self.most)
        return value

    def _holds(self, value: int) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


class Number(fields.Field[Decimal]):
    """A finite number; text is accepted only from a resolved file, where JSON has no exact fractions."""

    default_error_messages = CODES

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> Decimal:
        if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value):
            value = Decimal(value)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            raise complaint("type-number", found=repr(value))
        return Decimal(value)


class Flag(fields.Field[bool]):
    """True or false, nothing that looks like it."""

    default_error_messages = CODES

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> bool:
        if not isinstance(value, bool):
            raise complaint("type-flag", found=repr(value))
        return value


class Day(fields.Field[date]):
    """A calendar date, as TOML writes it or as text."""

    default_error_messages = CODES

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> date:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise complaint("type-date", found=repr(value)) from None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise complaint("type-date", found=repr(value))
        return value


class OneOf(fields.Field[Any]):
    """A member of an enum, by its value."""

    default_error_messages = CODES

    def __init__(self, choices: type[StrEnum], **options: Any) -> None:
        self.choices = choices
        super().__init__(**options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> StrEnum:
        known = {member.value: member for member in self.choices}
        if not isinstance(value, str) or value not in known:
            raise complaint("not-one-of", found=repr(value), known=tuple(known))
        return known[value]


class Worded(fields.Field[Weight]):
    """A weight in words."""

    default_error_messages = CODES

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> Weight:
        if not isinstance(value, str) or value not in WEIGHTS:
            raise complaint("not-one-of", found=repr(value), known=tuple(WEIGHTS))
        return WEIGHTS[value]


class Settings(fields.Field[dict[str, Any]]):
    """The settings of a criterion: a table, judged later by the criterion's kind."""

    default_error_messages = CODES

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any
    ) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise complaint("type-table", found=repr(value))
        return dict(value)


class Listed(fields.List[Any]):
    """A list; an entry that is wrong does not hide the others."""

    default_error_messages = LIST_CODES


class Inside(fields.Nested):
    """A table within a table."""

    default_error_messages = TABLE_CODES
