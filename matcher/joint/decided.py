"""Decisions about people as index pairs of the joint problem."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from matcher.decisions import Decisions
from matcher.joint.form_table import FormTable, Seat
from matcher.problem import Problem
from matcher.result import Origin

IndexPair = tuple[int, int]


def locked_pairs(
    decided: Decisions, tables: Sequence[FormTable], row_of: Mapping[str, int]
) -> tuple[dict[IndexPair, Origin], tuple[tuple[str, str], ...]]:
    """Return (locked pairs with why, pairs of codes of which one does not take part)."""
    locked: dict[IndexPair, Origin] = {}
    astray = []
    for (mentee, mentor), (form, origin) in sorted(decided.locked.items()):
        column = best_seat(mentee, mentor, form, tables, row_of)
        if column is None:
            astray.append((mentee, mentor))
        else:
            locked[row_of[mentee], column] = origin
    return locked, tuple(astray)


def working_pairs(
    decided: Decisions, tables: Sequence[FormTable], row_of: Mapping[str, int]
) -> tuple[IndexPair, ...]:
    """Return the pairs that worked before this run and are still possible, one seat each."""
    found = set()
    for mentee, mentor, form in decided.working:
        column = best_seat(mentee, mentor, form, tables, row_of)
        if column is not None and not _breaks(tables, row_of[mentee], column):
            found.add((row_of[mentee], column))
    return tuple(sorted(found))


def staying_pairs(
    working: Iterable[IndexPair], locked: Iterable[IndexPair], problem: Problem, demand: int
) -> dict[IndexPair, Origin]:
    """Return the working pairs that stay without being weighed: those for which every quota has room.

    Where there is no longer room for all pairs of a person, which of them stay is left to the optimisation.
    """
    chosen = set(locked)
    wanted = set(working) - chosen - set(problem.forbidden)
    rows = Counter(row for row, _ in chosen | wanted)
    columns = Counter(column for _, column in chosen | wanted)
    upper, least = np.asarray(problem.upper), np.asarray(problem.lower_if_used)
    full = {column for column, load in columns.items() if load > upper[column] or load < least[column]}
    for together, most in problem.shared_upper:
        if sum(columns[column] for column in together) > most:
            full |= set(together)
    return {pair: Origin.KEPT for pair in sorted(wanted) if rows[pair[0]] <= demand and pair[1] not in full}


def forbidden_pairs(
    decided: Decisions,
    tables: Sequence[FormTable],
    row_of: Mapping[str, int],
    seats: Sequence[Seat],
    locked: Iterable[IndexPair],
) -> tuple[IndexPair, ...]:
    """Return the pairs that a person or the form's floor keeps apart.

    Locked pairs are left out: the floor spares them, and a decision against them is a conflict that is told before
    solving.
    """
    pairs = set(index_pairs(((a, b, "") for a, b in decided.apart), row_of, seats))
    for table in tables:
        for rule in table.scores.rules:
            pairs |= _placed(table, *rule.forbidden_pairs)
        if table.form.floor:
            pairs |= _placed(table, *np.nonzero(table.scores.points() < table.form.floor))
    return tuple(sorted(pairs - set(locked)))


def index_pairs(
    pairs: Iterable[tuple[str, str, str]], row_of: Mapping[str, int], seats: Sequence[Seat]
) -> Iterator[IndexPair]:
    """Yield the index pairs of (mentee, mentor, form); an empty form stands for every form of the mentor."""
    columns: dict[str, list[int]] = {}
    for j, (_, code) in enumerate(seats):
        columns.setdefault(code, []).append(j)
    for mentee, mentor, form in pairs:
        for j in columns.get(mentor, ()):
            if mentee in row_of and form in ("", seats[j][0]):
                yield row_of[mentee], j


def best_seat(
    mentee: str, mentor: str, form: str, tables: Sequence[FormTable], row_of: Mapping[str, int]
) -> int | None:
    """Return the column of a decided pair; where the decision names no form, the one with most in common."""
    found = []
    for order, table in enumerate(tables):
        mentors = table.scores.mentors.codes
        i = None if mentee not in row_of else table.local_row(row_of[mentee])
        if form in ("", table.form.key) and i is not None and mentor in mentors:
            j = mentors.index(mentor)
            points = sum(part.points for part in table.scores.parts(i, j))
            found.append((bool(table.scores.broken(i, j)), -points, order, int(table.columns[j])))
    return min(found)[-1] if found else None


def _breaks(tables: Sequence[FormTable], row: int, column: int) -> bool:
    """Whether a pair breaks a must of its form."""
    for table in tables:
        j = int(np.searchsorted(table.columns, column))
        i = table.local_row(row)
        if i is not None and j < len(table.columns) and table.columns[j] == column:
            return bool(table.scores.broken(i, j))
    return True


def _placed(table: FormTable, rows: "np.typing.ArrayLike", columns: "np.typing.ArrayLike") -> set[IndexPair]:
    at = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
    return set(zip(table.rows[at[0]].tolist(), table.columns[at[1]].tolist(), strict=True))
