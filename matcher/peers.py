"""Forms inside one base («равный – равному»): pairs or groups of people who all answered the same questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.admission import Cast
from matcher.decisions import Decisions
from matcher.joint.form_table import circumstances, in_code_order
from matcher.result import Origin, Pair, Part, PartialProof, PeerGroup
from matcher.scoring import FormScores, score_form
from matcher.solve.groups import GroupProblem, solve_groups
from matcher.solve.pool import PoolProblem, solve_pool
from questionnaires.answers import Answers
from questionnaires.programme import Arrangement, Programme, ProgrammeForm


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerResult:
    """What was decided inside one base."""

    pairs: tuple[Pair, ...]
    groups: tuple[PeerGroup, ...]
    alone: tuple[str, ...]
    proof: PartialProof


def match_peers(
    programme: Programme, form: ProgrammeForm, cast: Cast, answers: Answers, decided: Decisions
) -> PeerResult:
    """Form pairs or groups inside the base of a form of peers."""
    crowd = in_code_order(cast.joined(form.mentees))
    scores = score_form(form, crowd, crowd, circumstances(answers))
    both = scores.points() + scores.points().T
    allowed = scores.allowed() & scores.allowed().T
    np.fill_diagonal(allowed, val=False)
    if form.arrangement is Arrangement.PEER_GROUPS:
        return _groups(form, scores, both, allowed)
    return _pairs(programme, form, scores, both, allowed, decided)


def _pairs(
    programme: Programme,
    form: ProgrammeForm,
    scores: FormScores,
    both: npt.NDArray[np.int64],
    allowed: npt.NDArray[np.bool_],
    decided: Decisions,
) -> PeerResult:
    codes = scores.mentees.codes
    locked = _inside(codes, decided.locked)
    problem = PoolProblem(
        points=both, allowed=allowed, locked=locked, forbidden=_inside(codes, decided.apart), ids=codes
    )
    found = solve_pool(problem, programme.purpose)
    pairs = tuple(_pair(form, scores, i, j, decided) for i, j in found.pairs)
    taken = {code for pair in pairs for code in (pair.mentee, pair.mentor)}
    return PeerResult(
        pairs=pairs,
        groups=(),
        alone=tuple(code for code in codes if code not in taken),
        proof=_proof(form, found, served=len(taken), people=len(codes)),
    )


def _groups(
    form: ProgrammeForm, scores: FormScores, both: npt.NDArray[np.int64], allowed: npt.NDArray[np.bool_]
) -> PeerResult:
    codes = scores.mentees.codes
    n = len(codes)
    count = -(-n // form.group_most)
    apart = tuple((i, j) for i in range(n) for j in range(i + 1, n) if not allowed[i, j])
    problem = GroupProblem(
        cohesion=both, sizes=((form.group_least, form.group_most),) * count, apart=apart, ids=codes
    )
    found = solve_groups(problem)
    groups = tuple(
        PeerGroup(form=form.key, members=tuple(codes[i] for i in members), points=_cohesion(both, members))
        for members in found.members
    )
    placed = {code for group in groups for code in group.members}
    alone = tuple(code for code in codes if code not in placed)
    return PeerResult(
        pairs=(), groups=groups, alone=alone, proof=_proof(form, found, served=len(placed), people=n)
    )


def _cohesion(both: npt.NDArray[np.int64], members: Sequence[int]) -> int:
    """Mean points of two members of the group, each pair seen from both sides."""
    pairs = [int(both[i, j]) for k, i in enumerate(members) for j in members[k + 1 :]]
    return sum(pairs) // (2 * len(pairs)) if pairs else 0


def _pair(form: ProgrammeForm, scores: FormScores, i: int, j: int, decided: Decisions) -> Pair:
    codes = scores.mentees.codes
    there, back = scores.parts(i, j), scores.parts(j, i)
    parts = _halves(there, back)
    kept = {(a, b) for a, b, _ in decided.working} | {(b, a) for a, b, _ in decided.working}
    pair = (codes[i], codes[j])
    lock = decided.locked.get(pair) or decided.locked.get(pair[::-1])
    origin = lock[1] if lock else Origin.KEPT if pair in kept else Origin.CHOSEN
    points = sum(part.points for part in parts)
    return Pair(
        form=form.key, mentee=pair[0], mentor=pair[1], points=points, origin=origin, certain=None, parts=parts
    )


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


def _inside(codes: Sequence[str], pairs: Any) -> tuple[tuple[int, int], ...]:
    index = {code: i for i, code in enumerate(codes)}
    inside = {tuple(sorted((index[a], index[b]))) for a, b in pairs if a in index and b in index}
    return tuple(sorted((i, j) for i, j in inside))


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
