"""Decisions about people as index pairs of the joint problem."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from matcher.decisions import Decisions
from matcher.joint.form_table import FormTable, Seat
from matcher.result import Origin

IndexPair = tuple[int, int]


def locked_pairs(
    decided: Decisions, tables: Sequence[FormTable], row_of: Mapping[str, int], seats: Sequence[Seat]
) -> tuple[dict[IndexPair, Origin], tuple[tuple[str, str], ...]]:
    """Return (locked pairs with why, pairs of codes of which one does not take part)."""
    locked: dict[IndexPair, Origin] = {}
    astray = []
    for (mentee, mentor), (form, origin) in sorted(decided.locked.items()):
        column = _best_seat(mentee, mentor, form, tables, seats)
        if column is None:
            astray.append((mentee, mentor))
        else:
            locked[row_of[mentee], column] = origin
    return locked, tuple(astray)


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


def _best_seat(
    mentee: str, mentor: str, form: str, tables: Sequence[FormTable], seats: Sequence[Seat]
) -> int | None:
    """Return the column of a decided pair; where the decision names no form, the one with most in common."""
    found = []
    for order, table in enumerate(tables):
        mentees, mentors = table.scores.mentees.codes, table.scores.mentors.codes
        if form in ("", table.form.key) and mentee in mentees and mentor in mentors:
            i, j = mentees.index(mentee), mentors.index(mentor)
            points = sum(part.points for part in table.scores.parts(i, j))
            found.append((bool(table.scores.broken(i, j)), -points, order, int(table.columns[j])))
    return min(found)[-1] if found else None


def _placed(table: FormTable, rows: "np.typing.ArrayLike", columns: "np.typing.ArrayLike") -> set[IndexPair]:
    at = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
    return set(zip(table.rows[at[0]].tolist(), table.columns[at[1]].tolist(), strict=True))
