"""How the musts narrow a mentee's choice: 40 → 12 → 3 → 0."""

import numpy as np

from matcher.explain.screen import BoolArray, Screen
from matcher.result import FunnelStep
from questionnaires.wording import Wording

ALL_MENTORS = Wording("готовые наставники этих форм", "mentors of these forms who are ready")
DECIDED = Wording(
    "решения куратора и отказы после встреч", "the curator's decisions and refusals after meetings"
)
TAKEN = Wording("места, не занятые другими парами", "places not taken by other pairs")


def find_funnel(screen: Screen, row: int) -> tuple[FunnelStep, ...]:
    """Return how many mentors remain for a mentee after each must, each person counted once.

    The first step is everybody of the mentee's forms, the last one those who still have a place.
    """
    assembly = screen.assembly
    forms = screen.tables_of(row)
    left = np.zeros(len(assembly.seats), dtype=bool)
    for k in forms:
        left[assembly.tables[k].columns] = True
    steps = [FunnelStep(must=ALL_MENTORS, left=_people(screen, left))]
    for title, rules in _musts(screen, forms):
        for k, allowed in rules:
            table = assembly.tables[k]
            i = table.local_row(row)
            assert i is not None
            left[table.columns] &= allowed[i]
        steps.append(FunnelStep(must=title, left=_people(screen, left)))
    if (left & ~screen.allowed[row]).any():
        left &= screen.allowed[row]
        steps.append(FunnelStep(must=DECIDED, left=_people(screen, left)))
    steps.append(FunnelStep(must=TAKEN, left=_people(screen, left & screen.free)))
    return tuple(steps)


def _musts(screen: Screen, forms: list[int]) -> list[tuple[Wording, list[tuple[int, BoolArray]]]]:
    """Return the musts of the forms, those of one title together, in the order of the programme."""
    found: dict[str, tuple[Wording, list[tuple[int, BoolArray]]]] = {}
    for k in forms:
        for rule, allowed in screen.by_rule[k]:
            found.setdefault(rule.title.ru, (rule.title, []))[1].append((k, allowed))
    return list(found.values())


def _people(screen: Screen, left: BoolArray) -> int:
    seats = screen.assembly.seats
    return len({seats[j][1] for j in np.flatnonzero(left)})
