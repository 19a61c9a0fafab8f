"""Fields of bodies and queries: each with its bounds, each refusal with a code and a sentence in two languages."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from questionnaires.wording import Wording
from service.api.protocol.problems import Fault

WORDS: dict[str, Wording] = {
    "required": Wording("Поле нужно.", "The field is needed."),
    "null": Wording("Значение не может быть пустым (null).", "The value must not be null."),
    "unknown": Wording("Такого поля нет.", "There is no such field."),
    "object": Wording("Нужен объект JSON.", "A JSON object is expected."),
    "list": Wording("Нужен список.", "A list is expected."),
    "text": Wording("Нужна строка.", "A text is expected."),
    "whole": Wording("Нужно целое число.", "A whole number is expected."),
    "yes-no": Wording("Нужно true или false.", "True or false is expected."),
    "day": Wording("Нужна дата вида 2026-09-01.", "A date such as 2026-09-01 is expected."),
    "length": Wording("Длина должна быть от {0} до {1}.", "The length must be from {0} to {1}."),
    "range": Wording("Число должно быть от {0} до {1}.", "The number must be from {0} to {1}."),
    "choice": Wording("Нужно одно из: {0}.", "One of these is expected: {0}."),
    "pattern": Wording("Нужен вид {0}.", "The expected form is {0}."),
    "blank": Wording("В строке только пробелы.", "The text has nothing but spaces."),
    "control": Wording("В строке есть управляющие знаки.", "The text has control characters."),
    "invalid": Wording("Значение не подходит.", "The value does not fit."),
}
"""Code → sentence; what follows a ``|`` in a refusal fills its fields in."""

_SAFE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TEXT: dict[str, Any] = {"required": "required", "null": "null", "invalid": "text", "invalid_utf8": "text"}
_WHOLE: dict[str, Any] = {"required": "required", "null": "null", "invalid": "whole", "too_large": "whole"}
_DAY: dict[str, Any] = {"required": "required", "null": "null", "invalid": "day", "format": "day"}
_YES_NO: dict[str, Any] = {"required": "required", "null": "null", "invalid": "yes-no"}
_LIST: dict[str, Any] = {"required": "required", "null": "null", "invalid": "list"}


class Body(ma.Schema):
    """A body or a query in which nothing unknown is let through."""

    class Meta:  # noqa: D106 - marshmallow's own name
        unknown = ma.RAISE

    error_messages = {"unknown": "unknown", "type": "object"}  # noqa: RUF012 - marshmallow's own shape


class Query(Body):
    """The query of a list."""


class Told(ma.Schema):
    """An answer."""


def text(most: int, *, least: int = 1, about: str = "", sample: str = "", **given: Any) -> fields.String:
    """Return a field of text without control characters."""
    length = validate.Length(min=least, max=most, error=f"length|{least}|{most}")
    return fields.String(
        validate=[length, _without_control, *([_not_blank] if least else [])],
        error_messages=_TEXT,
        metadata=_metadata(about, sample),
        **given,
    )


def pattern(
    expression: str,
    shown: str,
    most: int,
    *,
    least: int = 1,
    about: str = "",
    sample: str = "",
    **given: Any,
) -> fields.String:
    """Return a field of text of one form."""
    fits = _Whole(rf"^(?:{expression})$", error=f"pattern|{shown}")
    length = validate.Length(min=least, max=most, error=f"length|{least}|{most}")
    return fields.String(
        validate=[length, fits], error_messages=_TEXT, metadata=_metadata(about, sample), **given
    )


def whole(
    least: int, most: int, *, about: str = "", sample: int | None = None, **given: Any
) -> fields.Integer:
    """Return a field of a whole number; 2.0 and «2» are refused in bodies."""
    bounds = validate.Range(min=least, max=most, error=f"range|{least}|{most}")
    return fields.Integer(
        strict=True, validate=bounds, error_messages=_WHOLE, metadata=_metadata(about, sample), **given
    )


def counted(least: int, most: int, *, about: str = "", **given: Any) -> fields.Integer:
    """Return a whole number of a query, where everything arrives as text."""
    bounds = validate.Range(min=least, max=most, error=f"range|{least}|{most}")
    return _QueryWhole(validate=bounds, error_messages=_WHOLE, metadata=_metadata(about, least), **given)


def choice(kind: Iterable[StrEnum], *, about: str = "", sample: str = "", **given: Any) -> fields.String:
    """Return a field that is one of the values of an enum."""
    options = [member.value for member in kind]
    one = validate.OneOf(options, error=f"choice|{', '.join(options)}")
    return fields.String(
        validate=one, error_messages=_TEXT, metadata=_metadata(about, sample or options[0]), **given
    )


def day(*, about: str = "", sample: str = "2026-09-01", **given: Any) -> fields.Date:
    """Return a field of a calendar date."""
    return _IsoDay(format="iso", error_messages=_DAY, metadata=_metadata(about, sample), **given)


def yes_no(*, about: str = "", **given: Any) -> fields.Boolean:
    """Return a field that is true or false and nothing that resembles them."""
    return _YesNo(error_messages=_YES_NO, metadata=_metadata(about, False), **given)


def listed(
    inner: fields.Field[Any], most: int, *, least: int = 0, about: str = "", **given: Any
) -> fields.List[Any]:
    """Return a field that is a list of others."""
    length = validate.Length(min=least, max=most, error=f"length|{least}|{most}")
    return fields.List(inner, validate=length, error_messages=_LIST, metadata=_metadata(about, None), **given)


def faults_of(messages: Any, location: str) -> list[Fault]:
    """Return marshmallow's messages as faults with JSON pointers; keys nobody defined are not echoed."""
    if location == "json":
        return list(_walk(messages.get("json", messages) if isinstance(messages, Mapping) else messages, ""))
    inner = messages.get(location, messages) if isinstance(messages, Mapping) else messages
    return list(_walk(inner, f"/{location}"))


