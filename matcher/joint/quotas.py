"""How many people each mentor may have, in one form and in all together, and who is served first."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.admission import Cast, unmet
from matcher.capacity import capacity_of
from matcher.crowd import Crowd
from matcher.joint.form_table import FormTable, Seat
from questionnaires.answers import Answers
from questionnaires.programme import Arrangement, Capacity, Programme, ProgrammeForm
from questionnaires.question import Value

IntArray = npt.NDArray[np.int64]


def capacities_of(programme: Programme, cast: Cast) -> dict[str, int]:
    """Return how many mentees each mentor who takes part may have in all forms together, by code."""
    return {
        code: capacity_of(base.capacity, said)
        for base in programme.bases
        for code, said in zip(
            cast.ready[base.key].codes, _said(base.capacity, cast.ready[base.key]), strict=True
        )
    }


def _said(capacity: Capacity, crowd: Crowd) -> Sequence[Value | None]:
    return crowd.column(capacity.question) if capacity.question else (None,) * len(crowd)


def upper_quotas(programme: Programme, cast: Cast, seats: Sequence[Seat]) -> IntArray:
    """Return the most mentees of each seat: the form's bound or the mentor's own."""
    capacities = capacities_of(programme, cast)
    most = {form.key: _most(form) for form in programme.forms}
    return np.array([min(most[form], capacities[code]) for form, code in seats], dtype=np.int64)


def group_minima(programme: Programme, seats: Sequence[Seat]) -> IntArray:
    """Return the least mentees of each seat if it has any: the least size of a group."""
    least = {f.key: f.group_least if f.arrangement is Arrangement.GROUPS else 0 for f in programme.forms}
    return np.array([least[form] for form, _ in seats], dtype=np.int64)


def shared_loads(
    programme: Programme, answers: Answers, cast: Cast, seats: Sequence[Seat]
) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Return (seats of one human, most mentees in all of them), also under two codes in two bases."""
    capacities, humans = capacities_of(programme, cast), answers.people.humans()
    columns: dict[str, list[int]] = {}
    for j, (_, code) in enumerate(seats):
        columns.setdefault(humans.get(code, code), []).append(j)
    loads = ((js, max(capacities[seats[j][1]] for j in js)) for js in columns.values())
    return tuple((tuple(js), most) for js, most in loads if len(js) > 1)


def priority_classes(tables: Sequence[FormTable], n: int) -> IntArray:
    """Return the class of each mentee: the highest rank whose requirement is met in any form."""
    classes = np.zeros(n, dtype=np.int64)
    for table in tables:
        for priority in table.form.priorities:
            column = table.scores.mentees.column(priority.requirement.fact)
            met = [value is not None and unmet(priority.requirement, value) is None for value in column]
            classes[table.rows] = np.maximum(classes[table.rows], np.where(met, priority.rank, 0))
    return classes


def _most(form: ProgrammeForm) -> int:
    return form.group_most if form.arrangement is Arrangement.GROUPS else form.upper
