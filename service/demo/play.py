"""Play one programme from its example files to its orders, as a curator would with the command."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matcher.options import Options
from questionnaires.examples import Example, example_files
from questionnaires.loading import load_programme, resolved
from questionnaires.programme import Programme, Stage
from questionnaires.reading import InputFile
from questionnaires.wording import Wording
from service.demo.interviews import all_accepted
from service.folder.approve import approve
from service.folder.checks.verify import verify_folder
from service.folder.earlier.previous import collect_previous
from service.folder.make import Made, make
from service.folder.request import Request, Role
from service.folder.write import add_papers, write_run
from service.view import Paper

SHORTLIST = 3
"""Potential mentors named for each mentee before the interviews."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A programme played to its end.

    Parameters
    ----------
    folder
        Folder of the last run, approved.
    steps
        Names of the folders of all runs, in order.
    faults
        What the independent check found in any of them.
    """

    programme: Programme
    example: Example
    request: Request
    made: Made
    folder: Path
    steps: tuple[str, ...]
    faults: tuple[Wording, ...]


def play(key: str, out: Path) -> Played:
    """Write a programme's example files and play every stage of it below `out`."""
    programme = load_programme(key)
    example = example_files(programme)
    add_papers(out / "files", example_papers(example))
    steps = tuple(_steps(programme, example, out))
    last_name, request, made = steps[-1]
    folder = out / last_name
    approve(folder, by=_head(programme))
    faults = tuple(fault for name, _, _ in steps for fault in verify_folder(out / name))
    return Played(
        programme=programme,
        example=example,
        request=request,
        made=made,
        folder=folder,
        steps=tuple(name for name, _, _ in steps),
        faults=faults,
    )


def example_papers(example: Example) -> Iterator[Paper]:
    """Yield the example's files in folders named like the options that take them."""
    given = {
        "answers": example.answers,
        "preferences": example.preferences,
        "verdicts": example.verdicts,
        "locks": example.locks,
        "additions": example.additions,
    }
    for role, files in given.items():
        yield from (Paper(f"{role}/{file.name}", file.content) for file in files)


def _steps(programme: Programme, example: Example, out: Path) -> Iterator[tuple[str, Request, Made]]:
    """Yield (folder, request, run) of each run a curator makes."""
    request = _first_request(programme, example)
    if Stage.VERDICTS not in programme.stages:
        yield _write(out, "run", request)
        return
    name, shown, made = _write(out, "shortlist", _with(request, Options(shortlist=SHORTLIST)))
    yield name, shown, made
    decided = _with(request, Options(), verdicts=tuple(example.verdicts), people=_register(out / name))
    proposed = _write(out, "proposal", decided)
    yield proposed
    # The pairs nobody has spoken to yet are invited as well; in the example all of them agree.
    agreed = all_accepted(proposed[2])
    final = _write(out, "run", _with(decided, Options(), verdicts=(*decided.of(Role.VERDICTS), agreed)))
    yield final
    if example.additions:
        approve(out / final[0], by=_head(programme))
        yield from _addition(out, final[1], example)


def _addition(out: Path, before: Request, example: Example) -> Iterator[tuple[str, Request, Made]]:
    """People who join during the year: working pairs stay, the order is one of changes."""
    joined = _with(
        before,
        Options(),
        answers=(*before.of(Role.ANSWERS), *example.additions),
        people=_register(out / "run"),
        previous=collect_previous(out / "run"),
    )
    proposed = _write(out, "addition-proposal", joined)
    yield proposed
    agreed = all_accepted(proposed[2])
    yield _write(out, "addition", _with(joined, Options(), verdicts=(*joined.of(Role.VERDICTS), agreed)))


def _first_request(programme: Programme, example: Example) -> Request:
    files = {
        Role.ANSWERS: tuple(example.answers),
        Role.PREFERENCES: tuple(example.preferences),
        Role.LOCKS: tuple(example.locks),
        Role.PEOPLE: (example.people,) if example.people else (),
    }
    return Request(programme=resolved(programme), files=files)


def _with(request: Request, options: Options, **files: tuple[InputFile, ...]) -> Request:
    roles = {Role(name): given for name, given in files.items()}
    return Request(programme=request.programme, files={**request.files, **roles}, options=options)


def _write(out: Path, name: str, request: Request) -> tuple[str, Request, Made]:
    made = make(request)
    write_run(out / name, request, made.papers)
    return name, request, made


def _register(folder: Path) -> tuple[InputFile, ...]:
    return (InputFile("people.csv", (folder / "people.csv").read_bytes()),)


def _head(programme: Programme) -> str:
    first = programme.organisations[0]
    return f"{first.head_position} {first.head}".strip()
