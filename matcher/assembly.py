"""All forms with mentors as one assignment problem: a row per mentee, a column per mentor and form.

Each form keeps its own features; they stand side by side, and the features of a mentor's column are zero in the places
of the other forms. So one product gives the points of every pair in its form, and the load of a mentor who works in two
forms is one number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.admission import Cast, unmet
from matcher.crowd import Circumstances, Crowd
from matcher.decisions import Decisions
from matcher.problem import Problem, Rules, Scores
from matcher.result import Origin
from matcher.scoring import FormScores, score_form
from questionnaires.answers import Answers
from questionnaires.programme import Arrangement, Capacity, Programme, ProgrammeForm

Seat = tuple[str, str]
"""A column: (form key, mentor code)."""

PEERS = {Arrangement.PEER_PAIRS, Arrangement.PEER_GROUPS}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FormTable:
    """A scored form and where its people stand in the joint problem.

    Parameters
    ----------
    rows, columns
        Index in the joint problem of each mentee and each mentor of the form.
    """

    form: ProgrammeForm
    scores: FormScores
    rows: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assembly:
    """The joint problem and what its numbers mean.

    Parameters
    ----------
    mentees
        Code of each row.
    seats
        (form, mentor code) of each column.
    working
        Index pairs that worked before this run.
    origins
        Locked index pair → why it is locked.
    astray
        Locked pairs of codes for which no row or column exists: one of the two does not take part.
    """

    problem: Problem
    mentees: tuple[str, ...]
    seats: tuple[Seat, ...]
    tables: tuple[FormTable, ...]
    working: tuple[tuple[int, int], ...]
    origins: dict[tuple[int, int], Origin]
    astray: tuple[tuple[str, str], ...]

    def table_of(self, form: str) -> FormTable:
        """Return the table of a form."""
        return next(table for table in self.tables if table.form.key == form)

    def place_in_form(self, row: int, column: int) -> tuple[FormTable, int, int]:
        """Return the form's table and the indices of a pair within it."""
        table = self.table_of(self.seats[column][0])
        return table, int(np.searchsorted(table.rows, row)), int(np.searchsorted(table.columns, column))


def assemble(programme: Programme, answers: Answers, cast: Cast, decided: Decisions) -> Assembly:
    """Score every form with mentors and join them into one problem."""
    forms = [form for form in programme.forms if form.arrangement not in PEERS]
    mentees = tuple(
        sorted({code for form in forms for key in form.mentees for code in cast.ready[key].codes})
    )
    seats = tuple(
        (f.key, c) for f in forms for c in sorted(c for key in f.mentors for c in cast.ready[key].codes)
    )
    tables = tuple(_table(form, cast, circumstances(answers), mentees, seats) for form in forms)
    wished = _wished(tables, len(mentees), len(seats))
    locked, astray = _locked(decided, tables, mentees, seats)
    problem = Problem(
        points=_joint_scores(tables, len(mentees), len(seats)),
        upper=_uppers(programme, cast, seats),
        lower_if_used=_group_minima(programme, seats),
        allowed=_joint_rules(tables, wished, len(mentees), len(seats)),
        locked=tuple(sorted(locked)),
        forbidden=_forbidden(decided, tables, mentees, seats, set(locked)),
        shared_upper=_shared(programme, answers, cast, seats),
        priority=_priorities(tables, len(mentees)),
        mentee_ids=mentees,
        mentor_ids=tuple(f"{form}/{code}" for form, code in seats),
    )
    working = tuple(_indices(decided.working, mentees, seats))
    return Assembly(
        problem=problem,
        mentees=mentees,
        seats=seats,
        tables=tables,
        working=working,
        origins=locked,
        astray=astray,
    )


def circumstances(answers: Answers) -> Circumstances:
    """Return what is known of pairs rather than of single answers."""
    preferences = {preference.code: preference for preference in answers.preferences}
    return Circumstances(requests=answers.requests, preferences=preferences, earlier=answers.previous)


def capacity_of(base_capacity: Capacity, crowd: Crowd, i: int) -> int:
    """Return how many mentees a mentor takes in all forms together: the answer, within the base's ceiling."""
    said = crowd.column(base_capacity.question)[i] if base_capacity.question else None
    wanted = base_capacity.default if said is None else int(str(said).split(".")[0])
    return max(0, min(wanted, base_capacity.ceiling))


