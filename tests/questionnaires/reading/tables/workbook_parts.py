"""Workbooks whose parts are others than a program would write."""

import io
import zipfile
from collections.abc import Callable, Mapping

from questionnaires.reading import InputFile

PAGE = "xl/worksheets/sheet1.xml"


def edited(file: InputFile, change: Callable[[bytes], bytes], part: str = PAGE) -> InputFile:
    """Return a workbook with one part changed: its first sheet, unless another is named."""
    with zipfile.ZipFile(io.BytesIO(file.content)) as book:
        return repacked(file, {part: change(book.read(part))})


def repacked(file: InputFile, parts: Mapping[str, bytes]) -> InputFile:
    """Return a workbook with these parts in place of its own, or beside them."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file.content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return InputFile(file.name, packed.getvalue())
