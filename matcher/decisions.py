"""What people have already decided about pairs: kept together, kept apart, accepted, declined, working."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations, product

from matcher.locks import locks_in_force, of_kind
from matcher.result import Origin
from questionnaires.answers import Answers, EarlierPair, LockKind, Outcome, PairState, Verdict
from questionnaires.criterion import CriterionKind
from questionnaires.programme import Programme

CodePair = tuple[str, str]
"""(mentee code, mentor code)."""
FormedPair = tuple[str, str, str]
"""(mentee code, mentor code, form)."""
Roles = Mapping[str, tuple[str, ...]]
"""Code → all codes of the same human."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Decisions about pairs, by code; they bind the human, under whichever code.

    Parameters
    ----------
    locked
        Pair → (form key or "", why it is locked); the form is empty when the decision names none.
    apart
        Pairs that must not be formed.
    working
        Pairs of an earlier run that work, with their form.
    keeps
        Whether working pairs stay by themselves; otherwise a bounded number of them may end.
    """

    locked: dict[CodePair, tuple[str, Origin]]
    apart: frozenset[CodePair]
    working: tuple[tuple[str, str, str], ...] = ()
    keeps: bool = True


def decisions(programme: Programme, answers: Answers, max_changes: int | None = None) -> Decisions:
    """Gather the decisions: an explicit lock outweighs a verdict, and a permission lifts an earlier refusal."""
    roles, locks = answers.people.roles(), locks_in_force(answers)
    verdicts = _latest(answers.verdicts)
    locked = {pair: ("", Origin.ACCEPTED) for pair, v in verdicts.items() if v.outcome is Outcome.ACCEPTED}
    locked |= {(k.mentee, k.mentor): (k.form, Origin.TOGETHER) for k in of_kind(locks, LockKind.TOGETHER)}
    again = _of_humans(((k.mentee, k.mentor) for k in of_kind(locks, LockKind.ALLOW_AGAIN)), roles)
    refused = _of_humans([*_declined(verdicts), *_past(programme, answers.previous)], roles) - again
    kept_apart = _of_humans(((k.mentee, k.mentor) for k in of_kind(locks, LockKind.APART)), roles)
    working = tuple((p.mentee, p.mentor, p.form) for p in answers.previous if p.state is PairState.WORKING)
    known_as_two = again | _of_humans([*locked, *(pair[:2] for pair in working)], roles)
    apart = refused | kept_apart | frozenset(_own(roles)) | _maybe_one(answers, known_as_two)
    return Decisions(
        locked=locked,
        apart=apart,
        working=tuple(pair for pair in working if pair[:2] not in apart),
        keeps=max_changes is None and programme.refresh.max_changes is None,
    )


def declined_pairs(programme: Programme, answers: Answers) -> list[CodePair]:
    """Return the pairs that must not come back by themselves: declined or ended in any run so far, and not lifted."""
    locks, verdicts = locks_in_force(answers), _latest(answers.verdicts)
    lifted = ((lock.mentee, lock.mentor) for lock in of_kind(locks, LockKind.ALLOW_AGAIN))
    again = _of_humans(lifted, answers.people.roles())
    wanted = {(lock.mentee, lock.mentor) for lock in of_kind(locks, LockKind.TOGETHER)}
    wanted |= {pair for pair, verdict in verdicts.items() if verdict.outcome is Outcome.ACCEPTED}
    before = set(_past(programme, answers.previous))
    declined = {(pair.mentee, pair.mentor) for pair in answers.previous if pair.state is PairState.DECLINED}
    return sorted({*_declined(verdicts), *declined, *(before - wanted)} - again)


def worked_pairs(answers: Answers) -> list[FormedPair]:
    """Return the pairs that have worked before this run, whether they still do or not.

    A later round sees in the pairs of this run who works now, and here who did. A programme that was completed as a
    whole begins anew, and nothing of it goes on.
    """
    worked = [pair for pair in answers.previous if pair.state is not PairState.DECLINED]
    recent = [pair for pair in worked if pair.is_recent]
    if recent and all(pair.completed for pair in recent):
        return []
    return sorted({(pair.mentee, pair.mentor, pair.form) for pair in worked})


def _latest(verdicts: Iterable[Verdict]) -> dict[CodePair, Verdict]:
    return {(verdict.mentee, verdict.mentor): verdict for verdict in verdicts}


def _declined(verdicts: Mapping[CodePair, Verdict]) -> Iterator[CodePair]:
    return (pair for pair, verdict in verdicts.items() if verdict.outcome is Outcome.DECLINED)


def _past(programme: Programme, previous: Iterable[EarlierPair]) -> Iterator[CodePair]:
    """Yield earlier pairs that do not come back by themselves: declined ones, and ended ones.

    Where a form has a criterion on earlier partners, that criterion decides about ended pairs.
    """
    weighed = {
        form.key
        for form in programme.forms
        if any(criterion.kind is CriterionKind.HISTORY for criterion in form.criteria)
    }
    for pair in previous:
        ended = pair.state in {PairState.ENDED, PairState.STOPPED} and pair.form not in weighed
        if pair.state is PairState.DECLINED or ended:
            yield pair.mentee, pair.mentor


def _of_humans(pairs: Iterable[CodePair], roles: Roles) -> frozenset[CodePair]:
    """Return the pairs for every code of both humans."""
    return frozenset(
        both
        for a, b in pairs
        for both in product(roles.get(a, (a,)), roles.get(b, (b,)))
        if both[0] != both[1]
    )


def _own(roles: Roles) -> Iterator[CodePair]:
    """Nobody is his own mentor."""
    for codes in set(roles.values()):
        yield from permutations(codes, 2)


def _maybe_one(answers: Answers, known_as_two: frozenset[CodePair]) -> frozenset[CodePair]:
    """Return the pairs of codes that may be one human, unless somebody has decided about them as about two."""
    both_ways = (pair for one, other in answers.alike for pair in ((one, other), (other, one)))
    two = known_as_two | {(b, a) for a, b in known_as_two}
    return _of_humans(both_ways, answers.people.roles()) - two