def _table(
    form: ProgrammeForm, cast: Cast, known: Circumstances, mentees: Sequence[str], seats: Sequence[Seat]
) -> FormTable:
    row = {code: i for i, code in enumerate(mentees)}
    column = {seat: j for j, seat in enumerate(seats)}
    scores = score_form(
        form, in_code_order(cast.joined(form.mentees)), in_code_order(cast.joined(form.mentors)), known
    )
    return FormTable(
        form=form,
        scores=scores,
        rows=np.array([row[code] for code in scores.mentees.codes], dtype=np.int64),
        columns=np.array([column[form.key, code] for code in scores.mentors.codes], dtype=np.int64),
    )


def in_code_order(crowd: Crowd) -> Crowd:
    """Return the same people in the order of their codes."""
    order = sorted(range(len(crowd)), key=crowd.codes.__getitem__)
    columns = {key: tuple(column[i] for i in order) for key, column in crowd.columns.items()}
    return Crowd(codes=tuple(crowd.codes[i] for i in order), columns=columns, questions=crowd.questions)


def _joint_scores(tables: Sequence[FormTable], n: int, m: int) -> Scores:
    mentee_blocks, mentor_blocks, exceptions = [], [], []
    for table in tables:
        scores = table.scores.scores
        mentee_blocks.append(_spread(scores.mentee_features, table.rows, n))
        mentor_blocks.append(_spread(scores.mentor_features, table.columns, m))
        if scores.exceptions is not None:
            rows, columns, added = (np.asarray(part, dtype=np.int64) for part in scores.exceptions)
            exceptions.append((table.rows[rows], table.columns[columns], added))
    joined = tuple(np.concatenate(parts) for parts in zip(*exceptions, strict=True)) if exceptions else None
    return Scores(_beside(mentee_blocks, n), _beside(mentor_blocks, m), joined)  # type: ignore[arg-type]  # three arrays


def _joint_rules(tables: Sequence[FormTable], wished: npt.NDArray[np.int64], n: int, m: int) -> Rules:
    """Musts of every form; a rule of one form holds by itself in the columns of the others."""
    in_form = np.zeros((m, len(tables)), dtype=np.int64)
    rules = []
    for k, table in enumerate(tables):
        in_form[table.columns, k] = 1
        for rule in table.scores.rules:
            elsewhere = np.where(in_form[:, k] == 1, 0, max(rule.least, 0))[:, None]
            left = np.hstack([_spread(rule.mentee_features, table.rows, n), np.ones((n, 1), dtype=np.int64)])
            right = np.hstack([_spread(rule.mentor_features, table.columns, m), elsewhere])
            rules.append((left, right, rule.least))
    return Rules(((wished, in_form, 1), *rules))


def _wished(tables: Sequence[FormTable], n: int, m: int) -> npt.NDArray[np.int64]:
    """Return (n_mentees, n_forms): 1 where the mentee may be served in the form."""
    wished = np.zeros((n, len(tables)), dtype=np.int64)
    for k, table in enumerate(tables):
        crowd, question = table.scores.mentees, table.form.wished
        chosen = crowd.column(question) if question else (None,) * len(crowd)
        # A mentee who chose nothing has not refused anything: a blank is unknown.
        takes_part = [
            value is None or table.form.key in (value if isinstance(value, tuple) else (value,))
            for value in chosen
        ]
        wished[table.rows, k] = takes_part
    return wished


def _uppers(programme: Programme, cast: Cast, seats: Sequence[Seat]) -> npt.NDArray[np.int64]:
    capacities = capacities_of(programme, cast)
    most = {
        form.key: form.group_most if form.arrangement is Arrangement.GROUPS else form.upper
        for form in programme.forms
    }
    return np.array([min(most[form], capacities[code]) for form, code in seats], dtype=np.int64)


def capacities_of(programme: Programme, cast: Cast) -> dict[str, int]:
    """Return how many mentees each mentor who takes part may have in all forms together, by code."""
    return {
        code: capacity_of(base.capacity, cast.ready[base.key], i)
        for base in programme.bases
        for i, code in enumerate(cast.ready[base.key].codes)
    }


def _group_minima(programme: Programme, seats: Sequence[Seat]) -> npt.NDArray[np.int64]:
    least = {f.key: f.group_least if f.arrangement is Arrangement.GROUPS else 0 for f in programme.forms}
    return np.array([least[form] for form, _ in seats], dtype=np.int64)


