"""The mapping of a file's columns, saved so that a person can edit it and the next file needs no asking."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.messages.message import Place
from questionnaires.reading.messages.tables import BROKEN_PROFILE
from questionnaires.reading.spelling import fold_header

_ABOUT = """\
# Какой столбец файла отвечает на какой вопрос. Слева заголовок из файла, справа ключ вопроса; "" — не читать.
# reads — что это за файл: ключ анкеты из списка ниже или ignore — не читать.
"""
_PLACE_OF_A_FAULT = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProfile:
    """The mapping of one table.

    Parameters
    ----------
    name
        Name of the file; empty fits every file.
    sheet
        Name of the sheet; empty fits every sheet.
    reads
        Key of a questionnaire or of another form (``records``, ``preferences``, ``verdicts``, ``locks``), or
        ``ignore``; empty leaves it to recognition.
    base
        Key of the base the rows go to; empty leaves it to the answers.
    columns
        Header as it stands in the file → question key, ``""`` for a column that is not read.
    """

    name: str = ""
    sheet: str = ""
    reads: str = ""
    base: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def folded_columns(self) -> dict[str, str]:
        """Return folded header → question key."""
        return {fold_header(header): key for header, key in self.columns.items()}


@dataclass(frozen=True, slots=True)
class Profile:
    """The mappings of all files.

    Parameters
    ----------
    legend
        Lines for the person who edits it: what may stand for ``reads``, and the questions.
    """

    files: tuple[FileProfile, ...] = ()
    legend: tuple[str, ...] = field(default=(), compare=False)

    def find(self, file: str, sheet: str) -> FileProfile | None:
        """Return the first mapping that fits this file and sheet, one that names them before one for all."""
        fitting = [one for one in self.files if one.name in {"", file} and one.sheet in {"", sheet}]
        return min(fitting, key=lambda one: (not one.name, not one.sheet), default=None)

    def to_toml(self) -> bytes:
        """Return the text of the profile: TOML in UTF-8."""
        legend = "".join(f"# {line}".rstrip() + "\n" for line in self.legend)
        return (_ABOUT + legend + "".join(_file_toml(file) for file in self.files)).encode()


def read_profiles(files: Sequence[InputFile], findings: Findings) -> Profile:
    """Return the mappings of several files as one; where two fit a table equally well, the earlier wins."""
    return Profile(tuple(one for file in files for one in read_profile(file, findings).files))


def read_profile(file: InputFile, findings: Findings) -> Profile:
    """Return the profile of a TOML file; an empty one with a finding when it is broken."""
    try:
        content = tomllib.loads(file.content.decode("utf-8-sig").replace("\r\n", "\n"))
        return Profile(tuple(_file_profile(entry) for entry in content.get("file", [])))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError) as error:
        place = _PLACE_OF_A_FAULT.search(str(error))
        findings.add(BROKEN_PROFILE, Place(file.label, int(place[1]) if place else None))
        return Profile()


def _file_profile(entry: Mapping[str, object]) -> FileProfile:
    columns = entry.get("columns", {})
    if not isinstance(columns, dict):
        raise TypeError("columns: a table is expected")
    texts = {key: str(entry.get(key, "")) for key in ("name", "sheet", "reads", "base")}
    return FileProfile(**texts, columns={str(header): str(key) for header, key in columns.items()})


def _file_toml(file: FileProfile) -> str:
    lines = [
        f"{key} = {_quoted(getattr(file, key))}"
        for key in ("name", "sheet", "reads", "base")
        if getattr(file, key)
    ]
    lines += ["", "[file.columns]"] + [mapping_line(header, key) for header, key in file.columns.items()]
    return "\n[[file]]\n" + "\n".join(lines) + "\n"


def mapping_line(header: str, key: str) -> str:
    """Return the line of a profile that maps one column."""
    return f"{_quoted(header)} = {_quoted(key)}"


def _quoted(text: str) -> str:
    # a JSON string is a TOML basic string, but for DEL, which JSON leaves bare
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
