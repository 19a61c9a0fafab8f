"""Calling the command as a person does, and example files on the disk."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from service.command.group import run_command

COMMAND = "from service.command import main; main()"
"""The command as a program for Python; what follows it are its arguments."""
PROCESS = (sys.executable, "-c", COMMAND)
"""The command in a process of its own."""


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The answer for another program."""
        content: dict[str, Any] = json.loads(self.out)
        return content


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> Said:
    """Call the command; no answer may hold a traceback."""
    capsys.readouterr()
    code = run_command([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert code in range(6)
    return Said(code, out, err)


def below(folder: Path, pattern: str = "*.*") -> list[Path]:
    """Return the files of a folder in the order of their names."""
    return sorted(path for path in folder.glob(pattern) if path.is_file())
