"""What a command answers: lines for a person, data for a program, and an exit code."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from questionnaires.wording import Language, Wording


class Exit(IntEnum):
    """Exit codes other programs rely on."""

    FINISHED = 0
    BROKEN = 1
    """A fault of the program itself."""
    REFUSED = 2
    """Input refused; every problem is listed."""
    NO_ASSIGNMENT = 3
    """Nothing satisfies the musts; conflict and cheapest repair are listed."""
    NOT_EQUAL = 4
    """Verification or reproduction failed."""
    SOME_FAILED = 5
    """Some organisations of a batch failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer of a command.

    Parameters
    ----------
    lines
        For a person, in both languages.
    data
        For ``--json``.
    """

    lines: Sequence[Wording | str]
    data: Mapping[str, Any] = field(default_factory=dict)
    code: Exit = Exit.FINISHED

    def text(self, language: Language) -> str:
        """Return the lines in one language."""
        return "\n".join(line if isinstance(line, str) else line[language] for line in self.lines)

    def json(self, language: Language = Language.RU) -> str:
        """Return the data with the exit code, sentences in one language."""

        def plain(value: object) -> str:
            return value[language] if isinstance(value, Wording) else str(value)

        return json.dumps({"exit": int(self.code), **self.data}, ensure_ascii=False, indent=2, default=plain)
