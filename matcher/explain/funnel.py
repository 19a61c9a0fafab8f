"""How the musts narrow a mentee's choice: 40 → 12 → 3 → 0."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.assembly import Assembly, FormTable
from matcher.problem import Rules
from matcher.result import FunnelStep
from questionnaires.wording import Wording

ALL_MENTORS = Wording("готовые наставники этих форм", "mentors of these forms who are ready")
DECIDED = Wording(
    "решения куратора и отказы после встреч", "the curator's decisions and refusals after meetings"
)
TAKEN = Wording("места, не занятые другими парами", "places not taken by other pairs")


def find_funnel(
    assembly: Assembly, row: int, allowed: npt.NDArray[np.bool_], free: npt.NDArray[np.bool_]
) -> tuple[FunnelStep, ...]:
    """Return how many mentors remain for a mentee after each must, each person counted once.

    Parameters
    ----------
    allowed
        (n_mentees, n_seats): what the whole problem allows.
    free
        (n_seats,): whether the mentor still has a place after the run.
    """
    seats = np.array([code for _, code in assembly.seats], dtype=object)
    tables = [table for table in tables_of(assembly, row)]
    open_seats = np.zeros(len(seats), dtype=bool)
    for table in tables:
        open_seats[table.columns] = True
    steps = [FunnelStep(must=ALL_MENTORS, left=_people(seats, open_seats))]
    for title, rules in _musts(tables):
        for table, rule in rules:
            i = int(np.searchsorted(table.rows, row))
            open_seats[table.columns] &= table.scores.allowed(rule)[i]
        steps.append(FunnelStep(must=title, left=_people(seats, open_seats)))
    if (open_seats & ~allowed[row]).any():
        open_seats &= allowed[row]
        steps.append(FunnelStep(must=DECIDED, left=_people(seats, open_seats)))
    steps.append(FunnelStep(must=TAKEN, left=_people(seats, open_seats & free)))
    return tuple(steps)


def tables_of(assembly: Assembly, row: int) -> tuple[FormTable, ...]:
    """Return the forms in which a mentee may be served."""
    wished, in_form, _ = _rules(assembly).rules[0]
    return tuple(table for k, table in enumerate(assembly.tables) if row in table.rows and wished[row, k])


def _rules(assembly: Assembly) -> Rules:
    rules = assembly.problem.allowed
    assert isinstance(rules, Rules)
    return rules


def _musts(tables: Sequence[FormTable]) -> list[tuple[Wording, list[tuple[FormTable, object]]]]:
    """Return the musts of the forms, those of one title together, in the order of the programme."""
    found: dict[str, tuple[Wording, list[tuple[FormTable, object]]]] = {}
    for table in tables:
        for rule in table.scores.rules:
            found.setdefault(rule.title.ru, (rule.title, []))[1].append((table, rule))
    return list(found.values())


def _people(seats: npt.NDArray[np.object_], open_seats: npt.NDArray[np.bool_]) -> int:
    return len(set(seats[open_seats].tolist()))
