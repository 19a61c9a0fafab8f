"""Archives with nothing of the moment in them, DOCX and XLSX among them: equal content gives equal bytes."""

import io
import re
import zipfile
from collections.abc import Iterable

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold; every part of every paper carries it."""
DOCUMENT_DATE = "2020-01-01T00:00:00Z"
"""The date in the properties of every paper; the date of an order is in its text."""

_CORE = "docProps/core.xml"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files, each a path and its bytes, as one ZIP archive to be saved."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files):
            archive.writestr(_entry(path), content)
    return buffer.getvalue()


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an office file whose bytes depend on the names and contents of its parts alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in sorted(parts, key=_place):
            archive.writestr(_entry(name), _dateless(name, content))
    return buffer.getvalue()


def _place(part: tuple[str, bytes]) -> tuple[bool, str]:
    """Put the list of content types first, as office programs write it."""
    return part[0] not in _FIRST, part[0]


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # otherwise the bytes would tell Windows from Linux
    entry.external_attr = 0o644 << 16
    return entry


def _dateless(name: str, content: bytes) -> bytes:
    if name != _CORE:
        return content
    return _DATES.sub(rb"\g<1>" + DOCUMENT_DATE.encode() + rb"\g<2>", content)
