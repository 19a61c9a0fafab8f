"""Many files as one archive; the same files make the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from urllib.parse import quote

from flask import Response

EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(name: str, files: Mapping[str, bytes]) -> Response:
    """Return the files as one ZIP to be saved."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return saved(f"{name}.zip", held.getvalue(), "application/zip")


def saved(name: str, content: bytes, kind: str = "application/octet-stream") -> Response:
    """Return a file that the browser saves under a name of any letters."""
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
