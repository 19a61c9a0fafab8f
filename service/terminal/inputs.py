"""From the command line's file names to a request: the bytes are read here, once."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from matcher.options import Options
from questionnaires.loading import find_programmes, load_programme, resolved
from questionnaires.reading import InputFile
from service.folder.contents.file_names import names_of
from service.folder.earlier.carried import continued, read_earlier
from service.folder.request import Request, Role
from service.terminal.faults import NoProgramme
from service.terminal.options import existing, run_folder


def programme_bytes(named: str) -> bytes:
    """Return the self-contained programme: a ready one by its key, or a curator's own file."""
    if named in find_programmes():
        return resolved(load_programme(named))
    path = Path(named)
    if not path.is_file():
        raise NoProgramme(named, find_programmes())
    return resolved(load_programme(path))


def read_inputs(programme: str, given: Mapping[str, Any], options: Options) -> Request:
    """Return the request of a command line: `given` holds the values of its options by name."""
    files = {
        Role.ANSWERS: _files(given["answers"]),
        Role.PREFERENCES: _files(given["preferences"]),
        Role.VERDICTS: _files(given["verdicts"]),
        Role.LOCKS: _files(given["locks"]),
        Role.PEOPLE: _files([given["people"]] if given["people"] else []),
        Role.PROFILE: _files(given["profile"]),
    }
    if given["previous"]:
        files = continued(files, read_earlier(run_folder(given["previous"])))
    return Request(programme=programme_bytes(programme), files=files, options=options)


def _files(paths: Iterable[Path]) -> tuple[InputFile, ...]:
    given = list({path.resolve(): path for path in existing(paths)}.values())
    return tuple(
        InputFile(name, path.read_bytes()) for name, path in zip(names_of(given), given, strict=True)
    )
