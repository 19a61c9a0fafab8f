"""A run's request from the files below its ``inputs/``, as they are kept and as they travel."""

from collections.abc import Mapping
from typing import Any

from matcher.options import Options
from questionnaires.reading import InputFile
from service.folder.request import PROGRAMME, Request, Role


def request_from(content: Mapping[str, bytes], options: Mapping[str, Any]) -> Request:
    """Return the request whose `Request.inputs` are these paths and bytes."""
    files: dict[Role, tuple[InputFile, ...]] = {}
    # The number before each name keeps the order in which the files were given.
    for path in sorted(content.keys() - {PROGRAMME}, key=_number):
        _, role, name = path.split("/", 2)
        file = InputFile(name.split("-", 1)[1], content[path])
        files[Role(role)] = (*files.get(Role(role), ()), file)
    return Request(programme=content[PROGRAMME], files=files, options=Options(**options))


def _number(path: str) -> tuple[str, int]:
    _, role, name = path.split("/", 2)
    return role, int(name.split("-", 1)[0])
