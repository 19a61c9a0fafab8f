"""Forms inside one base («равный – равному»): pairs or groups of people who all answered the same questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.admission import Cast
from matcher.circle import Circle, gather, pool_of
from matcher.decisions import Decisions
from matcher.explain.blocking import find_blocking_peers
from matcher.explain.no_assignment import UNSETTLED
from matcher.proof.failure import VerificationFailed
from matcher.proof.pool_certificate import PoolCertificate
from matcher.proof.pool_verify import verify_pool
from matcher.result import BlockingPair, FunnelStep, Origin, Pair, Part, PartialProof, PeerGroup, Unmatched
from matcher.seating import Seating, kept_apart, seat_by_all, seat_by_sizes
from matcher.solution import Proof, Status
from matcher.solve.groups.groups import GroupSolution, solve_groups
from matcher.solve.groups.problem import GroupProblem
from matcher.solve.pool.pool import solve_pool
from questionnaires.answers import Answers
from questionnaires.programme import Arrangement, Programme, ProgrammeForm
from questionnaires.wording import Wording

EVERYBODY = Wording("остальные готовые люди этой базы", "the other people of this base who are ready")
DECIDED = Wording("решения куратора", "the curator's decisions")
FREE = Wording("тоже пока одни", "also still alone")
ALONE = Wording(
    "Пары внутри базы не хватило: людей, которым подходит этот человек, меньше, чем нужно.",
    "No partner inside the base was left: too few people there fit this person.",
)
NO_PLACE = Wording(
    "Из {people} человек нельзя составить полные группы по {least}–{most}: лишние выбраны жребием.",
    "{people} people do not make full groups of {least}–{most}: who is left over was drawn by lot.",
)
NO_PLACE_BESIDE = Wording(
    "В полных группах по {least}–{most}, где выполнены все обязательные условия и решения, место нашлось не всем из "
    "{people} человек: сначала программа старается оставить вместе прежние группы, затем дать место как можно большему "
    "числу людей; при равенстве решает жребий.",
    "Full groups of {least}–{most} that keep all musts and decisions were not found for all {people} people: the "
    "program tries to leave earlier groups together first, then to place as many people as it can; the lot decides "
    "between equals.",
)
IMPOSSIBLE = Wording(
    "В форме «{form}» решения «оставить вместе» и «не ставить вместе» невыполнимы вместе с обязательными условиями: "
    "{pairs}. Отмените одно из решений.",
    "In the form «{form}» the decisions to keep together and apart cannot hold with the musts: {pairs}. "
    "Withdraw one of them.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerResult:
    """What was decided inside one base.

    Parameters
    ----------
    alone
        People without a partner.
    certificate
        Proves pairs; None for groups.
    blocking
        Two who would both rather have each other than whom they have; in groups nobody has one partner.
    """

    pairs: tuple[Pair, ...]
    groups: tuple[PeerGroup, ...]
    alone: tuple[Unmatched, ...]
    proof: PartialProof
    certificate: PoolCertificate | None = None
    blocking: tuple[BlockingPair, ...] = ()


def match_peers(
    programme: Programme, form: ProgrammeForm, cast: Cast, answers: Answers, decided: Decisions
) -> PeerResult:
    """Form pairs or groups inside the base of a form of peers. Pairs and groups that work stay."""
    circle = gather(programme, form, cast, answers, decided)
    if form.arrangement is Arrangement.PEER_GROUPS:
        return _groups(circle)
    found = _pairs(circle)
    return replace(found, blocking=find_blocking_peers(circle, answers, found.pairs))


def peers_conflict(result: PeerResult, decided: Decisions, title: str) -> Wording:
    """Return why a form of peers has no solution: the decisions about its people, or that none was found."""
    if result.proof.status is Status.UNKNOWN:
        return UNSETTLED
    pairs = ", ".join(f"{a} – {b}" for a, b in sorted(decided.locked))
    return IMPOSSIBLE.format(form=title, pairs=pairs or result.proof.part)


def _pairs(circle: Circle) -> PeerResult:
    problem = pool_of(circle)
    found = solve_pool(problem, salt=circle.salt)
    if violations := verify_pool(problem, found):
        raise VerificationFailed(violations)
    certain = found.certain or (None,) * len(found.pairs)
    pairs = tuple(_pair(circle, i, j, sure) for (i, j), sure in zip(found.pairs, certain, strict=True))
    waiting = dict(zip(found.unmatched, found.unmatched_certain or (), strict=False))
    taken = {code for pair in pairs for code in (pair.mentee, pair.mentor)}
    return PeerResult(
        pairs=pairs,
        groups=(),
        alone=_alone(circle, taken, ALONE, waiting),
        proof=_proof(circle.form, found, served=len(taken), people=len(circle.codes)),
        certificate=found.certificate,
    )


def _groups(circle: Circle) -> PeerResult:
    form, n = circle.form, len(circle.codes)
    seating, found = _seated(circle)
    reason = NO_PLACE_BESIDE if circle.together or kept_apart(circle) else NO_PLACE
    why = reason.format(people=n, least=form.group_least, most=form.group_most)
    if not seating.people:
        return PeerResult(pairs=(), groups=(), alone=_alone(circle, set(), why), proof=_nothing(form, n))
    groups = tuple(
        PeerGroup(
            form=form.key,
            members=tuple(circle.codes[seating.people[i]] for i in members),
            points=_cohesion(circle.both, [seating.people[i] for i in members]),
        )
        for members in found.members
    )
    placed = {code for group in groups for code in group.members}
    return PeerResult(
        pairs=(),
        groups=groups,
        alone=_alone(circle, placed, why),
        proof=_proof(form, found, served=len(placed), people=n),
    )


def _seated(circle: Circle) -> tuple[Seating, GroupSolution]:
    """Return who is placed, by sizes alone, and where that cannot be by all conditions; and the best groups of them."""
    seating = seat_by_sizes(circle)
    found = solve_groups(_problem(circle, seating), salt=circle.salt)
    if found.objective is not None:
        return seating, found
    other = seat_by_all(circle)
    if isinstance(other, Status):
        return seating, replace(found, status=other)
    return other, solve_groups(_problem(circle, other), salt=circle.salt)


def _problem(circle: Circle, seating: Seating) -> GroupProblem:
    people = list(seating.people)
    return GroupProblem(
        cohesion=circle.both[np.ix_(people, people)],
        sizes=((circle.form.group_least, circle.form.group_most),) * seating.groups,
        together=_moved(seating.together, people),
        apart=_moved(kept_apart(circle), people),
        ids=[circle.codes[i] for i in people],
    )


def _moved(pairs: Iterable[tuple[int, int]], chosen: Sequence[int]) -> tuple[tuple[int, int], ...]:
    at = {person: k for k, person in enumerate(chosen)}
    return tuple((at[i], at[j]) for i, j in pairs if i in at and j in at)


def _alone(
    circle: Circle, taken: set[str], reason: Wording, certain: Mapping[int, bool] | None = None
) -> tuple[Unmatched, ...]:
    left = [i for i, code in enumerate(circle.codes) if code not in taken]
    return tuple(
        Unmatched(
            mentee=circle.codes[i],
            forms=(circle.form.key,),
            certain=certain.get(i) if certain else None,
            reason=reason,
            funnel=_funnel(circle, i, left),
        )
        for i in left
    )


def _funnel(circle: Circle, i: int, left: Sequence[int]) -> tuple[FunnelStep, ...]:
    open_to = np.ones(len(circle.codes), dtype=bool)
    open_to[i] = False
    steps = [FunnelStep(must=EVERYBODY, left=int(open_to.sum()))]
    for rule in circle.scores.rules:
        there = circle.scores.allowed(rule)
        open_to &= there[i] & there[:, i]
        steps.append(FunnelStep(must=rule.title, left=int(open_to.sum())))
    apart = [b if a == i else a for a, b in circle.apart if i in (a, b)]
    if open_to[apart].any():
        open_to[apart] = False
        steps.append(FunnelStep(must=DECIDED, left=int(open_to.sum())))
    steps.append(FunnelStep(must=FREE, left=int(open_to[left].sum())))
    return tuple(steps)


def _cohesion(both: npt.NDArray[np.int64], members: Sequence[int]) -> int:
    """Mean points of two members of the group, each pair seen from both sides."""
    pairs = [int(both[i, j]) for k, i in enumerate(members) for j in members[k + 1 :]]
    return sum(pairs) // (2 * len(pairs)) if pairs else 0


def _pair(circle: Circle, i: int, j: int, certain: bool | None) -> Pair:
    pair = (circle.codes[i], circle.codes[j])
    parts = _halves(circle.scores.parts(i, j), circle.scores.parts(j, i))
    return Pair(
        form=circle.form.key,
        mentee=pair[0],
        mentor=pair[1],
        points=sum(part.points for part in parts),
        origin=origin_of(circle.form, pair, circle.decided),
        certain=certain,
        parts=parts,
    )


def origin_of(form: ProgrammeForm, pair: tuple[str, str], decided: Decisions) -> Origin:
    """Return who chose a pair of peers, whichever of the two is named first."""
    either = (pair, pair[::-1])
    lock = next((decided.locked[each] for each in either if each in decided.locked), None)
    if lock:
        return lock[1]
    kept = {(a, b) for a, b, named in decided.working if named == form.key}
    return Origin.KEPT if kept & set(either) else Origin.CHOSEN


def _halves(there: Sequence[Part], back: Sequence[Part]) -> tuple[Part, ...]:
    """Return the mean of both sides' points; halves of a point are given to every second criterion."""
    parts, spare = [], 0
    for a, b in zip(there, back, strict=True):
        total = a.points + b.points + spare
        points, spare = divmod(total, 2)
        words = a.words if a.points >= b.points else b.words
        parts.append(
            Part(
                criterion=a.criterion,
                title=a.title,
                points=points,
                most=a.most,
                blank=a.blank or b.blank,
                words=words,
                private=a.private or b.private,
            )
        )
    return tuple(parts)


def _proof(form: ProgrammeForm, found: Any, *, served: int, people: int) -> PartialProof:
    return PartialProof(
        part=form.key,
        status=found.status,
        proof=found.proof,
        objective=found.objective,
        bound=found.bound,
        served=served,
        people=people,
    )


def _nothing(form: ProgrammeForm, people: int) -> PartialProof:
    """Fewer people than one group needs: there is nothing to choose."""
    return PartialProof(
        part=form.key,
        status=Status.OPTIMAL,
        proof=Proof.SOLVER,
        objective=0,
        bound=0,
        served=0,
        people=people,
    )
