"""One question of a questionnaire and the kinds of answer it can have."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import total_ordering

from questionnaires.wording import Wording


class Kind(StrEnum):
    """What an answer is; reading turns the text of a cell into the Python value named here. Blank is ``None``."""

    NAME = "name"
    """ФИО → `str`, one spelling: no double spaces, no Latin look-alikes, proper case."""
    TEXT = "text"
    """Free text → `str`."""
    CONTACT = "contact"
    """Phone or e-mail → `str`; never printed in a letter or on a card of the other side."""
    ORGANISATION = "organisation"
    """One of the programme's organisations → its key, `str`."""
    CHOICE = "choice"
    """One of the options → its key, `str`."""
    CHOICES = "choices"
    """Several of the options → their keys in the order of the options, `tuple[str, ...]`."""
    SCALE = "scale"
    """A mark between `least` and `most` → `int`."""
    NUMBER = "number"
    """A number between `least` and `most` → `Decimal` («2,5 года» → 2.5)."""
    HOURS = "hours"
    """Time a week → hours, `Decimal`."""
    GRADE = "grade"
    """School class → `Grade`."""
    GRADES = "grades"
    """Range of grades («5–7 класс») → `Range`."""
    AGES = "ages"
    """Range of ages («10-12 лет») → `Range`."""
    DATE = "date"
    """Calendar date → `date`."""
    YES_NO = "yes-no"
    """Да / нет → `bool`."""
    NAMES = "names"
    """Other people's names as typed, in order → `tuple[str, ...]`; resolved against the register later."""
    TIMESTAMP = "timestamp"
    """When the form was sent → `datetime` without zone, as written."""


MEASURED = frozenset({Kind.SCALE, Kind.YES_NO})
"""Kinds of answers that can be counted: what monitoring compares before and after."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Grade:
    """A school class: `Grade(9, "А")` prints as «9А»; the letter may be empty."""

    number: int
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.number}{self.letter}"

    def __lt__(self, other: "Grade") -> bool:
        return (self.number, self.letter) < (other.number, other.letter)


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers from `least` to `most`, both included."""

    least: int
    most: int

    def __contains__(self, number: int) -> bool:
        return self.least <= number <= self.most

    def __str__(self) -> str:
        return f"{self.least}–{self.most}" if self.least != self.most else str(self.least)


Value = str | int | bool | Decimal | date | Grade | Range | tuple[str, ...]
"""An answer that is not blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer a closed question offers; `also` holds other spellings that are read as it."""

    key: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Parameters
    ----------
    key
        Name in programmes and columns, e.g. ``"subjects"``.
    text
        The question as people read it: the column's header.
    kind
        What its answer is.
    purpose
        Why it is asked; no question is asked without a purpose.
    also
        Other headers under which files bring it.
    options
        For CHOICE and CHOICES.
    other
        Whether «Другое» with the person's own words is allowed; it arrives as raw text and is kept out of the score.
    required
        Whether a blank is an error (otherwise a blank is unknown).
    least, most
        Bounds of SCALE, NUMBER, HOURS.
    private
        Seen by the curator only: never in a letter, card, list or order.
    """

    key: str
    text: str
    kind: Kind
    purpose: str
    hint: str = ""
    also: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    other: bool = False
    required: bool = False
    least: int | None = None
    most: int | None = None
    private: bool = False

    def label(self, key: str) -> str:
        """Return the label of an option, or the key itself when the question has no such option."""
        return next((option.label for option in self.options if option.key == key), key)


class QuestionnaireKind(StrEnum):
    """What a questionnaire is for; only BASE, PREFERENCES and THIRD_PARTY feed the score."""

    BASE = "base"
    PREFERENCES = "preferences"
    THIRD_PARTY = "third-party"
    MONITORING_BEFORE = "monitoring-before"
    MONITORING_AFTER = "monitoring-after"
    VERDICTS = "verdicts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A list of questions handed out together."""

    key: str
    title: str
    kind: QuestionnaireKind
    introduction: str
    questions: tuple[Question, ...]

    def find(self, key: str) -> Question | None:
        """Return the question with this key, or None."""
        return next((question for question in self.questions if question.key == key), None)


SHOWN: dict[bool, Wording] = {True: Wording("да", "yes"), False: Wording("нет", "no")}
"""How a YES_NO answer is printed."""
