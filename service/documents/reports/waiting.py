"""What is shown beside people without a mentor yet: the steps of their funnels, and who holds the places."""

from collections.abc import Sequence

from matcher.result import Unmatched
from service.documents.reports.who import Who

MOST_RIVALS = 5


def widest(waiting: Sequence[Unmatched]) -> int:
    """Return the longest step of all funnels: it fills the width of a bar."""
    return max((step.left for person in waiting for step in person.funnel), default=0) or 1


def first_rivals(person: Unmatched, who: Who) -> tuple[tuple[str, ...], int]:
    """Return the first rivals and how many more there are; those of other organisations are only counted."""
    named = tuple(code for code in person.rivals if who.belongs(code))[:MOST_RIVALS]
    return named, len(person.rivals) - len(named)
