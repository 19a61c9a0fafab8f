"""Small runs of the ready programmes on their example files, for tests of folders, batches and the command."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matcher.options import Options
from questionnaires.examples import Example, example_files
from questionnaires.loading import load_programme, resolved
from questionnaires.reading import InputFile
from service.demo.interviews import all_accepted
from service.folder.contents.manifest import RUN, to_json
from service.folder.make import Made
from service.folder.request import Request, Role

GYMNASIUM, STUDIO, FULL, TEACHERS = (
    "r2-gymnasium",
    "r4-additional-education",
    "r3-full-process",
    "r5-teachers",
)
PEOPLE = {GYMNASIUM: 60, STUDIO: 24, FULL: 60, TEACHERS: 40}
BY = "Директор Карандашова Л. И."


def example_of(programme: str) -> Example:
    """Return the example files of a programme, for few people."""
    return example_files(load_programme(programme), people=PEOPLE[programme])


def request_of(programme: str) -> Request:
    """Return the first request a curator of the programme makes."""
    example = example_of(programme)
    files = {
        Role.ANSWERS: example.answers,
        Role.PREFERENCES: example.preferences,
        Role.LOCKS: example.locks,
    }
    return Request(programme=resolved(load_programme(programme)), files=files)


def with_files(request: Request, options: Options | None = None, **files: tuple[InputFile, ...]) -> Request:
    """Return the request with other files in some roles."""
    roles = {Role(name): given for name, given in files.items()}
    return Request(
        programme=request.programme, files={**request.files, **roles}, options=options or request.options
    )


def register_of(made: Made) -> tuple[InputFile, ...]:
    """Return the register of a run as the next one reads it."""
    return (InputFile("people.csv", content_of(made, "people.csv")),)


def all_agreed(request: Request, made: Made) -> Request:
    """Return the request with decisions in which everybody who was proposed agrees."""
    return with_files(request, people=register_of(made), verdicts=(all_accepted(made),))


def content_of(made: Made, path: str) -> bytes:
    """Return one paper of a run."""
    return next(paper.content for paper in made.papers if paper.path == path)


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of pairs.csv, unmatched.csv or people.csv."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def table(rows: list[dict[str, str]], columns: list[str] | None = None) -> bytes:
    """Return rows as the bytes of a table in the project's own notation; `columns` where no row may be left."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns or list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def edit_rows(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Change the rows of a table in place."""
    rows = read_rows(path.read_bytes())
    columns = list(rows[0])
    change(rows)
    path.write_bytes(table(rows, list(rows[0]) if rows else columns))


def manifest(folder: Path, name: str = RUN) -> dict[str, Any]:
    """Return a manifest of a folder."""
    content: dict[str, Any] = json.loads((folder / name).read_bytes())
    return content


def edit_manifest(folder: Path, change: Callable[[dict[str, Any]], object], name: str = RUN) -> None:
    """Change a manifest in place, as somebody with an editor would."""
    content = manifest(folder, name)
    change(content)
    (folder / name).write_bytes(to_json(content))
