"""Start: how long a person waits for the command's help."""

from benchmarks.process import measure_matcher


def run(smoke: bool) -> list[dict[str, object]]:
    times = 1 if smoke else 5
    commands = (["--help"], ["run", "--help"])
    return [_row(command, times) for command in commands]


def _row(command: list[str], times: int) -> dict[str, object]:
    measured = measure_matcher(*command, times=times)
    return {
        "command": f"matcher {' '.join(command)}",
        "seconds": f"{measured.seconds:.2f}",
        "target": "0.40",
        "MB": f"{measured.megabytes:.0f}",
    }
