"""Who would suit a mentee almost as well: pairs that cost all together only a few points and nobody a mentor."""

from collections.abc import Iterator

from matcher.matching import Run
from matcher.result import Pair
from matcher.shape import is_flow
from matcher.solve.otherwise.counterfactual import alternatives
from questionnaires.wording import Wording

FEW_POINTS = 300
"""Hundredths of a point that all pairs together may lose."""
SHOWN = 3
"""So many are named, the nearest first."""
NEAR = Wording(
    "Почти так же хорошо (общего во всех парах вместе меньше не больше чем на {most}): {who}.",
    "Almost as well (all pairs together have at most {most} less in common): {who}.",
)


def explain_near(run: Run, pair: Pair) -> Iterator[Wording]:
    """Yield which other mentors would cost least, where one table of the whole run tells it."""
    solution, assembly = run.solution, run.assembly
    if solution is None or solution.asked.raise_worst or not is_flow(assembly.problem, solution.asked):
        return
    row = assembly.row_of[pair.mentee]
    found = (each for each in alternatives(assembly.problem, solution, FEW_POINTS) if each[0][0] == row)
    named = {assembly.seats[column][1]: None for (_, column), _ in found}
    named.pop(pair.mentor, None)
    if named:
        yield NEAR.format(most=FEW_POINTS // 100, who=", ".join(list(named)[:SHOWN]))
