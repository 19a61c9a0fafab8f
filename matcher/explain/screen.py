"""What decides who could have whom, computed once for all explanations of a run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.assembly import Assembly
from matcher.joint.form_table import FormTable
from matcher.problem import dense_allowed
from matcher.scores import Rules
from matcher.scoring import Rule

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Screen:
    """Musts, places and who holds them.

    Parameters
    ----------
    allowed
        (n_mentees, n_seats): what the whole problem allows.
    by_rule
        For each form, (rule, (n_form_mentees, n_form_mentors) what it allows).
    free
        (n_seats,): whether the mentor has a place left.
    holders
        Column → rows of the mentees who have it.
    """

    assembly: Assembly
    allowed: BoolArray
    by_rule: tuple[tuple[tuple[Rule, BoolArray], ...], ...]
    free: BoolArray
    holders: Mapping[int, Sequence[int]]

    def forms_of(self, row: int) -> Iterator[tuple[FormTable, int]]:
        """Yield every form whose bases the mentee stands in, and where, wished for or not."""
        for table in self.assembly.tables:
            i = table.local_row(row)
            if i is not None:
                yield table, i

    def tables_of(self, row: int) -> list[int]:
        """Return the numbers of the forms in which a mentee may be served."""
        rules = self.assembly.problem.allowed
        assert isinstance(rules, Rules)
        joining = rules.rules[0][0]
        tables = self.assembly.tables
        return [k for k, table in enumerate(tables) if joining[row, k] and table.local_row(row) is not None]


def screen(assembly: Assembly, pairs: Sequence[tuple[int, int]]) -> Screen:
    """Compute what explanations need, after these pairs were chosen."""
    holders: dict[int, list[int]] = {}
    for row, column in pairs:
        holders.setdefault(column, []).append(row)
    return Screen(
        assembly=assembly,
        allowed=dense_allowed(assembly.problem),
        by_rule=tuple(
            tuple((rule, table.scores.allowed(rule)) for rule in table.scores.rules)
            for table in assembly.tables
        ),
        free=free_places(assembly, holders),
        holders=holders,
    )


def free_places(assembly: Assembly, holders: Mapping[int, Sequence[int]]) -> BoolArray:
    """Return (n_seats,): whether the mentor could still take a mentee in this form."""
    upper = np.broadcast_to(np.asarray(assembly.problem.upper), (len(assembly.seats),))
    load = np.array([len(holders.get(j, ())) for j in range(len(assembly.seats))], dtype=np.int64)
    free: BoolArray = load < upper
    for columns, most in assembly.problem.shared_upper:
        chosen = list(columns)
        if load[chosen].sum() >= most:
            free[chosen] = False
    return free
