"""All that decides a run: the programme, the exact bytes of every input and the options."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from matcher.options import Options
from questionnaires.reading import InputFile
from service.folder.manifest import ABSENT, CHANGED, Damaged, checksum, read_manifest


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


def read_request(folder: Path) -> Request:
    """Return the request that made a folder; files its manifest does not name are no inputs.

    Raises
    ------
    Damaged
        When the manifest or an input is not what it was.
    """
    manifest = read_manifest(folder)
    contents = _inputs(folder, manifest["inputs"])
    programme = contents.pop(PROGRAMME)
    files: dict[Role, list[tuple[int, InputFile]]] = {}
    for path, content in contents.items():
        _, role, name = path.split("/", 2)
        number, _, own = name.partition("-")
        files.setdefault(Role(role), []).append((int(number), InputFile(own, content)))
    ordered = {
        role: tuple(file for _, file in sorted(given, key=lambda one: one[0]))
        for role, given in files.items()
    }
    return Request(programme=programme, files=ordered, options=Options(**manifest["options"]))


def _inputs(folder: Path, recorded: Mapping[str, str]) -> dict[str, bytes]:
    """Return path → bytes of every recorded input."""
    found, faults = {}, {}
    for path, expected in recorded.items():
        if not (folder / path).is_file():
            faults[path] = ABSENT.format(path=path)
        elif checksum(content := (folder / path).read_bytes()) != expected:
            faults[path] = CHANGED.format(path=path)
        else:
            found[path] = content
    if faults:
        raise Damaged(folder, faults)
    return found
