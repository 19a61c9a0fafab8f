"""All that decides a run except the answers."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, takewhile

from questionnaires.programme.base import Base
from questionnaires.programme.consent import ConsentText
from questionnaires.programme.form import ProgrammeForm
from questionnaires.programme.indicator import Indicator
from questionnaires.programme.order_text import OrderText
from questionnaires.programme.organisation import Organisation
from questionnaires.question import Questionnaire

Day = date
"""A calendar date, under a name that the setting `Programme.date` does not hide."""


class Purpose(StrEnum):
    """What an assignment is for, once every must holds."""

    MOST_MATCHED = "most-matched"
    """«Никого не оставить»: most mentees served (by class, highest first), then most pairs, then most points."""
    BEST_TOTAL = "best-total"
    """«Только сильные пары»: most points, then most pairs."""


class Stage(StrEnum):
    """A step of the programme that must be done before its proposal may become an order."""

    ANSWERS = "answers"
    CONSENTS = "consents"
    THIRD_PARTY = "third-party"
    SELECTION = "selection"
    MEETING = "meeting"
    """Group meeting, then the questionnaire of preferences."""
    SHORTLIST = "shortlist"
    """Several potential partners each."""
    VERDICTS = "verdicts"
    """Interviews or trial meetings with a decision on each pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """What happens to working pairs when the programme is run again.

    Parameters
    ----------
    max_changes
        None: fewest changes first. A number: at most so many working pairs end.
    times_a_year
        How often at least the road map asks for it; shown, not enforced.
    """

    max_changes: int | None = None
    times_a_year: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortTerm:
    """Pairs of pupils in these grades end earlier: graduating classes meet no more after April."""

    grades: tuple[int, ...]
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """All that decides a run except the answers.

    Parameters
    ----------
    date
        Ages, grades and experience count on this date, never on today's.
    start, end
        Срок of the pairs.
    salt
        Fixed before answers are read; decides equal choices.
    mentors_per_mentee
        Most mentors one mentee gets over all forms.
    short_terms
        Grades whose pairs end before `end`.
    source
        The bytes of the file it was loaded from. Two programmes that say the same are equal, however written.
    """

    key: str
    title: str
    road_map: str
    about: str
    date: Day
    start: Day
    end: Day
    salt: str
    organisations: tuple[Organisation, ...]
    bases: tuple[Base, ...]
    forms: tuple[ProgrammeForm, ...]
    stages: tuple[Stage, ...]
    order: OrderText
    purpose: Purpose = Purpose.MOST_MATCHED
    raise_worst: bool = False
    mentors_per_mentee: int = 1
    refresh: Refresh = Refresh()
    indicators: tuple[Indicator, ...] = ()
    third_party: Questionnaire | None = None
    preferences: Questionnaire | None = None
    monitoring: tuple[Questionnaire, ...] = ()
    verdicts: Questionnaire | None = None
    consents: tuple[ConsentText, ...] = ()
    short_terms: tuple[ShortTerm, ...] = ()
    invented: bool = False
    """Places and people are invented; said on every picture."""
    source: bytes = field(default=b"", compare=False, repr=False)

    @property
    def signers(self) -> tuple[Organisation, ...]:
        """The organisations in which people enrol and which sign orders; partners only send people."""
        return tuple(organisation for organisation in self.organisations if not organisation.partner)

    def refresh_days(self) -> tuple[Day, ...]:
        """Return the days of the term by which bases and pairs are refreshed at the latest."""
        often = self.refresh.times_a_year
        days = (self.start + timedelta(days=365 * turn // often) for turn in count(1))
        return tuple(takewhile(lambda day: day < self.end, days))

    def end_for(self, grade: int | None) -> Day:
        """Return the last day of a pair whose mentee is in this grade; None for anybody else."""
        return next((term.end for term in self.short_terms if grade in term.grades), self.end)

    def get_base(self, key: str) -> Base:
        """Return the base with this key; raise KeyError when there is none."""
        for base in self.bases:
            if base.key == key:
                return base
        raise KeyError(f"Programme {self.key!r} has no base {key!r}.")

    def get_form(self, key: str) -> ProgrammeForm:
        """Return the form with this key; raise KeyError when there is none."""
        for form in self.forms:
            if form.key == key:
                return form
        raise KeyError(f"Programme {self.key!r} has no form {key!r}.")

    def get_organisation(self, key: str) -> Organisation:
        """Return the organisation with this key; raise KeyError when there is none."""
        for organisation in self.organisations:
            if organisation.key == key:
                return organisation
        raise KeyError(f"Programme {self.key!r} has no organisation {key!r}.")
