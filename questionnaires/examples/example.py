"""What the generator hands over: files, and the traps it has planted in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from questionnaires.reading.input_file import InputFile


class TrapKind(StrEnum):
    """A way in which real survey files differ from what a programme expects."""

    LATIN_GRADE = "latin-grade"
    """«9a» with a Latin letter."""
    QUOTED_GRADE = "quoted-grade"
    """«9 «А»»."""
    DASHED_GRADE = "dashed-grade"
    """«9-а»."""
    WORDED_GRADE = "worded-grade"
    """«9 класс»: no letter."""
    ROMAN_GRADE = "roman-grade"
    """«IX»."""
    DOUBLE_SPACE = "double-space"
    LATIN_NAME = "latin-name"
    """A Latin look-alike inside a Cyrillic name."""
    CAPITALS = "capitals"
    """A name in capitals only."""
    YO = "yo"
    """«е» written where the other answer of the same person has «ё»."""
    NBSP = "nbsp"
    """A no-break space inside a name."""
    HOURS_IN_WORDS = "hours-in-words"
    """«2 часа в неделю»."""
    RANGE_IN_WORDS = "range-in-words"
    """«10-12 лет», «5–7 класс»."""
    OUT_OF = "out-of"
    """«8/10»."""
    DECIMAL_COMMA = "decimal-comma"
    OWN_WORDS = "own-words"
    """«Другое»: the person's own words among the options."""
    OPTION_WITH_COMMA = "option-with-comma"
    """A multi-select whose chosen option has a comma inside."""
    ISO_DATE = "iso-date"
    """«2011-05-28»."""
    FORMULA = "formula"
    """A text that begins with ``= + - @``."""
    PHANTOM_ROWS = "phantom-rows"
    """Rows without any answer after the last one."""
    EMPTY_HEADER = "empty-header"
    """Columns without a name after the last one."""
    HAND_COLUMN = "hand-column"
    """A column the school has added by hand («Статус»)."""
    GRID = "grid"
    """One question in several columns, «Вопрос [Строка]»."""
    LONG_HEADER = "long-header"
    """A header with spaces before or after the question."""
    REPEATED = "repeated"
    """The same person sent the form again, with another answer."""
    NAMESAKE = "namesake"
    """Another person with the same name in the same organisation."""
    MISSPELT = "misspelt"
    """A name that is almost, but not quite, that of somebody known."""
    TWO_BASES = "two-bases"
    """One person in two bases."""
    TWO_ORGANISATIONS = "two-organisations"
    """One child who answers in a school and in an organisation of additional education."""
    UNKNOWN_NAME = "unknown-name"
    """A name that belongs to nobody who answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """One trap and where it stands.

    Parameters
    ----------
    row
        As a spreadsheet shows it: the header is row 1. None for a trap of a whole column.
    column
        Header of the column as it stands in the file; empty for a trap of a whole row.
    found
        The cell as it is written.
    """

    file: str
    row: int | None
    column: str
    kind: TrapKind
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Files of one programme, all people invented.

    Parameters
    ----------
    answers
        What ``--answers`` takes: questionnaires, records of consent, third-party requests, existing bases.
    additions
        Answer files that come later in the year.
    people
        The register, when the programme had one before.
    planned
        Base key → how many different people have answered for it.
    note
        What is special to these files, for the curator.
    """

    programme: str
    answers: tuple[InputFile, ...]
    preferences: tuple[InputFile, ...] = ()
    verdicts: tuple[InputFile, ...] = ()
    locks: tuple[InputFile, ...] = ()
    people: InputFile | None = None
    additions: tuple[InputFile, ...] = ()
    traps: tuple[Trap, ...] = ()
    planned: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    def files(self) -> tuple[InputFile, ...]:
        """Return every file of the example."""
        register = (self.people,) if self.people else ()
        return (*self.answers, *self.preferences, *self.verdicts, *self.locks, *register, *self.additions)
