"""Why no assignment exists although no two decisions contradict each other, with the cheapest repair first."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from matcher.assembly import Assembly
from matcher.solution import Asked, Solution, Status
from matcher.solve import solve
from questionnaires.wording import Wording

TOO_FEW_CHANGES = Wording(
    "Разрешено сменить пар: {most}, а принятые решения и правила требуют сменить не меньше {least}. "
    "Разрешите {least}: --max-changes {least}.",
    "{most} pairs may end, but decisions and rules need {least} to end at least. Allow {least}: --max-changes {least}.",
)
SMALL_GROUP = Wording(
    "Группа наставника {mentor} не набирает {least} человек: решено оставить в ней {locked}, а других подходящих "
    "не хватает. Уменьшите наименьший размер группы или отмените решение.",
    "The group of mentor {mentor} does not reach {least} people: {locked} are to stay in it and too few others fit. "
    "Lower the least size of a group or withdraw the decision.",
)
TOGETHER = Wording(
    "Вместе невыполнимы наименьший размер групп и решения «оставить вместе»: {pairs}. Отмените одно из решений.",
    "The least size of groups and these decisions to keep together contradict each other: {pairs}. Withdraw one.",
)

DECISIONS = Wording(
    "Решения «оставить вместе» невыполнимы вместе с правилами и числом мест: {pairs}. Отмените одно из решений.",
    "These decisions to keep together cannot hold with the rules and places: {pairs}. Withdraw one.",
)
UNSETTLED = Wording(
    "За отведённый объём вычислений не найдено ни одного допустимого подбора, но и не доказано, что его нет. Отмените "
    "часть решений «оставить вместе», уменьшите наименьший размер групп или разрешите больше смен.",
    "Within the effort allowed no assignment was found, nor was it shown that none exists. Withdraw some decisions to "
    "keep together, lower the least size of groups or allow more changes.",
)


def explain_no_assignment(assembly: Assembly, solution: Solution) -> tuple[Wording, ...]:
    """Find which bound, taken away alone, makes an assignment possible; otherwise name all that take part."""
    if solution.status is Status.UNKNOWN:
        return (UNSETTLED,)
    asked = solution.asked
    return (*_changes(assembly, asked), *_groups(assembly, asked)) or (_all_together(assembly),)


def _changes(assembly: Assembly, asked: Asked) -> Iterator[Wording]:
    if asked.max_changes is None:
        return
    solution = _solve(assembly, replace(asked, max_changes=None))
    if solution.status in (Status.OPTIMAL, Status.FEASIBLE):
        least = len(set(asked.previous) - set(solution.pairs))
        yield TOO_FEW_CHANGES.format(most=asked.max_changes, least=least)


def _groups(assembly: Assembly, asked: Asked) -> Iterator[Wording]:
    minima = np.broadcast_to(np.asarray(assembly.problem.lower_if_used), (len(assembly.seats),))
    for column in sorted({column for _, column in assembly.origins}):
        eased = minima.copy()
        eased[column] = 0
        if minima[column] and _solve(_with_minima(assembly, eased), asked).pairs:
            locked = [assembly.mentees[row] for row, at in sorted(assembly.origins) if at == column]
            mentor = assembly.seats[column][1]
            yield SMALL_GROUP.format(mentor=mentor, least=int(minima[column]), locked=", ".join(locked))


def _all_together(assembly: Assembly) -> Wording:
    pairs = [
        f"{assembly.mentees[row]} – {assembly.seats[column][1]}" for row, column in sorted(assembly.origins)
    ]
    words = TOGETHER if np.asarray(assembly.problem.lower_if_used).any() else DECISIONS
    return words.format(pairs=", ".join(pairs) or "—")


def _with_minima(assembly: Assembly, minima: np.typing.NDArray[np.int64]) -> Assembly:
    return replace(assembly, problem=replace(assembly.problem, lower_if_used=minima))


def _solve(assembly: Assembly, asked: Asked) -> Solution:
    return solve(
        assembly.problem,
        purpose=asked.purpose,
        raise_worst=asked.raise_worst,
        previous=asked.previous or None,
        max_changes=asked.max_changes,
        salt=asked.salt,
    )