def say(message: str) -> tuple[str, Wording]:
    """Return the code and the sentence of one refusal."""
    code, *given = message.split("|")
    if code not in WORDS:
        return "invalid", WORDS["invalid"]
    return code, _filled(WORDS[code], given)


def _filled(words: Wording, given: list[str]) -> Wording:
    return Wording(words.ru.format(*given), words.en.format(*given))


def _walk(messages: Any, pointer: str) -> "list[Fault]":
    if isinstance(messages, str):
        code, detail = say(messages)
        return [Fault(code=code, detail=detail, pointer=pointer or "/")]
    if isinstance(messages, Mapping):
        return [f for key, inner in messages.items() for f in _walk(inner, _below(pointer, key))]
    return [fault for message in messages for fault in _walk(message, pointer)]


def _below(pointer: str, key: Any) -> str:
    if key == "_schema":
        return pointer
    name = str(key)
    return f"{pointer}/{name}" if isinstance(key, int) or _SAFE.fullmatch(name) else pointer


def _without_control(value: str) -> None:
    if _CONTROL.search(value):
        raise ma.ValidationError("control")


def _not_blank(value: str) -> None:
    if value and not value.strip():
        raise ma.ValidationError("blank")


def _metadata(about: str, sample: Any) -> dict[str, Any]:
    known = {"description": about, "example": sample}
    return {name: value for name, value in known.items() if value not in ("", None)}


class _Whole(validate.Regexp):
    """Fits the whole text; a dollar sign alone would let the end of a line through."""

    def __call__(self, value: Any) -> Any:
        if self.regex.fullmatch(value) is None:
            raise ma.ValidationError(self.error)
        return value


class _YesNo(fields.Boolean):
    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if value is True or value is False or (isinstance(value, str) and value in ("true", "false")):
            return value in (True, "true")
        raise self.make_error("invalid", input=value)


class _QueryWhole(fields.Integer):
    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if not re.fullmatch(r"-?[0-9]{1,9}", str(value)):
            raise self.make_error("invalid", input=value)
        return int(value)


class _IsoDay(fields.Date):
    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise self.make_error("invalid", input=value, obj_type="date")
        found = super()._deserialize(value, attr, data, **kwargs)
        assert isinstance(found, date)
        return found
