"""Whole process: files to documents, with the time of each stage."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.process import measure, measure_matcher

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
        arguments = [key, *given, "--out", str(Path(place, "out"))]
        measured = measure_matcher("run", *arguments, times=times)
        stages = _stages(arguments, times)
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
    for file in files:  # a sequence of files with name and content
        path = folder / file.name
        path.write_bytes(file.content)
        paths.append(str(path))
    return paths


def _stages(arguments: Sequence[str], times: int) -> dict[str, str]:
    """Return the seconds of each stage of one more run; what none of them is, is starting and ending Python."""
    measured = measure(["-c", "from benchmarks.stages import main; main()", *arguments], times)
    spent = json.loads(measured.output.splitlines()[-1])
    spent["the rest"] = max(0.0, measured.seconds - sum(spent.values()))
    return {stage: f"{seconds:.2f}" for stage, seconds in spent.items()}
