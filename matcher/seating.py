"""Who of a base is placed in groups: as many people as full groups hold whom musts and decisions let be together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from matcher.arrays import BoolArray
from matcher.circle import Circle
from matcher.lot import LotSide, person_keys
from matcher.solution import Status

Places = dict[int, list[Any]]
"""For each person, whether in each group."""


@dataclass(frozen=True, slots=True)
class Seating:
    """The people who are placed, in how many groups, and which two of them stay together; indices are the circle's."""

    people: tuple[int, ...]
    groups: int
    together: tuple[tuple[int, int], ...]


def seat_by_sizes(circle: Circle) -> Seating:
    """Return as many people as full groups hold by their sizes, the others drawn by lot.

    Those whom a decision or an earlier group keeps together are never left over; those whom too few people fit for any
    group always are. Where people fall into parts of whom no two fit, each part has its own groups.
    """
    least, most = _sizes(circle)
    bound, groups = {i for pair in circle.together for i in pair}, 0
    placed: set[int] = set()
    for order in _parts(circle, circle.together):
        places = {count: min(len(order), count * most) for count in range(len(order) // least + 1)}
        count = max(places, key=lambda count: (places[count], -count))
        placed |= {*order[: places[count]], *(bound & {*order})}
        groups += count
    return Seating(tuple(sorted(placed)), groups, circle.together)


def seat_by_all(circle: Circle) -> Seating | Status:
    """Return whom CP-SAT finds places for in groups that keep all conditions, or whether it is shown that none exist.

    Most of those who work together stay so; then most people are placed, and then those who stand first by lot.
    """
    people: list[int] = []
    together, groups = list(circle.locked), 0
    for order in _parts(circle, circle.locked):
        seated = _seat_part(circle, order)
        if isinstance(seated, Status):
            return seated
        people += seated.people
        together += seated.together
        groups += seated.groups
    return Seating(tuple(sorted(people)), groups, tuple(sorted({*together})))


def _seat_part(circle: Circle, order: Sequence[int]) -> Seating | Status:
    from ortools.sat.python import cp_model

    from matcher.solve.search.cpsat import run_model

    model, n = cp_model.CpModel(), len(order)
    formed = [model.new_bool_var("") for _ in range(n // _sizes(circle)[0])]
    place = {i: [model.new_bool_var("") for _ in formed] for i in order}
    _form_full_groups(model, circle, formed, place)
    _keep_decisions(model, circle, place)
    working = [pair for pair in circle.together if pair not in circle.locked and {*pair} <= place.keys()]
    staying = {pair: _meeting(model, place, pair) for pair in working}
    # Most stay together, then most people, then those first by lot.
    people = sum((n**2 + n - k) * sum(place[i]) for k, i in enumerate(order))
    model.maximize((n**3 + n**2 + 1) * sum(staying.values()) + people)
    _begin_with_full_groups(model, circle, formed, place)
    solver, status = run_model(model, None, by_sums=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Status.INFEASIBLE if status == cp_model.INFEASIBLE else Status.UNKNOWN
    return Seating(
        tuple(i for i, row in place.items() if any(solver.value(here) for here in row)),
        sum(solver.value(group) for group in formed),
        tuple(pair for pair, both in staying.items() if solver.value(both)),
    )


def kept_apart(circle: Circle) -> list[tuple[int, int]]:
    """Return the pairs that a must or a decision keeps apart and no decision puts together."""
    barred = set(zip(*np.nonzero(np.triu(~circle.allowed, 1)), strict=True)) | set(circle.apart)
    return sorted((int(i), int(j)) for i, j in barred - set(circle.together))


def _form_full_groups(model: Any, circle: Circle, formed: Sequence[Any], place: Places) -> None:
    least, most = _sizes(circle)
    # Nobody is in two groups.
    for row in place.values():
        model.add_at_most_one(row)
    # A group that is formed is full, and the first ones are formed.
    for g, group in enumerate(formed):
        size = sum(row[g] for row in place.values())
        model.add(size >= least * group)
        model.add(size <= most * group)
    for group, following in pairwise(formed):
        model.add_implication(following, group)


def _keep_decisions(model: Any, circle: Circle, place: Places) -> None:
    # Two whom a decision keeps together are in one group.
    for i, j in circle.locked:
        if i not in place:
            continue
        model.add_exactly_one(place[i])
        for a, b in zip(place[i], place[j], strict=True):
            model.add(a == b)
    # Where somebody is, nobody is who is kept apart.
    apart: dict[int, list[int]] = {}
    for i, j in kept_apart(circle):
        if {i, j} <= place.keys():
            apart.setdefault(i, []).append(j)
    for i, others in apart.items():
        for g, here in enumerate(place[i]):
            model.add(sum(place[j][g] for j in others) == 0).only_enforce_if(here)


def _begin_with_full_groups(model: Any, circle: Circle, formed: Sequence[Any], place: Places) -> None:
    """Let the search begin with those who work together in full groups: of many, it would hardly find them all."""
    from scipy.sparse.csgraph import connected_components

    least, most = _sizes(circle)
    joined = np.zeros(circle.allowed.shape, dtype=np.bool_)
    for pair in circle.together:
        joined[pair] = True
    people = list(place)
    _, part = connected_components(joined[np.ix_(people, people)], directed=False)
    full = np.flatnonzero([least <= size <= most for size in np.bincount(part)]).tolist()[: len(formed)]
    for g, group in enumerate(formed):
        model.add_hint(group, g < len(full))
        for i, own in zip(people, part.tolist(), strict=True):
            model.add_hint(place[i][g], g < len(full) and own == full[g])


def _meeting(model: Any, place: Places, pair: tuple[int, int]) -> Any:
    """Return what is 1 only when both are in one group."""
    both = []
    for here in zip(*(place[i] for i in pair), strict=True):
        both.append(model.new_bool_var(""))
        for each in here:
            model.add_implication(both[-1], each)
    return sum(both)


def _parts(circle: Circle, together: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the people of each part, no two of different parts fitting: those who are kept together, then by lot.

    Only those are among them who are kept together, or whom enough people fit for a group.
    """
    from scipy.sparse.csgraph import connected_components

    bound, keys = {i for pair in together for i in pair}, person_keys(circle.salt, LotSide.POOL, circle.codes)
    open_to = _open_to(circle)
    fitting = sorted(bound | set(np.flatnonzero(_fit_for_a_group(open_to, _sizes(circle)[0])).tolist()))
    fitting.sort(key=lambda i: (i not in bound, int(keys[i]), circle.codes[i]))
    _, part = connected_components(open_to[np.ix_(fitting, fitting)], directed=False)
    return [[fitting[k] for k in np.flatnonzero(part == p)] for p in range(part.max(initial=-1) + 1)]


def _open_to(circle: Circle) -> BoolArray:
    """Return (n, n) who may be with whom."""
    open_to = circle.allowed.copy()
    for pairs, may in ((circle.apart, False), (circle.together, True)):
        for i, j in pairs:
            open_to[i, j] = open_to[j, i] = may
    return open_to


def _fit_for_a_group(open_to: BoolArray, least: int) -> BoolArray:
    """Return whom at least so many people fit, each of them fitting as many, as the smallest group has beside."""
    fit = np.ones(len(open_to), dtype=np.bool_)
    while True:
        few = fit & (open_to[:, fit].sum(axis=1) < least - 1)
        if not few.any():
            return fit
        fit &= ~few


def _sizes(circle: Circle) -> tuple[int, int]:
    return max(1, circle.form.group_least), circle.form.group_most
