"""What a run decided, by code: pairs with their points, people without a pair with the reason, and the proof."""

from dataclasses import dataclass
from enum import StrEnum

from matcher.solution import Proof, Status
from questionnaires.wording import Wording


class Origin(StrEnum):
    """Why a pair stands in the result."""

    CHOSEN = "chosen"
    """Found by optimisation."""
    TOGETHER = "together"
    """The curator asked to keep the two together."""
    ACCEPTED = "accepted"
    """Accepted after an interview or a meeting."""
    KEPT = "kept"
    """Worked already before this run and stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one criterion gives a pair.

    Parameters
    ----------
    points, most
        Points given, and the points of a full match, in hundredths of a point (10 000 are «100»).
    blank
        Whether an answer was missing, so that the neutral share was given.
    words
        What is shared or missing: «Математика: нужна — может помочь».
    private
        Whether the words repeat an answer that only the curator sees.
    """

    criterion: str
    title: str
    points: int
    most: int
    blank: bool
    words: Wording
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One mentee with one mentor in one form; for peers both are members of the base and `mentee` < `mentor`.

    Parameters
    ----------
    certain
        True: any other choice would be worse («иначе было бы хуже»). False: one of equal choices, decided by lot.
        None: not known, because CP-SAT decided.
    margin
        Points lost when this pair is forbidden and all else chosen anew, or None when not computed.
    """

    form: str
    mentee: str
    mentor: str
    points: int
    origin: Origin
    certain: bool | None
    parts: tuple[Part, ...]
    margin: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerGroup:
    """People of one base who work together without a mentor."""

    form: str
    members: tuple[str, ...]
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingPair:
    """Two who named each other after the meeting, are no pair, and would both rather have each other.

    Peers are named as in `Pair`. Points count more than these wishes, so there may be such pairs in the best choice.
    """

    form: str
    mentee: str
    mentor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A person who answered and stands in no matching, with every reason."""

    code: str
    base: str
    reasons: tuple[Wording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStep:
    """How many mentors remain for a mentee after one more must: 40 → 12 → 3 → 0."""

    must: Wording
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A mentee for whom the run found no mentor.

    Parameters
    ----------
    certain
        True: in every best choice this person stays without a mentor.
    funnel
        First step: all ready mentors of the person's forms.
    rivals
        Codes of the people who hold the places that this person could have had.
    remedy
        The smallest change that would help, computed; None when none was found.
    """

    mentee: str
    forms: tuple[str, ...]
    certain: bool | None
    reason: Wording
    funnel: tuple[FunnelStep, ...]
    rivals: tuple[str, ...] = ()
    remedy: Wording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference from the earlier run, with what it brought."""

    mentee: str
    before: str | None
    after: str | None
    gain: int
    ground: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialProof:
    """What is proved of one separately solved part of the run (all forms with mentors, or one base of peers).

    Parameters
    ----------
    served, people
        How many of the people who look for a partner have one.
    """

    part: str
    status: Status
    proof: Proof
    objective: int | None
    bound: int | None
    served: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Potential:
    """One entry of the shortlist: a potential partner of a mentee, best first."""

    form: str
    mentee: str
    mentor: str
    rank: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A finished run.

    Parameters
    ----------
    ready
        Base key → codes of the people who took part.
    absences
        People who answered but could not take part.
    conflicts
        When no assignment satisfies the must-rules: what contradicts what, and the cheapest repair first.
    stopped
        Whether a person stopped the solving: the best so far was kept.
    blocking
        By form, mentee and mentor; none where nobody was asked whom they would like.
    """

    programme: str
    pairs: tuple[Pair, ...]
    groups: tuple[PeerGroup, ...]
    unmatched: tuple[Unmatched, ...]
    absences: tuple[Absence, ...]
    ready: dict[str, tuple[str, ...]]
    proofs: tuple[PartialProof, ...]
    changes: tuple[Change, ...] = ()
    shortlist: tuple[Potential, ...] = ()
    idle_mentors: tuple[str, ...] = ()
    blocking: tuple[BlockingPair, ...] = ()
    conflicts: tuple[Wording, ...] = ()
    stopped: bool = False
