"""The smallest change that would help a mentee who has no mentor yet: computed from the pairs one must away."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from matcher.assembly import Assembly, FormTable
from matcher.explain.funnel import tables_of
from questionnaires.criterion import CriterionKind
from questionnaires.wording import Wording

ONE_MORE_PLACE = Wording(
    "Помогло бы одно место: подойдут {count} (например, {who}), если кто-то из них возьмёт ещё одного наставляемого.",
    "One more place would help: {count} would fit (for example {who}) if one of them takes one more mentee.",
)
ADD_ANSWER = Wording(
    "Если добавить «{option}» в ответ «{title}», подойдут: {count}, из них со свободным местом: {free}.",
    "Adding «{option}» to the answer «{title}» makes {count} fit, {free} of them with a free place.",
)
LIFT_MUST = Wording(
    "Мешает одно условие: «{title}». Без него подошли бы: {count}, из них со свободным местом: {free}.",
    "One condition is in the way: «{title}». Without it {count} would fit, {free} of them with a free place.",
)
NO_SINGLE = Wording(
    "Ни одно отдельное изменение не помогает: нужен ещё один наставник этой формы.",
    "No single change helps: one more mentor of this form is needed.",
)


def find_remedy(
    assembly: Assembly, row: int, allowed: npt.NDArray[np.bool_], free: npt.NDArray[np.bool_]
) -> Wording | None:
    """Return the smallest change that would give this mentee a mentor.

    One place is the smallest change; then one added answer; then one must less.
    """
    fitting = sorted({assembly.seats[j][1] for j in np.flatnonzero(allowed[row])})
    if fitting:
        return ONE_MORE_PLACE.format(count=len(fitting), who=fitting[0])
    obstacles = _single_obstacles(assembly, row)
    if not obstacles:
        return NO_SINGLE
    weighed = [_weigh(assembly, row, *key, columns, free) for key, columns in obstacles.items()]
    return max(weighed, key=lambda pair: pair[0])[1]


def _single_obstacles(assembly: Assembly, row: int) -> Mapping[tuple[int, int], list[int]]:
    """Return (form, rule) → seats that only this one must keeps from the mentee."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    forbidden = set(assembly.problem.forbidden)
    for table in tables_of(assembly, row):
        i = int(np.searchsorted(table.rows, row))
        broken = np.array([~table.scores.allowed(rule)[i] for rule in table.scores.rules]).reshape(
            -1, len(table.columns)
        )
        for local in np.flatnonzero(broken.sum(axis=0) == 1):
            column = int(table.columns[local])
            rule = int(np.flatnonzero(broken[:, local])[0])
            if (row, column) not in forbidden or _is_sparse_refusal(table, rule, i, int(local)):
                found[assembly.tables.index(table), rule].append(column)
    return found


def _is_sparse_refusal(table: FormTable, rule: int, i: int, j: int) -> bool:
    rows, columns = table.scores.rules[rule].forbidden_pairs
    return bool(np.any((np.asarray(rows) == i) & (np.asarray(columns) == j)))


def _weigh(
    assembly: Assembly,
    row: int,
    table_index: int,
    rule_index: int,
    columns: list[int],
    free: npt.NDArray[np.bool_],
) -> tuple[tuple[int, int, int, int], Wording]:
    """Return (how good the remedy is, its words): an answer to add comes before a must to lift, more people first."""
    table = assembly.tables[table_index]
    rule = table.scores.rules[rule_index]
    with_place = sum(bool(free[j]) for j in columns)
    if rule.criterion.kind is CriterionKind.AVAILABILITY:
        option, fitting = _best_option(assembly, table, rule.criterion.mentor, columns)
        if option:
            open_ones = sum(bool(free[j]) for j in fitting)
            words = ADD_ANSWER.format(option=option, title=rule.title.ru, count=len(fitting), free=open_ones)
            return (open_ones > 0, 1, len(fitting), -rule_index), words
    words = LIFT_MUST.format(title=rule.title.ru, count=len(columns), free=with_place)
    return (with_place > 0, 0, len(columns), -rule_index), words


def _best_option(
    assembly: Assembly, table: FormTable, question: str, columns: list[int]
) -> tuple[str, list[int]]:
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
