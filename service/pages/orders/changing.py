"""An effect of a change as a curator reads it: who gets whom, who gives way, whether the pairs have more in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from questionnaires.wording import Wording
from service.documents.reports.figures import exactly, score
from service.documents.reports.who import Who

MORE = Wording(
    "общего у всех пар вместе больше на {points}", "all pairs together have {points} more in common"
)
LESS = Wording(
    "общего у всех пар вместе меньше на {points}", "all pairs together have {points} less in common"
)
EQUAL = Wording("общего у всех пар вместе столько же", "all pairs together have as much in common")
SERVED = Wording("наставник появится: {count}", "{count} more with a mentor")
LEFT = Wording("останется пока без наставника: {count}", "{count} without a mentor for now")
BEGINS = Wording(
    "станет: {mentee} — {mentor}, совпадение {score}", "begins: {mentee} — {mentor}, {score} of 100"
)
ENDS = Wording("было: {mentee} — {mentor}, совпадение {score}", "ends: {mentee} — {mentor}, {score} of 100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a change does.

    Parameters
    ----------
    chips
        (good, bad or even; sentence): people first, then points.
    lines
        Pairs that end and begin.
    obstacles
        What it would break; empty when it can be made.
    """

    chips: tuple[tuple[str, Wording], ...]
    lines: tuple[Wording, ...]
    obstacles: tuple[str, ...]


def tell_effect(effect: dict[str, Any], who: Who) -> Told:
    """Return an effect in words, with people as they may be named."""
    return Told(
        chips=tell_figures(effect),
        lines=(*_lines(ENDS, effect["ended"], who), *_lines(BEGINS, effect["begun"], who)),
        obstacles=tuple(who.in_words(one) for one in effect["violations"]),
    )


def tell_figures(figures: dict[str, Any]) -> tuple[tuple[str, Wording], ...]:
    """Return the figures of a change in words."""
    people, points = figures["people"], figures["points"]
    chips = []
    if people:
        said = SERVED if people > 0 else LEFT
        chips.append(("good" if people > 0 else "error", said.format(count=abs(people))))
    said = MORE if points > 0 else LESS if points < 0 else EQUAL
    told = said.format(points=exactly(abs(points)))
    chips.append(("good" if points > 0 else "warning" if points < 0 else "", told))
    return tuple(chips)


def _lines(said: Wording, pairs: Sequence[dict[str, Any]], who: Who) -> list[Wording]:
    return [
        said.format(
            mentee=who.name(one["mentee"]), mentor=who.name(one["mentor"]), score=score(one["points"])
        )
        for one in pairs
    ]
