"""What a document is made from: one finished run, seen by one organisation or by the whole programme."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from matcher.result import Pair, PeerGroup, Result, Unmatched
from questionnaires.answers import Answers
from questionnaires.people import Person
from questionnaires.programme import Organisation, Programme
from questionnaires.wording import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A named person confirmed that the programme's stages are done."""

    by: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOrder:
    """Number and date of an order that a head has signed."""

    number: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """One run as a document sees it.

    Parameters
    ----------
    organisation
        Only the pairs in which this organisation has a part; None for all.
    approval
        None: people have not agreed yet, so every paper is a proposal («ПРОЕКТ»).
    number, day
        Of the order; blank lines where they are not known yet.
    assigned_on
        At the close of a programme: the day of the orders by which the pairs of this run began.
    in_force
        «school-3-pupils» → the order on pairs which an order of changes amends, where an earlier run tells it.
    """

    programme: Programme
    answers: Answers
    result: Result
    organisation: Organisation | None = None
    approval: Approval | None = None
    number: str = ""
    day: date | None = None
    assigned_on: date | None = None
    in_force: Mapping[str, SignedOrder] = field(default_factory=dict)
    language: Language = Language.RU

    def seen_by(self, organisation: Organisation) -> "RunView":
        """Return the same run as this organisation sees it."""
        return replace(self, organisation=organisation)

    def persons(self) -> dict[str, Person]:
        """Return everybody of the register by code: a pair may name a mentor of another organisation."""
        return self.answers.people.by_code()

    def pairs(self) -> tuple[Pair, ...]:
        """Return the pairs in which the organisation has a part, in the order of the result."""
        has_part = self._has_part()
        return tuple(pair for pair in self.result.pairs if has_part((pair.mentee, pair.mentor)))

    def groups(self) -> tuple[PeerGroup, ...]:
        """Return the peer groups in which the organisation has a part."""
        has_part = self._has_part()
        return tuple(group for group in self.result.groups if has_part(group.members))

    def unmatched(self) -> tuple[Unmatched, ...]:
        """Return the mentees of the organisation who have no mentor yet."""
        has_part = self._has_part()
        return tuple(person for person in self.result.unmatched if has_part((person.mentee,)))

    def _has_part(self) -> Callable[[Iterable[str]], bool]:
        """Return the question whether any of some people is the organisation's; the register is walked once."""
        organisation = self.organisation
        if organisation is None:
            return lambda codes: True
        own = {person.code for person in self.answers.people if person.organisation == organisation.key}
        return lambda codes: not own.isdisjoint(codes)


@dataclass(frozen=True, slots=True)
class Paper:
    """One file of the run's folder: its path below the folder, with ``/``, and its bytes."""

    path: str
    content: bytes
