"""A mentee without a mentor yet: the reason, the funnel, who holds the places, and what would help."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from matcher.assembly import Assembly
from matcher.explain.funnel import find_funnel, tables_of
from matcher.explain.remedy import find_remedy
from matcher.result import FunnelStep, Unmatched
from questionnaires.wording import Wording

NO_FORM = Wording("Ни одна из форм программы не выбрана.", "No form of the programme was chosen.")
NOBODY_READY = Wording("В этих формах нет готовых наставников.", "These forms have no mentor who is ready.")
STOPPED_AT = Wording(
    "После условия «{must}» не остаётся ни одного наставника.",
    "After the condition «{must}» no mentor remains.",
)
ALL_TAKEN = Wording(
    "Подходящих наставников: {count}, но все места заняты: желающих больше, чем мест.",
    "Mentors who would fit: {count}, but every place is taken: more people want them than there are places.",
)


def explain_unmatched(
    assembly: Assembly,
    row: int,
    *,
    certain: bool | None,
    allowed: npt.NDArray[np.bool_],
    free: npt.NDArray[np.bool_],
    holders: Mapping[int, Sequence[int]],
) -> Unmatched:
    """Explain why a mentee has no mentor.

    Parameters
    ----------
    free
        (n_seats,): whether the mentor has a place left.
    holders
        Column → rows of the mentees who have it.
    """
    funnel = find_funnel(assembly, row, allowed, free)
    rivals = sorted({i for j in np.flatnonzero(allowed[row]) for i in holders.get(int(j), ())})
    return Unmatched(
        mentee=assembly.mentees[row],
        forms=tuple(table.form.key for table in tables_of(assembly, row)),
        certain=certain,
        reason=_reason(assembly, row, funnel),
        funnel=funnel,
        rivals=tuple(assembly.mentees[i] for i in rivals),
        remedy=find_remedy(assembly, row, allowed, free),
    )


def _reason(assembly: Assembly, row: int, funnel: Sequence[FunnelStep]) -> Wording:
    if not tables_of(assembly, row):
        return NO_FORM
    if funnel[0].left == 0:
        return NOBODY_READY
    if funnel[-2].left > 0:
        return ALL_TAKEN.format(count=funnel[-2].left)
    empty = next(step for step in funnel if step.left == 0)
    return Wording(STOPPED_AT.ru.format(must=empty.must.ru), STOPPED_AT.en.format(must=empty.must.en))
