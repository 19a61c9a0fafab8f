"""Groups: the points found against the best known, the bound, and the time."""

import gzip
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.growth import Points, draw_growth

SCALE = 1_000
"""Distances of MDGPLIB have up to three decimals; points are integers."""
GENERATED = ((12, 3), (30, 5), (60, 6), (60, 4), (120, 10), (240, 12))
"""People and size of a group of the generated instances."""
PICTURE = Path(__file__).with_name("groups.svg")
BEHIND, GAP, LONGEST = "worst distance to the best known, %", "worst gap to the bound, %", "seconds, longest"


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance; `best` is the best known value, proved or not, or None."""

    family: str
    cohesion: np.ndarray
    sizes: tuple[tuple[int, int], ...]
    best: int | None

    @property
    def people(self) -> int:
        """Number of people."""
        return len(self.cohesion)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found for one instance."""

    behind: float | None
    gap: float
    proved: bool
    seconds: float


def run(smoke: bool, instances: Path | None = None) -> list[dict[str, object]]:
    from matcher.solve.groups.groups import solve_groups
    from matcher.solve.groups.problem import GroupProblem

    # Imports are no part of a solve: few people load what proves, more than 40 what is compiled.
    for people, effort in ((18, 20.0), (48, 0.1)):
        half = np.triu(np.random.default_rng(0).integers(0, 100, (people, people)), 1)
        sizes = [(low * people // 18, high * people // 18) for low, high in ((3, 6), (3, 5), (4, 7), (3, 6))]
        solve_groups(GroupProblem(half + half.T, sizes), effort=effort)
    given = list(_generated(smoke) if instances is None else _library(instances / "mdgp", smoke))
    kinds = dict.fromkeys((instance.family, instance.people) for instance in given)
    rows = [
        _row(kind, [instance for instance in given if (instance.family, instance.people) == kind])
        for kind in kinds
    ]
    if not smoke:
        PICTURE.write_text(draw(rows), encoding="utf-8")
    return rows


def draw(rows: Sequence[dict[str, object]]) -> str:
    """Return the picture of the rows, by number of people; best known values only some instances have."""
    panels = {f"{column}, by people": _lines(rows, column) for column in (BEHIND, GAP, LONGEST)}
    return draw_growth({title: lines for title, lines in panels.items() if lines})


def _lines(rows: Sequence[dict[str, object]], column: str) -> dict[str, Points]:
    told = [row for row in rows if row[column] != ""]
    return {
        str(family): [
            (float(str(row["people"])), float(str(row[column]))) for row in told if row["family"] == family
        ]
        for family in dict.fromkeys(row["family"] for row in told)
    }


def _row(kind: tuple[str, int], instances: Sequence[Instance]) -> dict[str, object]:
    outcomes = [_solve(instance) for instance in instances]
    behind = [outcome.behind for outcome in outcomes if outcome.behind is not None]
    return {
        "family": kind[0],
        "people": kind[1],
        "instances": len(outcomes),
        "best known reached": sum(value <= 0 for value in behind) if behind else "",
        BEHIND: f"{100 * max(behind):.3f}" if behind else "",
        "proved": sum(outcome.proved for outcome in outcomes),
        GAP: f"{100 * max(outcome.gap for outcome in outcomes):.2f}",
        LONGEST: f"{max(outcome.seconds for outcome in outcomes):.1f}",
    }


def _solve(instance: Instance) -> Outcome:
    from matcher.solution import Status
    from matcher.solve.groups.groups import solve_groups
    from matcher.solve.groups.problem import GroupProblem

    problem = GroupProblem(instance.cohesion, instance.sizes)
    start = time.perf_counter()
    solution = solve_groups(problem)
    seconds = time.perf_counter() - start
    assert solution.objective is not None
    assert solution.gap is not None
    best = instance.best
    behind = None if best is None else (best - solution.objective) / best
    return Outcome(behind, solution.gap, solution.status is Status.OPTIMAL, seconds)


def _generated(smoke: bool) -> Iterator[Instance]:
    """Yield people with random points of each two, and people at random places who should be far apart."""
    for people, size in GENERATED[: 1 if smoke else None]:
        rng = np.random.default_rng(people * size)
        half = np.triu(rng.integers(0, 10_001, (people, people)), 1)
        yield Instance("random", half + half.T, ((size, size),) * (people // size), None)
        place = rng.integers(0, 10_001, (people, 3))
        apart = np.abs(place[:, None] - place[None]).sum(axis=2)
        yield Instance("distances", apart, ((size - 1, size + 1),) * (people // size), None)


def _library(folder: Path, smoke: bool) -> Iterator[Instance]:
    """Yield the instances of MDGPLIB: `answers.json` names the files with their best known values."""
    answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    for answer in answers.values():
        if smoke and answer["n"] > 10:
            continue
        yield _read(folder / answer["file"], round(answer["objective"] * SCALE))


def _read(path: Path, best: int) -> Instance:
    """Read an instance: a line of people, groups, kind and size ranges; then two people and their distance a line."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    head, *lines = content.decode().splitlines()
    people, groups, kind, *numbers = head.split()
    least, most = [int(number) for number in numbers[::2]], [int(number) for number in numbers[1::2]]
    cohesion = np.zeros((int(people), int(people)), dtype=np.int64)
    for line in filter(str.strip, lines):
        i, j, distance = line.split()
        cohesion[int(i), int(j)] = cohesion[int(j), int(i)] = round(float(distance) * SCALE)
    sizes = tuple(zip(least, most, strict=True))[: int(groups)]
    return Instance(f"{path.parent.name} {kind}", cohesion, sizes, best)
