"""A file as it was handed in: its name and its exact bytes."""

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file, held in memory so that reading touches no disk.

    Parameters
    ----------
    name
        Name of the file; folders before it are dropped when it is shown.
    content
        The exact bytes.
    """

    name: str
    content: bytes

    @property
    def label(self) -> str:
        """Return the name without folders, on any operating system."""
        return PurePosixPath(self.name.replace("\\", "/")).name
