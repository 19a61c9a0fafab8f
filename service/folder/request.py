"""All that decides a run: the programme, the exact bytes of every input and the options."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from matcher.options import Options
from questionnaires.reading import InputFile


class Role(StrEnum):
    """What an input file is for; also its folder below ``inputs/``."""

    ANSWERS = "answers"
    PEOPLE = "people"
    PREFERENCES = "preferences"
    VERDICTS = "verdicts"
    LOCKS = "locks"
    PROFILE = "profile"
    PREVIOUS = "previous"


PROGRAMME = "inputs/programme.json"
"""Where a run's folder keeps the whole programme, what it took from the catalogue included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One run to be made.

    Parameters
    ----------
    programme
        Bytes of the self-contained programme file.
    files
        Role → files, in the order given.
    """

    programme: bytes
    files: Mapping[Role, tuple[InputFile, ...]] = field(default_factory=dict)
    options: Options = field(default_factory=Options)

    def of(self, role: Role) -> tuple[InputFile, ...]:
        """Return the files of one role."""
        return self.files.get(role, ())

    def one(self, role: Role) -> InputFile | None:
        """Return the only file of a role, or None."""
        return next(iter(self.of(role)), None)

    def inputs(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path below the run's folder and the bytes of every input."""
        yield PROGRAMME, self.programme
        for role in Role:
            for position, file in enumerate(self.of(role), start=1):
                # Two files may have one name; the number keeps both and their order.
                yield f"inputs/{role.value}/{position:02d}-{file.name}", file.content


def read_request(folder: Path, options: Options) -> Request:
    """Return the request that made a folder, from its ``inputs/``."""
    files = {role: _files(folder / "inputs" / role.value) for role in Role}
    return Request(programme=(folder / PROGRAMME).read_bytes(), files=files, options=options)


def _files(place: Path) -> tuple[InputFile, ...]:
    if not place.is_dir():
        return ()
    paths = sorted(path for path in place.iterdir() if path.is_file())
    return tuple(InputFile(path.name.split("-", 1)[1], path.read_bytes()) for path in paths)
