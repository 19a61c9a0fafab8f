"""Which questions a criterion of each kind can compare."""

from collections.abc import Mapping

from questionnaires.criterion import CriterionKind
from questionnaires.loading.toml import Table
from questionnaires.question import Kind

AGE = "age"
ORGANISATION = "organisation"

_CLOSED = frozenset({Kind.CHOICE.value, Kind.CHOICES.value})
_NUMBERS = frozenset({Kind.GRADE.value, Kind.NUMBER.value, Kind.SCALE.value, Kind.HOURS.value, AGE})
_ORDERED = _NUMBERS | {Kind.CHOICE.value}
_SINGLE = frozenset(
    {
        Kind.CHOICE.value,
        Kind.YES_NO.value,
        Kind.SCALE.value,
        Kind.GRADE.value,
        Kind.ORGANISATION.value,
    }
)
_PLACES = frozenset({Kind.CHOICE.value, Kind.ORGANISATION.value, Kind.TEXT.value})


def _both(kinds: frozenset[str]) -> dict[str, frozenset[str]]:
    return {"mentee": kinds, "mentor": kinds}


COMPARED: Mapping[CriterionKind, Mapping[str, frozenset[str]]] = {
    CriterionKind.NEED_OFFER: _both(_CLOSED),
    CriterionKind.OVERLAP: _both(_CLOSED),
    CriterionKind.CLOSENESS: _both(_ORDERED),
    CriterionKind.GAP: _both(_NUMBERS),
    CriterionKind.TABLE: _both(_SINGLE),
    CriterionKind.WITHIN: {"mentee": _NUMBERS, "mentor": frozenset({Kind.GRADES.value, Kind.AGES.value})},
    CriterionKind.AVAILABILITY: _both(_CLOSED),
    CriterionKind.REQUEST: _both(_CLOSED),
    CriterionKind.ZONE: _both(_PLACES),
    CriterionKind.FREE_TEXT: _both(frozenset({Kind.TEXT.value})),
}
"""Kinds of questions, or the fact ``"age"``, that each side may have."""

SHARED = frozenset(
    {CriterionKind.NEED_OFFER, CriterionKind.OVERLAP, CriterionKind.AVAILABILITY, CriterionKind.REQUEST}
)
"""Kinds that count common options, so that both questions need some."""


def side_of(criterion: Table, side: str) -> str:
    """Return the question of a side: as written, else the zone's answer, else the criterion's own key."""
    settings = criterion.get("settings", {})
    named = settings.get("same") if criterion.get("kind") is CriterionKind.ZONE else None
    return str(criterion.get(side) or named or criterion.get("key", ""))


def kind_of(question: Table) -> str | None:
    """Return the kind of a question, ``"age"`` for the fact."""
    if question.get("key") == AGE:
        return AGE
    kind = question.get("kind")
    return None if kind is None else str(kind.value)
