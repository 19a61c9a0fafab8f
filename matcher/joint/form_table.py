"""A scored form and where its people stand in the joint problem."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.admission import Cast
from matcher.crowd import Circumstances, Crowd
from matcher.scoring import FormScores, score_form
from questionnaires.answers import Answers
from questionnaires.programme import ProgrammeForm

Seat = tuple[str, str]
"""A column of the joint problem: (form key, mentor code)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FormTable:
    """A scored form and where its people stand in the joint problem.

    Parameters
    ----------
    rows, columns
        Index in the joint problem of each mentee and each mentor of the form, both rising.
    """

    form: ProgrammeForm
    scores: FormScores
    rows: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int64]

    def local_row(self, row: int) -> int | None:
        """Return the index of a mentee within the form, or None when the mentee is not in it."""
        i = int(np.searchsorted(self.rows, row))
        return i if i < len(self.rows) and self.rows[i] == row else None


def number_rows(answers: Answers, codes: Sequence[str]) -> dict[str, int]:
    """Return code → row: the humans behind some codes, in the order of their first code among these."""
    humans, rows = answers.people.humans(), dict[str, int]()
    return {code: rows.setdefault(humans.get(code, code), len(rows)) for code in codes}


def first_codes(row_of: Mapping[str, int]) -> tuple[str, ...]:
    """Return the first code of the human of each row."""
    first: dict[int, str] = {}
    for code, row in row_of.items():
        first.setdefault(row, code)
    return tuple(first[row] for row in range(len(first)))


def score_table(
    form: ProgrammeForm, cast: Cast, known: Circumstances, row_of: Mapping[str, int], seats: Sequence[Seat]
) -> FormTable:
    """Score a form; of a human who stands in it under two codes the first stays."""
    column = {seat: j for j, seat in enumerate(seats)}
    mentees = _one_a_row(in_code_order(cast.joined(form.mentees)), row_of)
    scores = score_form(form, mentees, in_code_order(cast.joined(form.mentors)), known)
    return FormTable(
        form=form,
        scores=scores,
        rows=np.array([row_of[code] for code in scores.mentees.codes], dtype=np.int64),
        columns=np.array([column[form.key, code] for code in scores.mentors.codes], dtype=np.int64),
    )


def circumstances(answers: Answers) -> Circumstances:
    """Return what is known of pairs rather than of single answers."""
    preferences = {preference.code: preference for preference in answers.preferences}
    return Circumstances(requests=answers.requests, preferences=preferences, earlier=answers.previous)


def in_code_order(crowd: Crowd) -> Crowd:
    """Return the same people in the order of their codes."""
    return crowd.picked(sorted(range(len(crowd)), key=crowd.codes.__getitem__))


def _one_a_row(crowd: Crowd, row_of: Mapping[str, int]) -> Crowd:
    chosen: dict[int, int] = {}
    for i, code in enumerate(crowd.codes):
        chosen.setdefault(row_of[code], i)
    return crowd.picked([chosen[row] for row in sorted(chosen)])
