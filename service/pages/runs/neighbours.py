"""Who can help out whom, told by helper: one line an organisation that lacks something, not one a topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.readiness import Shortage

MOST_SPARE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What one organisation lacks and the same others could give.

    Parameters
    ----------
    wanted
        (topic, how many people want it), most wanted first.
    """

    organisation: str
    helpers: str
    wanted: tuple[tuple[str, int], ...]


def group_shortages(shortages: Sequence[Shortage], short: Mapping[str, str]) -> list[Help]:
    """Return shortages by who lacks and who could help, as the programme lists them.

    Parameters
    ----------
    short
        Short name of each organisation by its key.
    """
    found: dict[tuple[str, str], dict[str, int]] = {}
    for one in shortages:
        helpers = ", ".join(short.get(key, key) for key in one.spare[:MOST_SPARE])
        topics = found.setdefault((short.get(one.organisation, one.organisation), helpers), {})
        topics[one.option] = max(topics.get(one.option, 0), one.wanted)
    return [
        Help(organisation=place, helpers=helpers, wanted=_ranked(topics))
        for (place, helpers), topics in found.items()
    ]


def _ranked(topics: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(topics.items(), key=lambda item: (-item[1], item[0])))
