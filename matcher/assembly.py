"""The joint problem of all forms with mentors, and what its numbers mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.admission import Cast
from matcher.decisions import Decisions
from matcher.joint.decided import forbidden_pairs, locked_pairs, staying_pairs, working_pairs
from matcher.joint.features import join_rules, join_scores
from matcher.joint.form_table import FormTable, Seat, circumstances, first_codes, number_rows, score_table
from matcher.joint.quotas import group_minima, priority_classes, shared_loads, upper_quotas
from matcher.problem import Problem, dense_allowed, dense_points
from matcher.result import Origin
from questionnaires.answers import Answers
from questionnaires.programme import Arrangement, Programme, ProgrammeForm

PEERS = {Arrangement.PEER_PAIRS, Arrangement.PEER_GROUPS}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assembly:
    """The joint problem and what its numbers mean.

    Parameters
    ----------
    mentees
        First code of the human of each row.
    row_of
        Code → row; who stands in two bases of mentees has one row, so that he is served and counted once.
    seats
        (form, mentor code) of each column.
    working
        Index pairs that worked before this run.
    origins
        Locked index pair → why it is locked.
    astray
        Locked pairs of codes for which no row or column exists: one of the two does not take part.
    apart
        Pairs of codes that a decision keeps apart.
    """

    problem: Problem
    mentees: tuple[str, ...]
    row_of: Mapping[str, int]
    seats: tuple[Seat, ...]
    tables: tuple[FormTable, ...]
    working: tuple[tuple[int, int], ...]
    origins: dict[tuple[int, int], Origin]
    astray: tuple[tuple[str, str], ...]
    apart: frozenset[tuple[str, str]]

    def table_of(self, form: str) -> FormTable:
        """Return the table of a form."""
        return next(table for table in self.tables if table.form.key == form)

    def place_in_form(self, row: int, column: int) -> tuple[FormTable, int, int]:
        """Return the form's table and the indices of a pair within it."""
        table = self.table_of(self.seats[column][0])
        return table, int(np.searchsorted(table.rows, row)), int(np.searchsorted(table.columns, column))


def assemble(programme: Programme, answers: Answers, cast: Cast, decided: Decisions) -> Assembly:
    """Score every form with mentors and join them into one problem."""
    row_of, seats = _number(programme, answers, cast)
    known = circumstances(answers)
    tables = tuple(score_table(form, cast, known, row_of, seats) for form in _forms(programme))
    return join(programme, answers, cast, decided, tables)


def _forms(programme: Programme) -> list[ProgrammeForm]:
    return [form for form in programme.forms if form.arrangement not in PEERS]


def _number(programme: Programme, answers: Answers, cast: Cast) -> tuple[dict[str, int], tuple[Seat, ...]]:
    """Return the row of each mentee's code, and the columns."""
    forms = _forms(programme)
    codes = {code for form in forms for key in form.mentees for code in cast.ready[key].codes}
    seats = (
        (f.key, code) for f in forms for code in sorted(c for k in f.mentors for c in cast.ready[k].codes)
    )
    return number_rows(answers, sorted(codes)), tuple(seats)


def join(
    programme: Programme, answers: Answers, cast: Cast, decided: Decisions, tables: tuple[FormTable, ...]
) -> Assembly:
    """Join scored forms into one problem."""
    row_of, seats = _number(programme, answers, cast)
    mentees = first_codes(row_of)
    locked, astray = locked_pairs(decided, tables, row_of)
    working = working_pairs(decided, tables, row_of)
    problem = Problem(
        points=join_scores(tables, len(mentees), len(seats)),
        upper=upper_quotas(programme, cast, seats),
        lower_if_used=group_minima(programme, seats),
        demand=programme.mentors_per_mentee,
        allowed=join_rules(tables, len(mentees), len(seats)),
        locked=tuple(sorted(locked)),
        forbidden=forbidden_pairs(decided, tables, row_of, seats, locked),
        shared_upper=shared_loads(programme, answers, cast, seats),
        priority=priority_classes(tables, len(mentees)),
        mentee_ids=mentees,
        mentor_ids=tuple(f"{form}/{code}" for form, code in seats),
    )
    staying = staying_pairs(working, locked, problem, programme.mentors_per_mentee) if decided.keeps else {}
    return Assembly(
        problem=_one_form_each(replace(problem, locked=tuple(sorted({**locked, **staying}))), seats),
        mentees=mentees,
        row_of=row_of,
        seats=seats,
        tables=tables,
        working=working,
        origins={**locked, **staying},
        astray=astray,
        apart=decided.apart,
    )


def _one_form_each(problem: Problem, seats: Sequence[Seat]) -> Problem:
    """Let nobody who may have several mentors get one mentor twice: of two forms with one mentor the better stays."""
    columns: dict[str, list[int]] = {}
    for j, (_, mentor) in enumerate(seats):
        columns.setdefault(mentor, []).append(j)
    several = [js for js in columns.values() if len(js) > 1]
    if problem.demand == 1 or not several:
        return problem
    points = np.where(dense_allowed(problem), dense_points(problem), -1)
    for row, column in problem.locked:
        points[row, column] = np.iinfo(np.int64).max
    worse: set[tuple[int, int]] = set()
    for js in several:
        best = points[:, js].argmax(axis=1)
        worse |= {(row, j) for row, chosen in enumerate(best) for k, j in enumerate(js) if k != chosen}
    return replace(problem, forbidden=tuple(sorted(set(problem.forbidden) | worse - set(problem.locked))))
