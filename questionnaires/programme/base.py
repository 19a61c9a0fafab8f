"""Bases: people who answered one questionnaire to stand on one side."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from questionnaires.programme.document import Document
from questionnaires.question import Questionnaire


class Side(StrEnum):
    """Which side of a pair the people of a base stand on."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    PEERS = "peers"
    """Pairs are formed inside the base («равный – равному»)."""


class Category(StrEnum):
    """Who the people of a base are; decides rules of consent and which order they stand in."""

    PUPIL = "pupil"
    TEACHER = "teacher"
    STUDENT = "student"
    EMPLOYER = "employer"
    ALUMNUS = "alumnus"

    @property
    def is_outsider(self) -> bool:
        """Whether the person comes from outside the school and so needs admission."""
        return self in {Category.STUDENT, Category.EMPLOYER, Category.ALUMNUS}


class Blank(StrEnum):
    """What a requirement does with a person who did not answer."""

    REFUSE = "refuse"
    PASS = "pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A bound a person of a base must meet, on the programme's date.

    Parameters
    ----------
    fact
        ``"age"`` (years, from the birth date), ``"grade"`` (number), or the key of a question.
    least, most, one_of
        Bounds of a number, or the options one of which is needed.
    label
        As a person reads it: «возраст 10–19 лет».
    """

    fact: str
    label: str
    least: Decimal | None = None
    most: Decimal | None = None
    one_of: tuple[str, ...] = ()
    blank: Blank = Blank.REFUSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many mentees a mentor of a base may take in all forms together."""

    question: str | None = None
    default: int = 1
    ceiling: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A base (база): people who answered one questionnaire to stand on one side.

    Parameters
    ----------
    where
        When several bases share a questionnaire: the answers that put a person into this one.
    requirements
        Bounds of the programme; who does not meet them is counted and stands in no pair.
    documents
        Records needed to take part; fail-closed.
    private
        The base is kept apart, by code, and named in no list, letter, log or file name.
    """

    key: str
    title: str
    side: Side
    category: Category
    questionnaire: Questionnaire
    where: tuple[Requirement, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    documents: tuple[Document, ...] = ()
    capacity: Capacity = Capacity()
    private: bool = False
