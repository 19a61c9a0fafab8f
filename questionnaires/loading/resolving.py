"""A programme with everything inside it, for a run's folder: no later catalogue can change what it says."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from questionnaires.programme import Programme


def resolved(programme: Programme) -> bytes:
    """Return the programme as self-contained JSON that `load_programme` reads into an equal programme.

    Nothing refers to the catalogue any more, and weights are points. The same programme gives the same bytes, and
    the bytes of a resolved programme resolve to themselves.
    """
    return (json.dumps(_plain(programme), ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        settings = {
            setting.name: getattr(value, setting.name) for setting in fields(value) if setting.compare
        }
        if settings.get("force") == "must":
            del settings["points"]
        return {name: _plain(setting) for name, setting in settings.items() if setting is not None}
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
