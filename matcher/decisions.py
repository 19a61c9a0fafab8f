"""What people have already decided about pairs: kept together, kept apart, accepted, declined, working."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from matcher.result import Origin
from questionnaires.answers import Answers, LockKind, Outcome, PairState

CodePair = tuple[str, str]
"""(mentee code, mentor code)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Decisions about pairs, by code.

    Parameters
    ----------
    locked
        Pair → (form key or "", why it is locked); the form is empty when the decision names none.
    apart
        Pairs that must not be formed.
    working
        Pairs of an earlier run that work, with their form.
    """

    locked: dict[CodePair, tuple[str, Origin]]
    apart: frozenset[CodePair]
    working: tuple[tuple[str, str, str], ...]


def decisions(answers: Answers) -> Decisions:
    """Gather the decisions: an explicit lock outweighs a verdict, and a permission lifts an earlier refusal."""
    allowed_again = {(k.mentee, k.mentor) for k in answers.locks if k.kind is LockKind.ALLOW_AGAIN}
    locked: dict[CodePair, tuple[str, Origin]] = {
        (v.mentee, v.mentor): ("", Origin.ACCEPTED) for v in answers.verdicts if v.outcome is Outcome.ACCEPTED
    }
    locked |= {
        (k.mentee, k.mentor): (k.form, Origin.TOGETHER) for k in answers.locks if k.kind is LockKind.TOGETHER
    }
    working = tuple(
        (pair.mentee, pair.mentor, pair.form) for pair in answers.previous if pair.state is PairState.WORKING
    )
    apart = frozenset(_refused(answers)) - allowed_again | frozenset(_kept_apart(answers))
    return Decisions(locked=locked, apart=apart, working=tuple(w for w in working if w[:2] not in apart))


def _refused(answers: Answers) -> Iterator[CodePair]:
    for verdict in answers.verdicts:
        if verdict.outcome is Outcome.DECLINED:
            yield verdict.mentee, verdict.mentor
    for pair in answers.previous:
        if pair.state is PairState.DECLINED:
            yield pair.mentee, pair.mentor


def _kept_apart(answers: Answers) -> Iterator[CodePair]:
    for lock in answers.locks:
        if lock.kind is LockKind.APART:
            yield lock.mentee, lock.mentor
    roles: dict[str, list[str]] = {}
    for code, human in answers.people.humans().items():
        roles.setdefault(human, []).append(code)
    for codes in roles.values():  # nobody is his own mentor
        yield from permutations(codes, 2)