def _shared(
    programme: Programme, answers: Answers, cast: Cast, seats: Sequence[Seat]
) -> tuple[tuple[tuple[int, ...], int], ...]:
    """One person's load over all forms, also when the person stands in two bases of mentors under two codes."""
    capacities, twins = capacities_of(programme, cast), {p.code: p.twin for p in answers.people if p.twin}
    columns: dict[str, list[int]] = {}
    for j, (_, code) in enumerate(seats):
        person = min(code, twins[code]) if twins.get(code) in capacities else code
        columns.setdefault(person, []).append(j)
    return tuple(
        (tuple(js), max(capacities[seats[j][1]] for j in js)) for js in columns.values() if len(js) > 1
    )


def _priorities(tables: Sequence[FormTable], n: int) -> npt.NDArray[np.int64]:
    classes = np.zeros(n, dtype=np.int64)
    for table in tables:
        crowd = table.scores.mentees
        for priority in table.form.priorities:
            column = crowd.column(priority.requirement.fact)
            met = [value is not None and unmet(priority.requirement, value) is None for value in column]
            classes[table.rows] = np.maximum(classes[table.rows], np.where(met, priority.rank, 0))
    return classes


def _locked(
    decided: Decisions, tables: Sequence[FormTable], mentees: Sequence[str], seats: Sequence[Seat]
) -> tuple[dict[tuple[int, int], Origin], tuple[tuple[str, str], ...]]:
    row = {code: i for i, code in enumerate(mentees)}
    locked, astray = {}, []
    for (mentee, mentor), (form, origin) in sorted(decided.locked.items()):
        column = _best_seat(mentee, mentor, form, tables, seats) if mentee in row else None
        if column is None:
            astray.append((mentee, mentor))
        else:
            locked[row[mentee], column] = origin
    return locked, tuple(astray)


def _best_seat(
    mentee: str, mentor: str, form: str, tables: Sequence[FormTable], seats: Sequence[Seat]
) -> int | None:
    """Return the column of a decided pair; where the decision names no form, the one with most in common."""
    found = []
    for order, table in enumerate(tables):
        crowds = table.scores.mentees.codes, table.scores.mentors.codes
        if form in ("", table.form.key) and mentee in crowds[0] and mentor in crowds[1]:
            i, j = crowds[0].index(mentee), crowds[1].index(mentor)
            points = sum(part.points for part in table.scores.parts(i, j))
            found.append(
                (bool(table.scores.broken(i, j)), -points, order, seats.index((table.form.key, mentor)))
            )
    return min(found)[-1] if found else None


def _forbidden(
    decided: Decisions,
    tables: Sequence[FormTable],
    mentees: Sequence[str],
    seats: Sequence[Seat],
    locked: set[tuple[int, int]],
) -> tuple[tuple[int, int], ...]:
    pairs = set(_indices(((a, b, "") for a, b in decided.apart), mentees, seats))
    for table in tables:
        for rule in table.scores.rules:
            rows, columns = rule.forbidden_pairs
            pairs |= set(zip(table.rows[rows].tolist(), table.columns[columns].tolist(), strict=True))
        if table.form.floor:
            points = table.scores.points()
            rows, columns = np.nonzero(points < table.form.floor)
            # The floor spares pairs that a person decided.
            pairs |= (
                set(zip(table.rows[rows].tolist(), table.columns[columns].tolist(), strict=True)) - locked
            )
    return tuple(sorted(pairs))


def _indices(
    pairs: Sequence[tuple[str, str, str]] | Iterator[tuple[str, str, str]],
    mentees: Sequence[str],
    seats: Sequence[Seat],
) -> Iterator[tuple[int, int]]:
    """Yield the index pairs of (mentee, mentor, form); an empty form stands for every form of the mentor."""
    row = {code: i for i, code in enumerate(mentees)}
    columns: dict[str, list[int]] = {}
    for j, (_, code) in enumerate(seats):
        columns.setdefault(code, []).append(j)
    for mentee, mentor, form in pairs:
        for j in columns.get(mentor, ()):
            if mentee in row and form in ("", seats[j][0]):
                yield row[mentee], j


def _spread(features: npt.NDArray[np.int64], at: npt.NDArray[np.int64], n: int) -> npt.NDArray[np.int64]:
    wide = np.zeros((n, features.shape[1]), dtype=np.int64)
    wide[at] = features
    return wide


def _beside(blocks: Sequence[npt.NDArray[np.int64]], n: int) -> npt.NDArray[np.int64]:
    return np.hstack(blocks) if blocks else np.zeros((n, 1), dtype=np.int64)
