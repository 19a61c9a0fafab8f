"""Which settings each kind of criterion takes, and of what type: the table that loading checks them by."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.criterion import CriterionKind as Kind


class Type(StrEnum):
    """What a setting may hold; the value names the wording of its fault."""

    WHOLE = "setting-whole"
    PERCENT = "setting-percent"
    PERCENT_TABLE = "setting-table"
    WORD = "setting-word"
    PARTNER = "setting-partner"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a kind of criterion."""

    type: Type
    required: bool = False
    least: int | None = None


SETTINGS: Mapping[Kind, Mapping[str, Setting]] = {
    Kind.NEED_OFFER: {},
    Kind.OVERLAP: {},
    Kind.CLOSENESS: {"span": Setting(Type.WHOLE, required=True, least=1)},
    Kind.GAP: {"least": Setting(Type.WHOLE), "most": Setting(Type.WHOLE)},
    Kind.TABLE: {
        "table": Setting(Type.PERCENT_TABLE, required=True),
        "otherwise": Setting(Type.PERCENT),
    },
    Kind.WITHIN: {},
    Kind.AVAILABILITY: {
        "enough": Setting(Type.WHOLE, least=1),
        "least": Setting(Type.WHOLE, least=1),
    },
    Kind.PREFERENCE: {"first": Setting(Type.PERCENT), "step": Setting(Type.PERCENT)},
    Kind.REQUEST: {},
    Kind.HISTORY: {"partner": Setting(Type.PARTNER, required=True)},
    Kind.ZONE: {"same": Setting(Type.WORD, required=True), "own_first": Setting(Type.WORD)},
    Kind.FREE_TEXT: {},
}

ONE_SIDED = frozenset({Kind.PREFERENCE, Kind.HISTORY})
"""Kinds that compare no answers of a questionnaire: they need neither `mentee` nor `mentor`."""


def fits(value: object, setting: Setting) -> bool:
    """Return whether a value is of the setting's type and within its bound."""
    if setting.type is Type.WORD:
        return isinstance(value, str) and bool(value)
    if setting.type is Type.PARTNER:
        return value in ("keep", "avoid")
    if setting.type is Type.PERCENT_TABLE:
        return isinstance(value, dict) and all(_is_whole(percent, 0, 100) for percent in value.values())
    if setting.type is Type.PERCENT:
        return _is_whole(value, 0, 100)
    return _is_whole(value, setting.least, None)


def _is_whole(value: object, least: int | None, most: int | None) -> bool:
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return (least is None or value >= least) and (most is None or value <= most)
