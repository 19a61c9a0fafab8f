"""What pairs.csv says of pairs and groups inside one base, checked against the rules and the points."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from matcher.admission import Cast
from matcher.arrays import BoolArray, IntArray
from matcher.decisions import Decisions
from matcher.joint.form_table import circumstances, in_code_order
from matcher.result import Origin
from matcher.scoring import score_form
from matcher.solution import Status
from questionnaires.answers import Answers
from questionnaires.programme import Arrangement, ProgrammeForm
from questionnaires.wording import Wording
from service.folder.contents.tables import PEER_GROUP

Row = dict[str, str]

STRANGER = Wording(
    "В pairs.csv стоит {code}, хотя в форме «{form}» этот человек не участвует.",
    "pairs.csv has {code}, who does not take part in the form «{form}».",
)
TWICE = Wording("{code} стоит в двух парах одной базы.", "{code} stands in two pairs of one base.")
NOT_ALLOWED = Wording(
    "{a} и {b} вместе, хотя обязательное условие или решение это запрещает.",
    "{a} and {b} are together, though a must or a decision forbids it.",
)
NOT_TOGETHER = Wording(
    "{a} и {b} не вместе, хотя так решено.", "{a} and {b} are not together, though it was decided."
)
WRONG_SIZE = Wording("В группе {code} людей: {size}.", "The group of {code} has {size} people.")
WRONG_POINTS = Wording(
    "У {a} и {b} не {said} баллов, а {found}.", "{a} and {b} have {found} points, not {said}."
)
WRONG_ORIGIN = Wording("У {code} неверная отметка «{said}».", "{code} has the wrong mark «{said}».")
WRONG_FIGURES = Wording(
    "Итоги формы «{form}» в паспорте подбора не сходятся с парами.",
    "The figures of the form «{form}» in the manifest do not agree with its pairs.",
)


def check_peers(
    form: ProgrammeForm,
    rows: Sequence[Row],
    said: Any,
    cast: Cast,
    answers: Answers,
    decided: Decisions,
) -> Iterator[Wording]:
    """Yield what is wrong with the pairs or groups of one form of peers; that none are better says `peers_proof`."""
    crowd = in_code_order(cast.joined(form.mentees))
    index = {code: i for i, code in enumerate(crowd.codes)}
    strangers = sorted({row[end] for row in rows for end in ("mentee", "mentor")} - index.keys())
    if strangers:
        yield from (STRANGER.format(code=code, form=form.title) for code in strangers)
        return
    scores = score_form(form, crowd, crowd, circumstances(answers))
    both = scores.points() + scores.points().T
    allowed = scores.allowed() & scores.allowed().T
    units = _units(form, rows)
    yield from _of_people(form, units)
    yield from _of_rules(units, index, allowed, decided)
    yield from _of_points(form, rows, units, index, both)
    yield from _of_marks(form, rows, decided)
    yield from _of_figures(form, said, units, index, both)


def _units(form: ProgrammeForm, rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return the members of each pair or group."""
    if form.arrangement is not Arrangement.PEER_GROUPS:
        return [(row["mentee"], row["mentor"]) for row in rows]
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row["mentor"], [row["mentor"]]).append(row["mentee"])
    return [tuple(members) for members in groups.values()]


def _of_people(form: ProgrammeForm, units: Sequence[tuple[str, ...]]) -> Iterator[Wording]:
    often = Counter(code for unit in units for code in unit)
    yield from (TWICE.format(code=code) for code in sorted(often) if often[code] > 1)
    if form.arrangement is Arrangement.PEER_GROUPS:
        for unit in units:
            if not form.group_least <= len(unit) <= form.group_most:
                yield WRONG_SIZE.format(code=unit[0], size=len(unit))


def _of_rules(
    units: Sequence[tuple[str, ...]], index: dict[str, int], allowed: BoolArray, decided: Decisions
) -> Iterator[Wording]:
    together = {(a, b) for unit in units for a in unit for b in unit if a != b}
    for a, b in sorted(pair for pair in together if pair[0] < pair[1]):
        if not allowed[index[a], index[b]] or {(a, b), (b, a)} & decided.apart:
            yield NOT_ALLOWED.format(a=a, b=b)
    for a, b in sorted(decided.locked):
        if a in index and b in index and (a, b) not in together:
            yield NOT_TOGETHER.format(a=a, b=b)


def _of_points(
    form: ProgrammeForm,
    rows: Sequence[Row],
    units: Sequence[tuple[str, ...]],
    index: dict[str, int],
    both: IntArray,
) -> Iterator[Wording]:
    mean = {unit[0]: _mean(unit, index, both) for unit in units}
    in_groups = form.arrangement is Arrangement.PEER_GROUPS
    for row in rows:
        a, b = row["mentee"], row["mentor"]
        found = mean[b] if in_groups else int(both[index[a], index[b]]) // 2
        if row["points"] != str(found):
            yield WRONG_POINTS.format(a=a, b=b, said=row["points"], found=found)


def _of_marks(form: ProgrammeForm, rows: Sequence[Row], decided: Decisions) -> Iterator[Wording]:
    in_groups = form.arrangement is Arrangement.PEER_GROUPS
    for row in rows:
        origin = PEER_GROUP if in_groups else _origin(row["mentee"], row["mentor"], decided)
        if row["origin"] != origin or (in_groups and row["certain"]):
            yield WRONG_ORIGIN.format(code=row["mentee"], said=row["origin"] + row["certain"])


def _origin(a: str, b: str, decided: Decisions) -> str:
    lock = decided.locked.get((a, b)) or decided.locked.get((b, a))
    if lock:
        return lock[1].value
    kept = any({one, other} == {a, b} for one, other, _ in decided.working)
    return Origin.KEPT.value if kept else Origin.CHOSEN.value


def _mean(unit: Sequence[str], index: dict[str, int], both: IntArray) -> int:
    """Return the mean points of two members, each pair seen from both sides."""
    pairs = len(unit) * (len(unit) - 1)
    return _cohesion(unit, index, both) // pairs if pairs else 0


def _cohesion(unit: Sequence[str], index: dict[str, int], both: IntArray) -> int:
    places = [index[code] for code in unit]
    return int(np.triu(both[np.ix_(places, places)], k=1).sum())


def _of_figures(
    form: ProgrammeForm, said: Any, units: Sequence[tuple[str, ...]], index: dict[str, int], both: IntArray
) -> Iterator[Wording]:
    total = sum(_cohesion(unit, index, both) for unit in units)
    good = (
        said["objective"] == total
        and (said["bound"] is None or said["bound"] >= total)
        and (said["bound"] == total) >= (said["status"] == Status.OPTIMAL.value)
    )
    if not good:
        yield WRONG_FIGURES.format(form=form.title)
