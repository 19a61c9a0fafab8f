"""Names of the places in a command line where a person puts a value, and paths as they are typed there."""

import re
import shlex
from pathlib import Path

from questionnaires.wording import Wording

FILE = Wording("ФАЙЛ", "FILE")
FILES = Wording("ФАЙЛ…", "FILE…")
FOLDER = Wording("ПАПКА", "FOLDER")
PROGRAMME = Wording("ПРОГРАММА", "PROGRAMME")
NAME = Wording("ИМЯ", "NAME")
CODE = Wording("КОД", "CODE")
DAY = Wording("ДАТА", "DATE")
TITLE = Wording("НАЗВАНИЕ", "TITLE")
REGION = Wording("РЕГИОН.toml", "REGION.toml")

PLAIN = re.compile(r"[\w./\\:@%+=,-]+")
"""What every shell takes as one word."""
MARKED = re.compile(r'["$`!]')
"""What double quotes do not protect."""


def quoted(path: Path) -> str:
    """Return a path so that a line with it can be copied: double quotes serve a shell and Windows alike."""
    text = str(path)
    if PLAIN.fullmatch(text):
        return text
    return shlex.quote(text) if MARKED.search(text) else f'"{text}"'
