"""All that decides a run: the programme, the exact bytes of every input and the options."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from matcher.options import Options
from questionnaires.reading import InputFile
from service.folder.contents.file_names import clean, told_apart
from service.folder.contents.manifest import ABSENT, CHANGED, Damaged, checksum, read_manifest


class Role(StrEnum):
    """What an input file is for; also its folder below ``inputs/``."""

    ANSWERS = "answers"
    PEOPLE = "people"
    PREFERENCES = "preferences"
    VERDICTS = "verdicts"
    LOCKS = "locks"
    PROFILE = "profile"
    PREVIOUS = "previous"


NAMED_APART = (Role.VERDICTS, Role.LOCKS)
"""Roles in which a later file may overrule an earlier one, so that no two may have one name."""
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
        Role → files, in the order given; their names become such as a folder can keep.
    """

    programme: bytes
    files: Mapping[Role, tuple[InputFile, ...]] = field(default_factory=dict)
    options: Options = field(default_factory=Options)

    def __post_init__(self) -> None:
        files = {role: tuple(map(clean, given)) for role, given in self.files.items()}
        files |= {role: told_apart(files[role]) for role in NAMED_APART if role in files}
        object.__setattr__(self, "files", files)

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
    ordered = {role: files_of(contents, role) for role in Role}
    return Request(programme=programme, files=ordered, options=Options(**manifest["options"]))


def inputs_of(folder: Path, recorded: Mapping[str, str], role: Role) -> dict[str, bytes]:
    """Return path → bytes of the files of one role that made a folder.

    Raises
    ------
    Damaged
        When one of them is not what it was.
    """
    own = {path: known for path, known in recorded.items() if path.startswith(f"inputs/{role.value}/")}
    return _inputs(folder, own)


def files_of(contents: Mapping[str, bytes], role: Role) -> tuple[InputFile, ...]:
    """Return the files of one role among those of a folder, by the numbers before their names."""
    numbered: list[tuple[int, InputFile]] = []
    for path, content in contents.items():
        _, _, rest = path.partition(f"inputs/{role.value}/")
        number, dash, name = rest.partition("-")
        if dash and number.isdecimal():
            numbered.append((int(number), InputFile(name, content)))
    return tuple(file for _, file in sorted(numbered, key=lambda one: one[0]))


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
