"""Unpacking in the child: the files of a run from a ZIP archive, within stated limits."""

import io
import re
import zipfile

from questionnaires.finding import Finding, InputRefused, Severity
from questionnaires.wording import Wording
from service.folder.request import Role

MOST_FILES = 200
PATH = re.compile(rf"({'|'.join(Role)})/\d{{2,3}}-[^/\\]{{1,200}}")
NO_ARCHIVE = Wording("Это не архив ZIP, или он повреждён.", "This is no ZIP archive, or it is damaged.")
OTHER_NAME = Wording(
    "Имя «{path}» не годится: нужно роль/01-имя, роль — одна из {roles}.",
    "The name «{path}» does not do: role/01-name is needed, the role one of {roles}.",
)
TOO_LARGE = Wording(
    "В архиве больше {files} файлов или {megabytes} МБ: это предел.",
    "The archive holds more than {files} files or {megabytes} MB: that is the limit.",
)
SEND_AGAIN = Wording("Соберите архив заново.", "Make the archive again.")


def read_archive(content: bytes, most: int) -> dict[str, bytes]:
    """Return path below a run's folder → bytes.

    Parameters
    ----------
    most
        Bytes that all files together may have when unpacked.

    Raises
    ------
    InputRefused
        When it is no such archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > most:
                raise _refused(TOO_LARGE.format(files=MOST_FILES, megabytes=most // 1_000_000))
            for info in infos:
                if not PATH.fullmatch(info.filename):
                    raise _refused(OTHER_NAME.format(path=info.filename, roles=", ".join(Role)))
            return {f"inputs/{info.filename}": archive.read(info) for info in infos}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _refused(NO_ARCHIVE) from error


def _refused(why: Wording) -> InputRefused:
    return InputRefused([Finding(severity=Severity.ERROR, code="archive", reason=why, remedy=SEND_AGAIN)])
