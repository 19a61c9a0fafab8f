"""Names of input files as a run's folder can keep them: no folders, not too long, told apart where it counts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from questionnaires.reading import InputFile

MOST_BYTES = 200
"""A file system allows 255 bytes for a name, and a number and a mark are put before and after it."""
LONGEST_SUFFIX = 16
NAMELESS = "file"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\ud800-\udfff]')
"""What some file system refuses in a name."""


def clean(file: InputFile) -> InputFile:
    """Return the file under a name that every file system takes; a clean name stays as it is."""
    name = _UNSAFE.sub("_", file.label).rstrip(". ") or NAMELESS
    return InputFile(fitted(name), file.content)


def fitted(name: str, mark: str = "") -> str:
    """Return a name with a mark before its suffix, shortened in front of both: a Cyrillic letter takes two bytes."""
    path = PurePosixPath(name)
    suffix = path.suffix if len(path.suffix.encode()) <= LONGEST_SUFFIX else ""
    stem, end = name.removesuffix(suffix), mark + suffix
    room = MOST_BYTES - len(end.encode())
    return stem.encode()[:room].decode(errors="ignore") + end


def told_apart(files: Iterable[InputFile]) -> tuple[InputFile, ...]:
    """Return the files with a number in names that a later file has too: a decision names its file."""
    kept: list[InputFile] = []
    taken: set[str] = set()
    given = list(files)
    own = {file.name for file in given}
    for file in reversed(given):
        name, number = file.name, 1
        while name in taken or (number > 1 and name in own):
            number += 1
            name = fitted(file.name, f" ({number})")
        taken.add(name)
        kept.append(InputFile(name, file.content))
    return tuple(reversed(kept))


def names_of(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return a name for each file: its own, after its folder's where several schools send one name."""
    several = Counter(path.name for path in paths)
    names = [
        path.name if several[path.name] == 1 else f"{path.resolve().parent.name} — {path.name}"
        for path in paths
    ]
    return tuple(file.name for file in told_apart(InputFile(name, b"") for name in names))
