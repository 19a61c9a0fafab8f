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
    """Share of what the mentee needs that the mentor offers (CHOICES, or CHOICE, on both sides). As a must:
    at least one need is met; who answered that nothing is needed meets it with everybody. No settings."""
    OVERLAP = "overlap"
    """Common options, normalised by the mentee's number of options (interests, dislikes). As a must: at least
    one is common. No settings."""
    CLOSENESS = "closeness"
    """The nearer two ordered answers, the more points: ``span`` is the distance that earns nothing and that a
    must refuses. A CHOICE is ordered as its options are."""
    GAP = "gap"
    """Mentor minus mentee (grade, age, experience) between ``least`` and ``most``, both included; one may be
    absent."""
    TABLE = "table"
    """Any two closed answers: ``table`` maps ``"mentee option|mentor option"`` to a percentage 0–100;
    ``otherwise`` (default 0) is for pairs it does not name. YES_NO is ``yes`` or ``no``. A must refuses what
    has 0 %."""
    WITHIN = "within"
    """The mentee's number (age, grade) lies in the range the mentor wrote (AGES, GRADES). No settings."""
    AVAILABILITY = "availability"
    """Shared slots (CHOICES): full points from ``enough`` (default 1) shared, a part of them below; as a must
    at least ``least`` (default 1)."""
    PREFERENCE = "preference"
    """Who named whom after the meeting: ``first`` (percent of the first place, default 100), ``step``
    (percent less per place, default 20). Each side's list decides half of the points; a side that named
    nobody is blank, a side that named others gives 0. An explicit «нет» of either side forbids the pair; as a
    must only that counts."""
    REQUEST = "request"
    """Topics a third party named for the mentee, against what the mentor offers; like NEED_OFFER."""
    HISTORY = "history"
    """Earlier partners: ``partner`` = ``"keep"`` (who work together or finished in time) or ``"avoid"`` (who
    finished or stopped). A must can only avoid: working pairs are kept by a refresh."""
    ZONE = "zone"
    """The same place: ``same`` names the answer or the organisation; ``own_first`` (a question) makes it a
    must that lets a mentee leave the own organisation only where it has no mentor who offers that answer. The
    mentee's side is ``own_first`` if the mentee was asked it and otherwise the criterion's ``mentee``; so
    with the mentor's side."""
    FREE_TEXT = "free-text"
    """Similarity of two free texts; optional and weak, never a must; needs the text model to be installed."""


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
        Question key of each side (or the facts ``"age"``, ``"organisation"``); for one-sided kinds the same
        key.
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
            raise ValueError(
                f"Criterion {self.key!r} has {self.points} points; expected 0 to {POINTS_OF_A_FORM}."
            )
        if not 0 <= self.blank <= 100:
            raise ValueError(f"Criterion {self.key!r}: a blank earns {self.blank} %; expected 0 to 100.")
