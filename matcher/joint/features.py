"""Points and musts of all forms side by side.

Each form keeps its own features; those of a mentor's column are zero in the places of the other forms. So one product
gives the points of every pair in its form.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.form_choice import may_join
from matcher.joint.form_table import FormTable
from matcher.scores import Rules, Scores

IntArray = npt.NDArray[np.int64]


def join_scores(tables: Sequence[FormTable], n: int, m: int) -> Scores:
    """Return the points of `n` mentees and `m` seats."""
    mentees, seats, exceptions = [], [], []
    for table in tables:
        scores = table.scores.scores
        mentees.append(_spread(scores.mentee_features, table.rows, n))
        seats.append(_spread(scores.mentor_features, table.columns, m))
        if scores.exceptions is not None:
            rows, columns, added = (np.asarray(part, dtype=np.int64) for part in scores.exceptions)
            exceptions.append((table.rows[rows], table.columns[columns], added))
    return Scores(_beside(mentees, n), _beside(seats, m), _together(exceptions))


def join_rules(tables: Sequence[FormTable], n: int, m: int) -> Rules:
    """Return the musts of every form; a rule of one form holds by itself in the columns of the others.

    The first rule says in which forms a mentee may be served.
    """
    in_form = np.zeros((m, len(tables)), dtype=np.int64)
    rules = []
    for k, table in enumerate(tables):
        in_form[table.columns, k] = 1
        for rule in table.scores.rules:
            elsewhere = np.where(in_form[:, k] == 1, 0, max(rule.least, 0))[:, None]
            left = np.hstack([_spread(rule.mentee_features, table.rows, n), np.ones((n, 1), dtype=np.int64)])
            right = np.hstack([_spread(rule.mentor_features, table.columns, m), elsewhere])
            rules.append((left, right, rule.least))
    return Rules(((open_forms(tables, n), in_form, 1), *rules))


def open_forms(tables: Sequence[FormTable], n: int) -> IntArray:
    """Return (n_mentees, n_forms): 1 where the mentee may be served in the form."""
    joining = np.zeros((n, len(tables)), dtype=np.int64)
    for k, table in enumerate(tables):
        joining[table.rows, k] = may_join(table.form, table.scores.mentees)
    return joining


def _spread(features: npt.NDArray[np.int64], at: IntArray, n: int) -> IntArray:
    wide = np.zeros((n, features.shape[1]), dtype=np.int64)
    wide[at] = features
    return wide


def _beside(blocks: Sequence[IntArray], n: int) -> IntArray:
    return np.hstack(blocks) if blocks else np.zeros((n, 1), dtype=np.int64)


def _together(
    exceptions: Sequence[tuple[IntArray, IntArray, IntArray]],
) -> tuple[IntArray, IntArray, IntArray] | None:
    if not exceptions:
        return None
    rows, columns, added = (np.concatenate(parts) for parts in zip(*exceptions, strict=True))
    return rows, columns, added
