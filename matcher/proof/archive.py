"""Arrays of whole numbers as an uncompressed npz archive: canonical bytes, and reading that trusts nothing."""

import io
import math
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np

from matcher.arrays import IntArray

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
KIND = np.dtype("<i8")
HEADER = re.compile(
    rb"\{'descr': '<i8', 'fortran_order': (False|True), 'shape': \(((?:\d{1,18}, ?)*(?:\d{1,18})?)\), \} *\n"
)
"""What stands before the numbers, read by its letters: what damaged bytes say is not run as a program."""
SUFFIX = ".npy"
BROKEN = (ValueError, KeyError, EOFError, OverflowError, RuntimeError, zipfile.BadZipFile)
"""What reading damaged bytes raises; a method of packing that is not known and a password are `RuntimeError`."""


def archive_bytes(arrays: Mapping[str, Any]) -> bytes:
    """Return whole numbers by name as an uncompressed npz archive with a fixed date, sorted by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(arrays):
            part = io.BytesIO()
            np.lib.format.write_array(part, np.asarray(arrays[name], dtype=KIND, order="C"), version=(1, 0))
            archive.writestr(zipfile.ZipInfo(f"{name}{SUFFIX}", FIXED_DATE), part.getvalue())
    return held.getvalue()


def read_archive(content: bytes) -> dict[str, IntArray]:
    """Return the arrays by name; nothing is unpacked, so they take no more room than the bytes do.

    Raises
    ------
    ValueError
        When the bytes are no such archive: compressed, a name twice, other numbers, or less than is announced.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_all(archive, len(content))
    except BROKEN as error:
        raise ValueError(f"The archive of arrays cannot be read: {error}") from error


def _read_all(archive: zipfile.ZipFile, size: int) -> dict[str, IntArray]:
    parts = archive.infolist()
    if any(part.compress_type != zipfile.ZIP_STORED for part in parts):
        raise ValueError("an array is compressed")
    if sum(part.file_size for part in parts) > size:
        raise ValueError("more is announced than there is")
    arrays: dict[str, IntArray] = {}
    for part in parts:
        name = part.filename.removesuffix(SUFFIX)
        if name in arrays or not part.filename.endswith(SUFFIX):
            raise ValueError(f"{part.filename} is no array, or stands there twice")
        arrays[name] = _read_array(name, archive.read(part))
    return arrays


def _read_array(name: str, content: bytes) -> IntArray:
    held = io.BytesIO(content)
    if np.lib.format.read_magic(held) != (1, 0):
        raise ValueError(f"{name} is written in another version")
    length = int.from_bytes(held.read(2), "little")
    header = HEADER.fullmatch(held.read(length))
    if header is None:
        raise ValueError(f"{name} must hold whole numbers of 64 bits")
    shape, numbers = tuple(map(int, re.findall(rb"\d+", header[2]))), content[held.tell() :]
    if math.prod(shape) * KIND.itemsize != len(numbers):
        raise ValueError(f"{name} must fill the shape {shape}")
    in_columns = header[1] == b"True"
    array = np.frombuffer(numbers, dtype=KIND).reshape(shape, order="F" if in_columns else "C")
    return array.astype(np.int64, order="C")


def check_names(arrays: Mapping[str, Any], expected: set[str]) -> None:
    """Raise ValueError when arrays are missing or there are others."""
    if set(arrays) != expected:
        missing, others = sorted(expected - set(arrays)), sorted(set(arrays) - expected)
        raise ValueError(f"The archive lacks the arrays {missing} and has {others} beside them.")
