"""What the system refuses, a full disk or a folder that may not be written, as a sentence."""

import errno
import re

from questionnaires.wording import Wording, both

FULL = Wording(
    "На диске не осталось места: записано не всё. Освободите место или укажите папку на другом диске и повторите.",
    "The disk is full: not all was written. Free some space or name a folder on another disk, and repeat.",
)
WHY = {
    errno.EACCES: Wording("нет прав", "no permission"),
    errno.EPERM: Wording("нет прав", "no permission"),
    errno.EROFS: Wording("диск открыт только для чтения", "the disk is read-only"),
    errno.ENOENT: Wording("такой папки или файла нет", "there is no such file or folder"),
    errno.ENOTDIR: Wording("на пути к ней — файл, а не папка", "a file stands where a folder is needed"),
    errno.EISDIR: Wording("это папка, а не файл", "it is a folder and not a file"),
    errno.ENAMETOOLONG: Wording("имя слишком длинное", "the name is too long"),
}
UNUSABLE = Wording(
    "Файл или папка недоступны: {path} ({why}).", "A file or folder cannot be used: {path} ({why})."
)
FULL_DISK = (errno.ENOSPC, errno.EDQUOT)
HALF_MADE = re.compile(r"\.([^/\\]+)\.(?:making|replaced|gone)-[^/\\]*")
"""A folder that exists only while a run is written: nobody has named it so."""


def system_fault(error: OSError) -> Wording:
    """Return what the system refused, by the name that the person gave."""
    if error.errno in FULL_DISK:
        return FULL
    path = HALF_MADE.sub(r"\1", str(error.filename or "?"))
    return UNUSABLE.format(path=path, why=WHY.get(error.errno or 0, both(str(error.strerror or error))))
