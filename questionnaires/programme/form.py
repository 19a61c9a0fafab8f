"""Forms of mentoring as a programme runs them."""

from dataclasses import dataclass
from enum import StrEnum

from questionnaires.criterion import Criterion
from questionnaires.programme.base import Requirement


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


class Arrangement(StrEnum):
    """How people stand together in a form."""

    PAIRS = "pairs"
    GROUPS = "groups"
    """A mentor leads a group; a mentor who leads any leads at least `group_least`."""
    PEER_PAIRS = "peer-pairs"
    PEER_GROUPS = "peer-groups"


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
    mentee_requirements
        Which mentees of the bases the form is open to («8–11 классы»); the others are served in other forms.
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
    mentee_requirements: tuple[Requirement, ...] = ()
    priorities: tuple[Priority, ...] = ()
    order_grounds: tuple[str, ...] = ()
    """Legal grounds named in the preamble, for this form."""
