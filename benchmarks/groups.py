"""Groups: the points found against the best known, the bound, and the processor's time."""

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
DRAWN = {12: (4, 2, 5), 30: (5, 5, 10), 60: (6, 7, 14), 120: (10, 8, 16), 240: (12, 15, 25)}
"""People of drawn instances: their groups, and where groups have ranges of sizes, the least and the most of any."""
PUBLISHED = 60
"""Most people of the instances of MDGPLIB that have a best known value; larger ones are drawn beside them."""
LONGEST_SIDE = 100
"""Integers and reals go to this, and so do coordinates."""
COORDINATES = (2, 21)
"""Fewest and most coordinates of a place."""
PICTURE = Path(__file__).with_name("groups.svg")
BEHIND, GAP, LONGEST = (
    "worst distance to the best known, %",
    "worst gap to the bound, %",
    "seconds of the processor, longest",
)


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

    points: float
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
    given = list(_given(smoke, instances))
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
        "points in all": f"{sum(outcome.points for outcome in outcomes):.3f}",
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
    start = time.process_time()
    solution = solve_groups(problem)
    seconds = time.process_time() - start
    assert solution.objective is not None
    assert solution.gap is not None
    best = instance.best
    behind = None if best is None else (best - solution.objective) / best
    return Outcome(
        solution.objective / SCALE, behind, solution.gap, solution.status is Status.OPTIMAL, seconds
    )


def _given(smoke: bool, instances: Path | None) -> Iterator[Instance]:
    """Yield drawn instances; where the library is there, its own up to the people it has best known values for."""
    if instances is not None:
        yield from _library(instances / "mdgp", smoke)
    for people in list(DRAWN)[: 1 if smoke else None]:
        if instances is None or people > PUBLISHED:
            yield from _drawn(people)


def _drawn(people: int) -> Iterator[Instance]:
    """Yield people with integers, with reals and with distances of places, in groups of one size and of ranges."""
    rng, (groups, least, most) = np.random.default_rng(people), DRAWN[people]
    place = rng.uniform(0, LONGEST_SIDE, (people, int(rng.integers(COORDINATES[0], COORDINATES[1] + 1))))
    far = np.sqrt(((place[:, None] - place[None]) ** 2).sum(axis=2))
    kinds = {
        "integers": rng.integers(0, LONGEST_SIDE + 1, (people, people)) * SCALE,
        "reals": rng.integers(0, LONGEST_SIDE * SCALE + 1, (people, people)),
        "places": np.rint(far * SCALE).astype(np.int64),
    }
    size = people // groups
    one = ((size, size),) * groups
    ranges = tuple((int(rng.integers(least, size + 1)), int(rng.integers(size, most + 1))) for _ in one)
    for kind, points in kinds.items():
        half = np.triu(points, 1)
        yield Instance(f"drawn {kind} ss", half + half.T, one, None)
        yield Instance(f"drawn {kind} ds", half + half.T, ranges, None)


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
