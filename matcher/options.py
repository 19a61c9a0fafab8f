"""What a curator may ask of one run besides the programme; every option decides the result and is recorded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of a run.

    Parameters
    ----------
    max_changes
        On refresh: at most so many working pairs end. None: fewest changes first, as the programme says.
    shortlist
        Potential partners listed for each mentee; 0 for none.
    """

    max_changes: int | None = None
    shortlist: int = 0

    def __post_init__(self) -> None:
        for name, value in (("max_changes", self.max_changes), ("shortlist", self.shortlist)):
            if value is not None and value < 0:
                raise ValueError(f"{name} must be at least 0, got {value}.")
