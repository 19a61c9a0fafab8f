"""From the command line's file names to a request: the bytes are read here, once."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from matcher.options import Options
from questionnaires.loading import find_programmes, load_programme, resolved
from questionnaires.reading import InputFile
from service.command.faults import NoProgramme
from service.command.options import existing, run_folder
from service.folder.carried import with_earlier
from service.folder.previous import collect_previous
from service.folder.request import Request, Role


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
    previous = run_folder(given["previous"]) if given["previous"] else None
    files = {
        Role.ANSWERS: _files(given["answers"]),
        Role.PREFERENCES: _files(given["preferences"]),
        Role.VERDICTS: _decisions(Role.VERDICTS, given["verdicts"], previous),
        Role.LOCKS: _decisions(Role.LOCKS, given["locks"], previous),
        Role.PEOPLE: _one(given["people"]) or _register(previous),
        Role.PROFILE: _files(given["profile"]),
        Role.PREVIOUS: collect_previous(previous) if previous else (),
    }
    return Request(programme=programme_bytes(programme), files=files, options=options)


def _files(paths: Iterable[Path]) -> tuple[InputFile, ...]:
    return tuple(InputFile(path.name, path.read_bytes()) for path in existing(paths))


def _decisions(role: Role, paths: Iterable[Path], previous: Path | None) -> tuple[InputFile, ...]:
    """Return the decisions of the earlier run, then those given now: a later file overrules an earlier one."""
    given = _files(paths)
    return with_earlier(previous, role, given) if previous else given


def _one(path: Path | None) -> tuple[InputFile, ...]:
    return _files([path] if path else [])


def _register(previous: Path | None) -> tuple[InputFile, ...]:
    """Return the register of the earlier run, which a refresh continues unless another is given."""
    return _one(previous / "people.csv") if previous else ()
