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
    stop_after
        The step at which a person stopped the run, so that it can be made again; None for a run that came to its end.
    """

    max_changes: int | None = None
    shortlist: int = 0
    stop_after: int | None = None

    def __post_init__(self) -> None:
        for name, value in (("max_changes", self.max_changes), ("shortlist", self.shortlist)):
            if value is not None and value < 0:
                raise ValueError(f"{name} must be at least 0, got {value}.")
        if self.stop_after is not None and self.stop_after < 1:
            raise ValueError(f"stop_after must be at least 1, got {self.stop_after}.")

    def data(self) -> dict[str, int | None]:
        """Return the options as JSON; the step of a stop stands there only when there was one."""
        said = {"max_changes": self.max_changes, "shortlist": self.shortlist}
        return said if self.stop_after is None else {**said, "stop_after": self.stop_after}
