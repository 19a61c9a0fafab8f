"""What was answered, by code and by column: the only thing `matcher.run` needs besides the programme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from questionnaires.finding import Finding
from questionnaires.people import People
from questionnaires.programme import Document
from questionnaires.question import QuestionnaireKind, Value


class Source(NamedTuple):
    """Where a person's answer stands; a tuple, because each person has one and it is made in a third of the time."""

    file: str
    row: int
    sheet: str = ""
    """Title of the sheet, where a workbook has answers on several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseAnswers:
    """Answers of one base, column by column, so that 100 000 people are a few lists and not a million objects.

    Parameters
    ----------
    base
        Key of the base.
    codes
        One code per person, in the order of the codes.
    organisations
        Key of each person's organisation.
    columns
        Question key → one value per person, in the order of `codes`; None is unknown. Names and contacts are not here.
    sources
        Where each person's last answer stands.
    """

    base: str
    codes: tuple[str, ...]
    organisations: tuple[str, ...]
    columns: Mapping[str, tuple[Value | None, ...]]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One consent or admission of one person."""

    code: str
    document: Document
    given: bool
    """False: withdrawn."""
    on: date | None = None
    signer: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """Whom a person named after the meeting.

    Parameters
    ----------
    liked
        Codes in order of preference; all equal when `ranked` is false.
    refused
        Codes the person said «нет» to.
    """

    code: str
    liked: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    ranked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """What one person answered to a monitoring questionnaire. It measures the programme and is never scored.

    Parameters
    ----------
    stage
        MONITORING_BEFORE or MONITORING_AFTER.
    marks
        Question key → mark of a scale, or yes as True. Open answers are not kept: the curator reads them in the file.
    """

    code: str
    stage: QuestionnaireKind
    marks: Mapping[str, int | bool]


class Outcome(StrEnum):
    """What an interview or a meeting decided about a pair."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNDECIDED = "undecided"
    """They meet again: reading takes back what an earlier file said, and keeps no verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A decision on one potential pair; the reason is the curator's and is printed nowhere."""

    mentee: str
    mentor: str
    outcome: Outcome
    by: str = ""
    reason: str = ""
    source: Source | None = None


class LockKind(StrEnum):
    """What a curator decided about two people."""

    TOGETHER = "together"
    APART = "apart"
    BY_HAND = "by-hand"
    """«подбирает куратор лично»: the mentee gets no automatic pair; `mentor` is empty."""
    ALLOW_AGAIN = "allow-again"
    """A declined pair may be formed again; needs a reason."""
    LEFT = "left"
    """«выбыл»: the person, who stands in `mentee` on whichever side, takes part no more; `mentor` is empty."""
    RETURNED = "returned"
    """«вернулся»: an earlier «выбыл» is over."""


PRESENCE = frozenset({LockKind.LEFT, LockKind.RETURNED})
"""Kinds that say whether one person takes part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What a curator decided about two people, or about one, with a private reason and its author."""

    kind: LockKind
    mentee: str
    mentor: str = ""
    form: str = ""
    reason: str = ""
    author: str = ""
    source: Source | None = None
    """A decision of a later file overrules one about the same people of an earlier file."""


class PairState(StrEnum):
    """What became of a pair of an earlier run."""

    WORKING = "working"
    ENDED = "ended"
    """Finished in its time."""
    STOPPED = "stopped"
    """Ended early, with a ground."""
    DECLINED = "declined"
    """Waits for «снова можно»: one of the two declined, or it was over before the earlier run."""
    FORMER = "former"
    """Worked, and was over before the earlier run: no order and no change is left to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPair:
    """A pair of an earlier run of the programme."""

    mentee: str
    mentor: str
    form: str
    state: PairState = PairState.WORKING
    ground: str = ""
    began_on: date | None = None
    """The first day, where the order by which the pair began is known."""
    ended_on: date | None = None
    """The day a school wrote down as the last one; None where none is known."""
    completed: bool = False
    """Whether an order of completion says already that the pair is over."""

    @property
    def is_recent(self) -> bool:
        """Return whether the pair stood in the earlier run: what became of it is still to be told."""
        return self.state not in {PairState.DECLINED, PairState.FORMER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one file, or one sheet of several with answers, held: rows read, rows ready, rows left out and why."""

    file: str
    base: str
    rows: int
    ready: int
    repeated: int
    refused: int
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything read from files, by code.

    Parameters
    ----------
    people
        The register: names and codes. The solving part of `matcher` never looks at it.
    records
        Consents and admissions.
    requests
        Mentee code → topics a third party named.
    alike
        Pairs of codes that may be one human: they are never paired before a person has said who they are.
    findings
        Everything noticed while reading.
    """

    people: People
    bases: tuple[BaseAnswers, ...]
    records: tuple[Record, ...] = ()
    requests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    monitoring: tuple[Monitoring, ...] = ()
    preferences: tuple[Preference, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    locks: tuple[Lock, ...] = ()
    previous: tuple[EarlierPair, ...] = ()
    alike: tuple[tuple[str, str], ...] = ()
    tallies: tuple[Tally, ...] = ()
    findings: tuple[Finding, ...] = ()

    def get_base(self, key: str) -> BaseAnswers:
        """Return the answers of a base; an empty one when nobody answered."""
        for base in self.bases:
            if base.base == key:
                return base
        return BaseAnswers(base=key, codes=(), organisations=(), columns={})
