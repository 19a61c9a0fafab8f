"""How far each wish's weight may move alone, by whole points, before any pair changes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from matcher.assembly import join
from matcher.decisions import decisions
from matcher.explain.hundredths import hundredths
from matcher.joint.form_table import FormTable, circumstances
from matcher.matching import Run
from matcher.problem import Problem
from matcher.scoring import with_weight
from matcher.solve.otherwise.sensitivity import Interval, sensitivity
from matcher.solve.otherwise.standing import stand_on
from questionnaires.answers import Answers
from questionnaires.criterion import Criterion, Force
from questionnaires.programme import Programme, ProgrammeForm
from questionnaires.wording import Wording

WHOLE_POINT = 100
"""Weights are hundredths of a point; a curator moves whole points."""
HEADLINE = Wording(
    "Насколько можно изменить вес одного пожелания, чтобы ни одна пара не изменилась. Каждый названный вес проверен "
    "новым подбором; дальше {steps} очков в каждую сторону не проверялось.",
    "How far the weight of one wish may move while no pair changes. Each weight named was checked by matching again; "
    "beyond {steps} points to either side nothing was checked.",
)
LINE = Wording(
    "{form}, «{title}», вес {here}: пары те же при весе от {least} до {most}. {ends}.",
    "{form}, «{title}», weight {here}: the same pairs with a weight from {least} to {most}. {ends}.",
)
BOTH = Wording("При {below} и при {above} пары другие", "With {below} and with {above} the pairs are others")
BELOW = Wording(
    "При {below} пары другие; больше {most} не проверялось",
    "With {below} the pairs are others; beyond {most} nothing was checked",
)
ABOVE = Wording(
    "При {above} пары другие; меньше {least} не проверялось",
    "With {above} the pairs are others; below {least} nothing was checked",
)
NEITHER = Wording("Дальше не проверялось", "Beyond that nothing was checked")
NOTHING = Wording("Пожеланий с весом нет.", "There are no wishes with a weight.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightInterval:
    """One wish of a form with the weights that change nothing."""

    form: ProgrammeForm
    criterion: Criterion
    interval: Interval


def find_intervals(programme: Programme, answers: Answers, run: Run, steps: int) -> Iterator[WeightInterval]:
    """Yield the interval of every wish with a weight, form by form; forms inside one base are not among them."""
    assert run.solution is not None
    standing = stand_on(run.assembly.problem, run.solution)
    for k, table in enumerate(run.assembly.tables):
        for place, comparison in enumerate(table.scores.comparisons):
            criterion = comparison.criterion
            if criterion.force is not Force.WISH or not criterion.points:
                continue
            moved = _Moved(programme=programme, answers=answers, run=run, form=k, place=place)
            interval = sensitivity(
                run.solution,
                moved.problem_at,
                criterion.points,
                step=WHOLE_POINT,
                steps=steps,
                standing=standing,
            )
            yield WeightInterval(form=table.form, criterion=criterion, interval=interval)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Moved:
    """The joint problem when one wish of one form weighs otherwise."""

    programme: Programme
    answers: Answers
    run: Run
    form: int
    place: int

    def problem_at(self, points: int) -> Problem:
        tables, known = self.run.assembly.tables, circumstances(self.answers)
        scores = with_weight(tables[self.form].scores, self.place, points, known)
        moved: FormTable = replace(tables[self.form], scores=scores)
        bound = None if self.run.solution is None else self.run.solution.asked.max_changes
        decided = decisions(self.programme, self.answers, bound)
        joined = (*tables[: self.form], moved, *tables[self.form + 1 :])
        return join(self.programme, self.answers, self.run.cast, decided, joined).problem


def explain_weights(intervals: list[WeightInterval], steps: int) -> tuple[Wording, ...]:
    """Return the intervals in words."""
    if not intervals:
        return (NOTHING,)
    return (HEADLINE.format(steps=steps), *(_say(each) for each in intervals))


def _say(each: WeightInterval) -> Wording:
    found = each.interval
    fields = {
        "here": hundredths(found.here),
        "least": hundredths(found.least),
        "most": hundredths(found.most),
        "below": hundredths(found.least - WHOLE_POINT),
        "above": hundredths(found.most + WHOLE_POINT),
    }
    words = {(True, True): BOTH, (True, False): BELOW, (False, True): ABOVE, (False, False): NEITHER}
    ends = words[found.other_below, found.other_above].format(**fields)
    return LINE.format(**fields, form=each.form.title, title=each.criterion.title, ends=ends)
