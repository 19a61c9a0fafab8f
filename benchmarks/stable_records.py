"""Published records of two-sided preferences, compared with what the engine finds."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.stable_lists import Market, read_algmatch, read_cooper, read_oyama, read_wilde
from matcher import Problem, blocking_pairs, solve, solve_stable

Pairs = set[tuple[int, int]]
AGREES = "agrees"
LEAST_COST = "most pairs, then the least sum of ranks"
BEST = "stable, the best for those who propose"
WORST = "stable, the best for the others"
NOT_COVERED = {
    "SR": "not covered: preferences inside one base; solve_stable has two sides",
    "SPA": "not covered: lecturers rank the students of several projects together; a mentor ranks for herself",
    "MM": "not covered: several mentors of one mentee; solve_stable gives a mentee one",
}


def compare(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (record, what is asked, whether the engine agrees or why it does not cover it)."""
    for name, record in sorted(json.loads((folder / "answers.json").read_text(encoding="utf-8")).items()):
        origin = name.split("/")[0]
        yield from ((name, asked, result) for asked, result in OF[origin](folder, name, record))


def _cooper(folder: Path, name: str, record: Any) -> Iterator[tuple[str, str]]:
    if "spa_no_lq" in name:
        yield "stable", NOT_COVERED["SPA"]
        return
    market = read_cooper((folder / record["file"]).read_text(encoding="utf-8"))
    yield LEAST_COST, _told(_least_cost(market), record["objective"])


def _least_cost(market: Market) -> int | None:
    """Return the least sum of the first side's ranks over the choices of most pairs; None when there is none."""
    most = int(market.theirs.max()) + 1
    problem = Problem(
        np.where(market.allowed, most - market.theirs, 0),
        upper=market.upper,
        lower=market.lower,
        allowed=market.allowed,
        shared_upper=market.shared_upper,
    )
    solution = solve(problem)
    if solution.objective is None:
        return None
    load = np.bincount([j for _, j in solution.pairs], minlength=len(market.upper))
    for projects, least in market.shared_lower:
        if load[list(projects)].sum() < least:
            raise ValueError(f"a load of {projects} below {least} was not asked for, and came out")
    return most * len(solution.pairs) - solution.objective


def _wilde(folder: Path, name: str, record: Any) -> Iterator[tuple[str, str]]:
    given = json.loads((folder / record["file"]).read_text(encoding="utf-8"))
    if given["kind"] not in ("SM", "HR"):
        yield "stable", NOT_COVERED[given["kind"]]
        return
    market = read_wilde(given)
    said = record.get("proposer_optimal") or record["resident_optimal"]
    if given["kind"] == "SM":
        expected = {market.pair(who, whom) for whom, who in _either(said, market).items()}
    else:
        expected = {market.pair(who, whom) for whom, people in said.items() for who in people}
    yield BEST, _told(_best(market), expected)


def _either(said: dict[str, str], market: Market) -> dict[str, str]:
    """Return reviewer → proposer, whichever of the two stands first in the record."""
    return said if set(said) <= set(market.others) else {whom: who for who, whom in said.items()}


def _oyama(folder: Path, name: str, record: Any) -> Iterator[tuple[str, str]]:
    given = json.loads((folder / record["file"]).read_text(encoding="utf-8"))
    if given["kind"] not in ("SM", "HR"):
        yield "stable", NOT_COVERED["MM"]
        return
    market = read_oyama(given)
    for key, asked, find in (("m_opt", BEST, _best), ("f_opt", WORST, _best_for_others)):
        said = record.get(key) or record[{"m_opt": "s_opt", "f_opt": "c_opt"}[key]]
        expected = {(i, j - 1) for i, j in enumerate(said) if j}
        yield asked, _told(find(market), expected)


def _algmatch(folder: Path, name: str, record: Any) -> Iterator[tuple[str, str]]:
    if "spa" in name:
        yield "stable", NOT_COVERED["SPA"]
        return
    market = read_algmatch((folder / record["file"]).read_text(encoding="utf-8"), quotas="hr" in name)
    sides = (("men", "man_sided"), ("women", "man_sided"))
    if "hr" in name:
        sides = (("residents", "resident_sided"), ("hospitals", "resident_sided"))
    for (key, side), asked, find in zip(sides, (BEST, WORST), (_best, _best_for_others), strict=True):
        said = record[f"{key}_optimal"][side]
        expected = {(_number(who), _number(whom)) for who, whom in said.items() if whom}
        yield asked, _told(find(market), expected)


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name)) - 1


def _best(market: Market) -> Pairs:
    found = solve_stable(market.theirs, market.ours, market.upper)
    return _checked(market, found.pairs)


def _best_for_others(market: Market) -> Pairs:
    """Return the stable choice of most points when points are what the others gain by a pair."""
    points = np.where(market.ours > 0, int(market.ours.max()) - market.ours, 0)
    return _checked(market, solve_stable(market.theirs, market.ours, market.upper, points).pairs)


def _checked(market: Market, pairs: Sequence[tuple[int, int]]) -> Pairs:
    if blocking_pairs(market.theirs, market.ours, pairs, market.upper):
        raise ValueError("a choice that was said to be stable is not")
    return set(pairs)


def _told(found: object, expected: object) -> str:
    return AGREES if found == expected else f"differs: {found}, expected {expected}"


OF = {"cooper": _cooper, "wilde": _wilde, "oyama": _oyama, "algmatch": _algmatch}
