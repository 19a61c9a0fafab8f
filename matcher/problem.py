"""What is to be solved: points, who may be paired, quotas and decisions already made. Numbers and ids only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Points as a low-rank integer product plus sparse exceptions: ``mentee_features @ mentor_features.T + E``.

    Parameters
    ----------
    mentee_features
        (n_mentees, k) integers.
    mentor_features
        (n_mentors, k) integers.
    exceptions
        (rows, columns, added points): three arrays of one length; a pair listed twice adds twice.
    """

    mentee_features: npt.NDArray[Any]
    mentor_features: npt.NDArray[Any]
    exceptions: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Must-rules: a pair is allowed when every product is at least its bound.

    Parameters
    ----------
    rules
        ((mentee_features (n_mentees, k), mentor_features (n_mentors, k), least), ...).
    """

    rules: tuple[tuple[npt.NDArray[Any], npt.NDArray[Any], int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """An assignment problem; see the contract in ``docs/engine.md``."""

    points: npt.ArrayLike | Scores
    upper: int | npt.ArrayLike = 1
    lower: int | npt.ArrayLike = 0
    lower_if_used: int | npt.ArrayLike = 0
    demand: int | npt.ArrayLike = 1
    allowed: Any = None
    locked: Sequence[tuple[int, int]] = ()
    forbidden: Sequence[tuple[int, int]] = ()
    shared_upper: Sequence[tuple[Sequence[int], int]] = ()
    priority: npt.ArrayLike | None = None
    mentee_ids: Sequence[str] | None = None
    mentor_ids: Sequence[str] | None = None
