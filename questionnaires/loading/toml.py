"""Bytes of a definition file → plain tables; JSON is read too: a resolved programme is kept as JSON."""

import json
import re
import tomllib
from decimal import Decimal
from typing import Any

from questionnaires.finding import InputRefused
from questionnaires.loading.faults.faults import fault
from questionnaires.wording import Wording

_WHERE = re.compile(r"line (\d+),? column (\d+)")
Table = dict[str, Any]
"""A table of a definition file, as read: nothing of it is checked yet."""


def read_toml(content: bytes, file: str) -> Table:
    """Return the top table of a file; raise InputRefused when it is neither TOML nor JSON in UTF-8."""
    text = _decode(content, file)
    try:
        if text.lstrip().startswith("{"):
            return dict(json.loads(text, parse_float=Decimal))
        return tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise InputRefused([fault("not-toml", "", file, detail=_detail(error))]) from None


def _decode(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputRefused([fault("not-utf-8", "", file, line=line)]) from None


def _detail(error: Exception) -> Wording:
    """Return where the reader stopped; what it says itself is English only."""
    if isinstance(error, RecursionError):
        return Wording("слишком много уровней", "too many levels")
    where = _WHERE.search(str(error))
    place = f"строка {where[1]}, столбец {where[2]}" if where else "конец файла"
    return Wording(place, str(error))
