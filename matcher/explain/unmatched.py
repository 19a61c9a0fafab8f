"""A mentee without a mentor yet: the reason, the funnel, who holds the places, and what would help."""

from collections.abc import Iterator, Sequence

import numpy as np

from matcher.explain.funnel import find_funnel
from matcher.explain.remedy import find_remedy
from matcher.explain.screen import Screen
from matcher.form_choice import closed_to, wishes_for
from matcher.joint.form_table import FormTable
from matcher.result import FunnelStep, Unmatched
from questionnaires.wording import Wording, join

NO_FORM = Wording("Ни одна из форм программы не выбрана.", "No form of the programme was chosen.")
CLOSED = Wording("Подходящей формы нет: {why}.", "No form is open: {why}.")
NOBODY_READY = Wording("В этих формах нет готовых наставников.", "These forms have no mentor who is ready.")
STOPPED_AT = Wording(
    "После условия «{must}» не остаётся ни одного наставника.",
    "After the condition «{must}» no mentor remains.",
)
ALL_TAKEN = Wording(
    "Подходящих наставников: {count}, но все места заняты: желающих больше, чем мест.",
    "Mentors who would fit: {count}, but every place is taken: more people want them than there are places.",
)


def explain_unmatched(screen: Screen, row: int, *, certain: bool | None) -> Unmatched:
    """Explain why a mentee has no mentor."""
    assembly = screen.assembly
    funnel = find_funnel(screen, row)
    rivals = sorted({i for j in np.flatnonzero(screen.allowed[row]) for i in screen.holders.get(int(j), ())})
    return Unmatched(
        mentee=assembly.mentees[row],
        forms=tuple(assembly.tables[k].form.key for k in screen.tables_of(row)),
        certain=certain,
        reason=_reason(screen, row, funnel),
        funnel=funnel,
        rivals=tuple(assembly.mentees[i] for i in rivals),
        remedy=find_remedy(screen, row),
    )


def _reason(screen: Screen, row: int, funnel: Sequence[FunnelStep]) -> Wording:
    if not screen.tables_of(row):
        return _no_form(screen, row)
    if funnel[0].left == 0:
        return NOBODY_READY
    if funnel[-2].left > 0:
        return ALL_TAKEN.format(count=funnel[-2].left)
    empty = next(step for step in funnel if step.left == 0)
    return STOPPED_AT.format(must=empty.must)


def _no_form(screen: Screen, row: int) -> Wording:
    """Say whether nothing was wished for, or which conditions close what was."""
    whys = {why.ru: why for table, i in screen.forms_of(row) for why in _closed(table, i)}
    if not whys:
        return NO_FORM
    return CLOSED.format(why=join(whys.values(), "; "))


def _closed(table: FormTable, i: int) -> Iterator[Wording]:
    crowd = table.scores.mentees
    if wishes_for(table.form, crowd)[i]:
        yield from closed_to(table.form, crowd, i)
