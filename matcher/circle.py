"""The people of a form of peers, scored, with what was decided about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.admission import Cast
from matcher.decisions import Decisions
from matcher.joint.form_table import circumstances, in_code_order
from matcher.pool import PoolProblem
from matcher.scoring import FormScores, score_form
from questionnaires.answers import Answers
from questionnaires.programme import Arrangement, Programme, ProgrammeForm


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Circle:
    """The people of a form of peers and what is known of each two of them.

    Parameters
    ----------
    both
        (n, n) points of both directions together.
    allowed
        (n, n) whether the musts of both directions hold.
    locked, together, apart
        Index pairs that people decided to be in one pair or group; the same with working ones; and to be in none.
    """

    form: ProgrammeForm
    scores: FormScores
    both: npt.NDArray[np.int64]
    allowed: npt.NDArray[np.bool_]
    locked: tuple[tuple[int, int], ...]
    together: tuple[tuple[int, int], ...]
    apart: tuple[tuple[int, int], ...]
    decided: Decisions
    salt: bytes

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the people, sorted."""
        return self.scores.mentees.codes


def gather(
    programme: Programme, form: ProgrammeForm, cast: Cast, answers: Answers, decided: Decisions
) -> Circle:
    """Score the people of a form of peers and place what was decided about them."""
    crowd = in_code_order(cast.joined(form.mentees))
    scores = score_form(form, crowd, crowd, circumstances(answers))
    allowed = scores.allowed() & scores.allowed().T
    np.fill_diagonal(allowed, val=False)
    locked = _inside(
        crowd.codes, (pair for pair, (named, _) in decided.locked.items() if named in ("", form.key))
    )
    apart = _inside(crowd.codes, decided.apart)
    working = _inside(crowd.codes, ((a, b) for a, b, named in decided.working if named == form.key))
    free = working if form.arrangement is Arrangement.PEER_GROUPS else _unclaimed(working, locked)
    staying = [pair for pair in free if allowed[pair] and pair not in apart]
    return Circle(
        form=form,
        scores=scores,
        both=scores.points() + scores.points().T,
        allowed=allowed,
        locked=locked,
        together=tuple(sorted({*locked, *staying})),
        apart=tuple(pair for pair in apart if pair not in locked),
        decided=decided,
        salt=programme.salt.encode(),
    )


def pool_of(circle: Circle) -> PoolProblem:
    """Return what is to be solved when the people of a circle work in pairs."""
    return PoolProblem(
        points=circle.both,
        allowed=circle.allowed,
        locked=circle.together,
        forbidden=circle.apart,
        ids=circle.codes,
    )


def _unclaimed(
    working: Sequence[tuple[int, int]], locked: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the working pairs whose people no decision claims, each person once."""
    taken = {person for pair in locked for person in pair}
    free = []
    for pair in working:
        if not taken & set(pair):
            taken |= set(pair)
            free.append(pair)
    return free


def _inside(codes: Sequence[str], pairs: Any) -> tuple[tuple[int, int], ...]:
    index = {code: i for i, code in enumerate(codes)}
    inside = {tuple(sorted((index[a], index[b]))) for a, b in pairs if a in index and b in index}
    return tuple(sorted((i, j) for i, j in inside))
