"""A programme: a cohort with its organisations, bases, forms, rules and documents. Loaded from TOML, never mutated."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from questionnaires.criterion import Criterion
from questionnaires.question import Questionnaire

Day = date
"""A calendar date, under a name that the setting `Programme.date` does not hide."""


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


class Document(StrEnum):
    """A record that lets a person in: the five consents and the admission of outsiders. No record = not given."""

    PROCESSING = "processing"
    """Согласие на обработку персональных данных."""
    TRANSFER = "transfer"
    """Согласие на передачу (району, партнёру)."""
    PUBLICATION = "publication"
    """Согласие на публикацию на сайте; never needed to take part."""
    PARTICIPATION = "participation"
    """Согласие родителя на участие."""
    EXTRA_DUTIES = "extra-duties"
    """Письменное согласие работника на дополнительные обязанности."""
    AGREEMENT = "agreement"
    """Соглашение с организацией."""
    TRAINING = "training"
    """Обучение наставников пройдено."""
    NO_RECORD = "no-record"
    """Справка об отсутствии судимости предъявлена."""
    MEETING_PLACE = "meeting-place"
    """Место встреч в школе определено."""
    SELECTION = "selection"
    """Собеседование с наставником пройдено."""


class Purpose(StrEnum):
    """What an assignment is for, once every must holds."""

    MOST_MATCHED = "most-matched"
    """«Никого не оставить»: most mentees served (by class, highest first), then most pairs, then most points."""
    BEST_TOTAL = "best-total"
    """«Только сильные пары»: most points, then most pairs."""


class Arrangement(StrEnum):
    """How people stand together in a form."""

    PAIRS = "pairs"
    GROUPS = "groups"
    """A mentor leads a group; a mentor who leads any leads at least `group_least`."""
    PEER_PAIRS = "peer-pairs"
    PEER_GROUPS = "peer-groups"


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


class Blank(StrEnum):
    """What a requirement does with a person who did not answer."""

    REFUSE = "refuse"
    PASS = "pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A school, gymnasium, организация дополнительного образования or partner.

    Parameters
    ----------
    name, short
        Full name for the heading of an order; short one for lists («Школа № 3»).
    act
        «приказ» or «распоряжение».
    head, head_position
        Who signs: «Соколова М. А.», «Директор».
    also
        Other spellings read as this organisation.
    """

    key: str
    name: str
    short: str
    place: str = ""
    act: str = "приказ"
    head: str = ""
    head_position: str = "Директор"
    curator: str = ""
    site: str = ""
    also: tuple[str, ...] = ()
    partner: bool = False
    """An enterprise, college or other outside organisation: it signs no order."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleModel:
    """A pair of roles; `print_label` is what a document may say («поддержка в учёбе»)."""

    key: str
    title: str
    print_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """Mentees who meet `requirement` are served before those who do not; the higher `rank`, the earlier."""

    requirement: Requirement
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeForm:
    """A form of mentoring (форма наставничества) as this programme runs it.

    Parameters
    ----------
    key
        «student-student», «teacher-teacher» …; unique within the programme.
    mentees, mentors
        Keys of the bases of each side. For PEER arrangements both are the one base.
    arrangement
        Pairs or groups.
    upper
        Most mentees of one mentor in this form.
    group_least, group_most
        Size of a group, mentor not counted; used by GROUPS and PEER_GROUPS.
    floor
        Pairs below so many points are forbidden; 0 for none.
    wished
        Question of the mentee in which the person chooses forms (options are form keys), or None: everyone takes part.
    """

    key: str
    title: str
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    role_models: tuple[RoleModel, ...] = ()
    arrangement: Arrangement = Arrangement.PAIRS
    upper: int = 1
    group_least: int = 0
    group_most: int = 4
    floor: int = 0
    wished: str | None = None
    priorities: tuple[Priority, ...] = ()
    order_grounds: tuple[str, ...] = ()
    """Legal grounds named in the preamble, for this form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """What happens to working pairs when the programme is run again.

    Parameters
    ----------
    max_changes
        None: fewest changes first. A number: at most so many working pairs end.
    times_a_year
        How often the road map asks for it; shown, not enforced.
    """

    max_changes: int | None = None
    times_a_year: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A share the programme reports: «Охват: 14 из 26 (54 %), цель 50 %».

    Parameters
    ----------
    base
        Base whose matched people are counted.
    requirements
        Who of the base counts.
    population
        The denominator, typed in by the curator; None when not known.
    target
        Percent, or None when the road map sets none.
    """

    key: str
    title: str
    base: str
    requirements: tuple[Requirement, ...] = ()
    population: int | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderText:
    """The words of an order that a curator may change; everything else comes from the pairs.

    Parameters
    ----------
    preamble
        «В целях …»; the grounds of the forms follow.
    duties
        The points after «Закрепить …», one each; ``{curator}``, ``{site}`` and ``{end}`` are filled in.
    show_role_model
        Whether the appendix has a column with `RoleModel.print_label`; off by default.
    """

    preamble: str
    duties: tuple[str, ...]
    show_role_model: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """The text of one consent, handed out as a document of its own; the school's lawyer edits it.

    Parameters
    ----------
    key
        Unique within the programme: one record may have a text for minors and another for adults.
    document
        The record that the signed paper gives.
    categories
        Who gets this text.
    minors
        True: for people under 18, signed by the законный представитель; False: for adults; None: everybody.
    version
        Written into the register of consents beside the date.
    paragraphs
        One paragraph each; ``{organisation}``, ``{programme}``, ``{curator}``, ``{site}`` and ``{end}`` are
        filled in.
    """

    key: str
    document: Document
    title: str
    version: str
    categories: tuple[Category, ...]
    paragraphs: tuple[str, ...]
    minors: bool | None = None
    signer: str = ""


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
