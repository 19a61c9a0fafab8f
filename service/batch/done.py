"""What became of an organisation in a batch."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What became of an organisation."""

    FINISHED = "finished"
    UNCHANGED = "unchanged"
    """Its inputs and the versions are as they were: its folder was left alone."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The result of one organisation, as batch.json keeps it.

    Parameters
    ----------
    code
        Exit code its own run would have had.
    facts
        Counts of the run, or what was wrong.
    """

    key: str
    state: State
    code: int
    facts: dict[str, object]
