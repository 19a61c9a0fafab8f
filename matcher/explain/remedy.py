"""The smallest change that would help a mentee who has no mentor yet: computed from the pairs one must away."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from matcher.explain.screen import Screen
from matcher.explain.stranded import lacking
from matcher.form_choice import closed_to
from matcher.joint.form_table import FormTable
from matcher.scoring import Rule
from questionnaires.criterion import BlankMust, CriterionKind
from questionnaires.wording import Wording

ONE_MORE_PLACE = Wording(
    "Помогло бы одно место: подходящих наставников {count} (например, {who}) — если кто-то из них возьмёт "
    "ещё одного наставляемого.",
    "One more place would help: {count} mentors would fit (for example {who}) if one of them takes one more mentee.",
)
ADD_ANSWER = Wording(
    "Если добавить «{option}» в ответ «{title}», подойдут наставники: {count}, из них со свободным местом: {free}.",
    "Adding «{option}» to the answer «{title}» makes {count} mentors fit, {free} of them with a free place.",
)
LIFT_MUST = Wording(
    "Мешает одно условие: «{title}». Без него подошли бы наставники: {count}, из них со свободным местом: {free}.",
    "One condition is in the way: «{title}». Without it {count} mentors would fit, {free} of them with a free place.",
)
ANSWER = Wording(
    "Нет ответа на вопрос «{option}», а условие «{title}» его требует. С ответом могут подойти наставники: {count}, "
    "из них со свободным местом: {free}.",
    "There is no answer to «{option}», and the condition «{title}» needs one. With an answer up to {count} mentors may "
    "fit, {free} of them with a free place.",
)
NO_SINGLE = Wording(
    "Ни одно отдельное изменение не помогает: нужен ещё один наставник этой формы.",
    "No single change helps: one more mentor of this form is needed.",
)

OTHER_FORM = Wording(
    "Помогло бы отметить и форму «{title}»: подойдут наставники: {count}, из них со свободным местом: {free}.",
    "Choosing the form «{title}» too would make {count} mentors fit, {free} of them with a free place.",
)
NO_FORM_HELPS = Wording(
    "Ни одна из других форм программы не помогает: никто из их наставников не подходит.",
    "No other form of the programme helps: none of its mentors would fit.",
)

Obstacle = tuple[int, int]
"""(form number, rule number)."""


def find_remedy(screen: Screen, row: int) -> Wording:
    """Return the smallest change that would give this mentee a mentor.

    One place is the smallest change; then one added answer; then one must less.
    """
    seats = screen.assembly.seats
    fitting = sorted({seats[j][1] for j in np.flatnonzero(screen.allowed[row])})
    if fitting:
        return ONE_MORE_PLACE.format(count=len(fitting), who=fitting[0])
    if not screen.tables_of(row):
        return _another_form(screen, row)
    obstacles = _single_obstacles(screen, row)
    if not obstacles:
        return NO_SINGLE
    weighed = [_weigh(screen, row, obstacle, columns) for obstacle, columns in sorted(obstacles.items())]
    return max(weighed, key=lambda found: found[0])[1]


def _another_form(screen: Screen, row: int) -> Wording:
    """Return which form to choose too, for a mentee who takes part in none: one of those open to such people."""
    decided = {column for i, column in screen.assembly.problem.forbidden if i == row}
    found = []
    for k, table in enumerate(screen.assembly.tables):
        i = table.local_row(row)
        if i is None or any(closed_to(table.form, table.scores.mentees, i)):
            continue
        fits = np.ones(len(table.columns), dtype=bool)
        for _, allowed in screen.by_rule[k]:
            fits &= allowed[i]
        columns = [int(j) for j in table.columns[fits] if int(j) not in decided]
        if columns:
            title = Wording(table.form.title, table.form.title)
            found.append(_said(screen, 0, columns, OTHER_FORM, option="", title=title))
    return max(found, key=lambda said: said[0])[1] if found else NO_FORM_HELPS


def _single_obstacles(screen: Screen, row: int) -> dict[Obstacle, list[int]]:
    """Return obstacle → seats that only this one must keeps from the mentee."""
    found: dict[Obstacle, list[int]] = defaultdict(list)
    decided = {column for i, column in screen.assembly.problem.forbidden if i == row}
    for k in screen.tables_of(row):
        table = screen.assembly.tables[k]
        i = table.local_row(row)
        assert i is not None
        broken = np.array([~allowed[i] for _, allowed in screen.by_rule[k]], dtype=bool)
        broken = broken.reshape(len(screen.by_rule[k]), len(table.columns))
        for j in np.flatnonzero(broken.sum(axis=0) == 1):
            rule_number = int(np.flatnonzero(broken[:, j])[0])
            column = int(table.columns[j])
            # A refusal after the meeting is a person's decision: it is not proposed to lift it.
            if column not in decided:
                found[k, rule_number].append(column)
    return found


def _weigh(
    screen: Screen, row: int, obstacle: Obstacle, columns: list[int]
) -> tuple[tuple[bool, int, int], Wording]:
    """Return (how good the remedy is, its words): an answer to add comes before a must to lift, more people first."""
    form, number = obstacle
    table = screen.assembly.tables[form]
    rule = screen.by_rule[form][number][0]
    question = _unanswered(table, rule, row)
    if question:
        return _said(screen, 1, columns, ANSWER, option=question, title=rule.title)
    if rule.criterion.kind is CriterionKind.AVAILABILITY:
        option, fitting = _best_option(table, rule.criterion.mentor, columns)
        if option:
            asked = table.scores.mentees.questions.get(rule.criterion.mentee)
            title = Wording(asked.text, asked.text) if asked else rule.title
            return _said(screen, 1, fitting, ADD_ANSWER, option=option, title=title)
    return _said(screen, 0, columns, LIFT_MUST, option="", title=rule.title)


def _unanswered(table: FormTable, rule: Rule, row: int) -> str:
    """Return the question of a must that the mentee has not answered, where the must refuses a blank."""
    i = table.local_row(row)
    if i is None or rule.criterion.blank_must is not BlankMust.REFUSE:
        return ""
    return lacking(rule.criterion.mentee, table.scores.mentees, i)


def _said(
    screen: Screen, rank: int, columns: Sequence[int], words: Wording, *, option: str, title: Wording
) -> tuple[tuple[bool, int, int], Wording]:
    free = sum(bool(screen.free[j]) for j in columns)
    said = words.format(option=option, count=len(columns), free=free, title=title)
    return (free > 0, rank, len(columns)), said


def _best_option(table: FormTable, question: str, columns: Sequence[int]) -> tuple[str, list[int]]:
    """Return the option most of these mentors offer, with who they are."""
    offered = table.scores.mentors.column(question)
    by_option: dict[str, list[int]] = defaultdict(list)
    for column in columns:
        answer = offered[int(np.searchsorted(table.columns, column))]
        for option in answer if isinstance(answer, tuple) else ():
            by_option[option].append(column)
    if not by_option:
        return "", []
    best = max(sorted(by_option), key=lambda option: len(by_option[option]))
    asked = table.scores.mentors.questions.get(question)
    return (asked.label(best) if asked else best), by_option[best]
