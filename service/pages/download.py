"""Files that the browser saves: one under its own name, or many as one archive."""

from collections.abc import Mapping
from urllib.parse import quote

from flask import Response

from service.documents.formats.archive import zipped


def saved_together(name: str, files: Mapping[str, bytes]) -> Response:
    """Return the files as one ZIP to be saved."""
    return saved(f"{name}.zip", zipped(files.items()), "application/zip")


def saved(name: str, content: bytes, kind: str = "application/octet-stream") -> Response:
    """Return a file that the browser saves under a name of any letters."""
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
