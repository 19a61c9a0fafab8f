"""What a form of mentoring compares between a mentee and a mentor, as a programme writes it down.

`matcher.criteria` turns each criterion into integer features; nothing here computes a point.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

POINTS_OF_A_FORM = 10_000
"""The wishes of one form share this many points: 100.00 shown as «100»."""


class CriterionKind(StrEnum):
    """The kinds of comparison. The comment names the settings each kind takes."""

    NEED_OFFER = "need-offer"
    """Share of what the mentee needs that the mentor offers (CHOICES, or CHOICE, on both sides)."""
    OVERLAP = "overlap"
    """Common options, normalised by the mentee's number of options (interests, dislikes)."""
    CLOSENESS = "closeness"
    """The nearer two ordered answers, the more points: ``span`` is the distance that earns nothing."""
    GAP = "gap"
    """Mentor minus mentee (grade, age, experience) between ``least`` and ``most``."""
    TABLE = "table"
    """Any two closed answers: ``table`` maps ``"mentee option|mentor option"`` to a percentage 0–100; ``otherwise``."""
    WITHIN = "within"
    """The mentee's number (age, grade) lies in the range the mentor wrote (AGES, GRADES)."""
    AVAILABILITY = "availability"
    """Shared slots (CHOICES): full points from ``enough`` shared; as a must at least ``least``."""
    PREFERENCE = "preference"
    """Who named whom after the meeting: ``first`` (percent of the first place), ``step`` (percent less per place);
    an explicit «нет» of either side forbids the pair."""
    REQUEST = "request"
    """Topics a third party named for the mentee, against what the mentor offers; like NEED_OFFER."""
    HISTORY = "history"
    """Earlier partners: ``partner`` = ``"keep"`` or ``"avoid"``."""
    ZONE = "zone"
    """The same place: ``same`` names the answer or the organisation; ``own_first`` (a question) makes it a must that
    lets a mentee leave the own organisation only where it has no mentor who offers that answer."""
    FREE_TEXT = "free-text"
    """Similarity of two free texts; optional and weak; needs the text model to be installed."""


class Force(StrEnum):
    """Whether a criterion forbids or only counts."""

    MUST = "must"
    WISH = "wish"


class BlankMust(StrEnum):
    """What a must does when one of the two answers is blank."""

    REFUSE = "refuse"
    PASS = "pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One comparison of a form.

    Parameters
    ----------
    key
        Unique within the form.
    title
        As the curator reads it: «Предметы», «Удобные дни».
    mentee, mentor
        Question key of each side (or the facts ``"age"``, ``"organisation"``); for one-sided kinds the same key.
    points
        Points of a full match, of the form's 10 000; 0 for a must.
    blank
        For a wish: percent of the points given when an answer is blank.
    blank_must
        For a must: what a blank does.
    settings
        Settings of the kind, named in `CriterionKind`; checked when the programme is loaded.
    yes, no
        What is said of a pair that meets it and of one that does not: «оба свободны: {shared}».
    """

    key: str
    kind: CriterionKind
    title: str
    force: Force
    mentee: str
    mentor: str
    points: int = 0
    blank: int = 50
    blank_must: BlankMust = BlankMust.REFUSE
    settings: Mapping[str, object] = field(default_factory=dict)
    yes: str = ""
    no: str = ""

    def __post_init__(self) -> None:
        if self.force is Force.MUST and self.points:
            raise ValueError(f"Criterion {self.key!r} is a must, so it has no points; got {self.points}.")
        if not 0 <= self.points <= POINTS_OF_A_FORM:
            raise ValueError(f"Criterion {self.key!r} has {self.points} points; expected 0 to {POINTS_OF_A_FORM}.")
        if not 0 <= self.blank <= 100:
            raise ValueError(f"Criterion {self.key!r}: a blank earns {self.blank} %; expected 0 to 100.")
