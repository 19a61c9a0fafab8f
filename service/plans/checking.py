"""Whether a draft keeps every must, quota and decision: said in words, and once more by the independent verifier."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from matcher.matching import Run
from matcher.proof.verify import verify
from matcher.solution import Asked, Proof, Solution, Status
from questionnaires.wording import Wording
from service.plans.draft import Draft

MUST = Wording(
    "{mentee} и {mentor}: обязательное условие не выполнено: {must}.",
    "{mentee} and {mentor}: a must is not met: {must}.",
)
APART = Wording(
    "{mentee} и {mentor}: решено не ставить вместе.", "{mentee} and {mentor} are to be kept apart."
)
LOCKED = Wording(
    "{mentee} и {mentor}: решено оставить вместе, а пары нет.",
    "{mentee} and {mentor} are to stay together and are no pair.",
)
PLACES = Wording(
    "{mentor}: наставляемых {count}, а мест {most}.", "{mentor} has {count} mentees and {most} places."
)
GROUP = Wording(
    "{mentor}: в группе {count}, а нужно не меньше {least}.",
    "{mentor}: a group of {count}; at least {least} are needed.",
)
LOAD = Wording(
    "{mentor}: во всех формах наставляемых {count}, а можно {most}.",
    "{mentor} has {count} mentees in all forms together and may have {most}.",
)
DEMAND = Wording(
    "{mentee}: наставников {count}, а положено {most}.", "{mentee} has {count} mentors and may have {most}."
)
VERIFIER = Wording(
    "Независимая проверка не приняла вариант: нарушений {count}.",
    "The independent check refused the plan: {count} violations.",
)


def find_violations(draft: Draft) -> tuple[Wording, ...]:
    """Return everything the draft breaks; empty when it may be approved.

    The sentences come from one piece of code and the verdict from another, `matcher.verify`, so that a rule this
    module forgot still stops the plan.
    """
    said = (*_musts(draft), *_decisions(draft), *_quotas(draft))
    refused = verify(draft.run.assembly.problem, as_solution(draft))
    return said if said or not refused else (VERIFIER.format(count=len(refused)),)


def as_solution(draft: Draft) -> Solution:
    """Return the draft as a solution that claims nothing but its pairs."""
    assembly = draft.run.assembly
    served = {row for row, _ in draft.pairs}
    demand = assembly.problem.per_mentee(assembly.problem.demand)
    return Solution(
        pairs=tuple(sorted(draft.pairs)),
        certain=None,
        objective=draft.points(),
        bound=None,
        gap=None,
        status=Status.FEASIBLE,
        proof=Proof.NONE,
        unmatched=tuple(row for row in range(len(assembly.mentees)) if row not in served and demand[row] > 0),
        unmatched_certain=None,
        asked=Asked(),
    )


def _musts(draft: Draft) -> Iterator[Wording]:
    for pair in sorted(draft.pairs):
        table, i, j = draft.run.assembly.place_in_form(*pair)
        for must in table.scores.broken(i, j):
            _, mentee, mentor = draft.codes_of(pair)
            yield MUST.format(mentee=mentee, mentor=mentor, must=must)


def _decisions(draft: Draft) -> Iterator[Wording]:
    problem = draft.run.assembly.problem
    for pair in sorted(draft.pairs & _pairs(problem.forbidden)):
        _, mentee, mentor = draft.codes_of(pair)
        yield APART.format(mentee=mentee, mentor=mentor)
    for pair in sorted(_pairs(problem.locked) - draft.pairs):
        _, mentee, mentor = draft.codes_of(pair)
        yield LOCKED.format(mentee=mentee, mentor=mentor)


def _quotas(draft: Draft) -> Iterator[Wording]:
    run, problem = draft.run, draft.run.assembly.problem
    load, has = Counter(j for _, j in draft.pairs), Counter(i for i, _ in draft.pairs)
    upper, least = problem.per_mentor(problem.upper), problem.per_mentor(problem.lower_if_used)
    for j, count in sorted(load.items()):
        if count > upper[j]:
            yield PLACES.format(mentor=_mentor(run, j), count=count, most=upper[j])
        if count < least[j]:
            yield GROUP.format(mentor=_mentor(run, j), count=count, least=least[j])
    for columns, most in problem.shared_upper:
        count = sum(load[int(j)] for j in columns)
        if count > most:
            yield LOAD.format(mentor=_mentor(run, int(np.min(columns))), count=count, most=most)
    demand = problem.per_mentee(problem.demand)
    for i, count in sorted(has.items()):
        if count > demand[i]:
            yield DEMAND.format(mentee=run.assembly.mentees[i], count=count, most=demand[i])


def _mentor(run: Run, column: int) -> str:
    return run.assembly.seats[column][1]


def _pairs(given: object) -> frozenset[tuple[int, int]]:
    return frozenset((int(i), int(j)) for i, j in given)  # type: ignore[attr-defined]  # a sequence or an array of pairs
