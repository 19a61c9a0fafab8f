"""How many mentees a mentor takes in all forms together: the answer, within the base's ceiling."""

from questionnaires.programme import Capacity
from questionnaires.question import Value


def capacity_of(capacity: Capacity, said: Value | None) -> int:
    """Return the places of a mentor who answered `said`; the base's default when nothing was answered."""
    wanted = capacity.default if said is None else int(str(said).split(".")[0])
    return max(0, min(wanted, capacity.ceiling))
