"""Batch: the district twenty times over, one worker against two."""

import tempfile
from pathlib import Path

from benchmarks.process import measure_matcher


def run(smoke: bool) -> list[dict[str, object]]:
    from questionnaires.examples import example_files
    from questionnaires.loading import load_programme

    copies, key = (2, "r4-additional-education") if smoke else (20, "r1-district")
    with tempfile.TemporaryDirectory() as place:
        files = Path(place, "files")
        files.mkdir()
        for file in example_files(load_programme(key)).answers:
            (files / file.name).write_bytes(file.content)
        region = Path(place, "region.toml")
        region.write_text("".join(_section(key, copy) for copy in range(copies)), encoding="utf-8")
        one, two = (_seconds(region, Path(place, f"out{workers}"), workers) for workers in (1, 2))
    return [
        {
            "organisations": f"{key} × {copies}",
            "workers": 1,
            "seconds": f"{one:.1f}",
            "times as fast": "1.00",
        },
        {
            "organisations": f"{key} × {copies}",
            "workers": 2,
            "seconds": f"{two:.1f}",
            "times as fast": f"{one / two:.2f} (target 1.70)",
        },
    ]


def _section(key: str, copy: int) -> str:
    return f'[[organisation]]\nkey = "copy-{copy:02d}"\nprogramme = "{key}"\nanswers = ["files/*"]\n\n'


def _seconds(region: Path, out: Path, workers: int) -> float:
    return measure_matcher("batch", str(region), "--out", str(out), "--workers", str(workers)).seconds
