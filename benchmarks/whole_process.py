"""Whole process: files to documents, with the time of each stage."""

import itertools
import tempfile
import time
from pathlib import Path

from benchmarks.process import measure_matcher

TARGETS = {300: "3", 3000: "15"}


def run(smoke: bool) -> list[dict[str, object]]:
    sizes = (60,) if smoke else (300, 3000)
    keys = ("r2-gymnasium",) if smoke else ("r2-gymnasium", "r3-full-process")
    return [_row(key, size, times=1 if smoke or size > 300 else 3) for key in keys for size in sizes]


def _row(key: str, people: int, times: int) -> dict[str, object]:
    from questionnaires.examples import example_files
    from questionnaires.loading import load_programme

    example = example_files(load_programme(key), people=people)
    with tempfile.TemporaryDirectory() as place:
        given = ["--answers", *_written(Path(place, "files"), example.answers)]
        if example.preferences:
            given += ["--preferences", *_written(Path(place, "preferences"), example.preferences)]
        # The same folder again: a run replaces the run that was there, as when a curator repeats it.
        measured = measure_matcher("run", key, *given, "--out", str(Path(place, "out")), times=times)
        stages = _stages(key, example)
    return {
        "programme": key,
        "people": people,
        "seconds": f"{measured.seconds:.1f}",
        "target": TARGETS.get(people, ""),
        "MB": f"{measured.megabytes:.0f}",
        **stages,
    }


def _written(folder: Path, files: object) -> list[str]:
    folder.mkdir(parents=True)
    paths = []
    for file in files:  # type: ignore[attr-defined]  # a sequence of files with name and content
        path = folder / file.name
        path.write_bytes(file.content)
        paths.append(str(path))
    return paths


def _stages(key: str, example: object) -> dict[str, str]:
    """Return the seconds of each stage within one warm process."""
    from matcher.admission import admit
    from matcher.assembly import assemble
    from matcher.decisions import decisions
    from matcher.matching import decide, match
    from matcher.options import Options
    from questionnaires.loading import load_programme, resolved
    from service.folder.make import read
    from service.folder.papers import run_papers
    from service.folder.request import Request, Role
    from service.view import RunView

    programme = load_programme(key)
    files = {Role.ANSWERS: tuple(example.answers), Role.PREFERENCES: tuple(example.preferences)}  # type: ignore[attr-defined]
    request = Request(programme=resolved(programme), files=files)
    marks = [time.perf_counter()]
    programme, answers = read(request)
    marks.append(time.perf_counter())
    cast = admit(programme, answers)
    assembly = assemble(programme, answers, cast, decisions(programme, answers))
    marks.append(time.perf_counter())
    decide(programme, assembly, Options())
    marks.append(time.perf_counter())
    run = match(programme, answers, Options())
    marks.append(time.perf_counter())
    tuple(run_papers(RunView(programme=programme, answers=answers, result=run.result), ()))
    marks.append(time.perf_counter())
    spent = [after - before for before, after in itertools.pairwise(marks)]
    spent[3] = max(0.0, spent[3] - spent[1] - spent[2])  # what explaining adds to scoring and solving
    names = ("read", "score", "solve + verify", "explain", "papers")
    return {name: f"{seconds:.2f}" for name, seconds in zip(names, spent, strict=True)}
