"""Papers as one archive; equal papers, equal bytes."""

import io
import zipfile
from collections.abc import Iterable

FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def archived(papers: Iterable[tuple[str, bytes]]) -> bytes:
    """Return papers, each a path and its bytes, as one ZIP archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in papers:
            archive.writestr(zipfile.ZipInfo(path, FIXED_DATE), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
