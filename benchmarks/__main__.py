"""Run the benchmarks: ``python -m benchmarks [--smoke] [--instances DIR] [NAME …]``; in full, write results.md."""

import argparse
import datetime
import importlib
import inspect
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

NAMES = (
    "startup",
    "reading",
    "whole_process",
    "batch",
    "engine",
    "margins",
    "assignment",
    "pool",
    "stable",
    "groups",
    "service_load",
)
"""Each is a module with a docstring and ``run(smoke) -> list[dict]``: one dict a row of its table.

One that has instances from elsewhere to run on takes ``instances``, the folder with them or None."""
RESULTS = Path(__file__).with_name("results.md")
PACKAGES = ("matcher", "numpy", "scipy", "ortools")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="as small as it goes; writes nothing")
    parser.add_argument("--instances", type=Path, metavar="DIR", help="a folder of published instances")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(NAMES)}")
    given = parser.parse_args()
    unknown = set(given.names) - set(NAMES)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; expected some of {', '.join(NAMES)}")
    sections = [_section(name, smoke=given.smoke, instances=given.instances) for name in given.names or NAMES]
    if not given.smoke and not given.names:
        RESULTS.write_text("\n".join([_head(), *sections]), encoding="utf-8")


def _section(name: str, *, smoke: bool, instances: Path | None) -> str:
    module = importlib.import_module(f"benchmarks.{name}")
    more = {"instances": instances} if "instances" in inspect.signature(module.run).parameters else {}
    rows = module.run(smoke, **more)
    title = (module.__doc__ or name).strip().splitlines()[0]
    picture = getattr(module, "PICTURE", None)
    drawn = f"\n![{title}]({picture.name})\n" if picture is not None and picture.exists() else ""
    text = f"## {title}\n\n{_table(rows)}\n{drawn}"
    print(text, flush=True)
    return text


def _table(rows: Sequence[dict[str, object]]) -> str:
    header = list(rows[0])
    lines = [header, ["---"] * len(header), *([str(row.get(key, "")) for key in header] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _head() -> str:
    made = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    day = datetime.datetime.now(tz=datetime.UTC).date()
    machine = (
        f"{platform.machine()}, {_cores()} cores, {platform.system()}, Python {platform.python_version()}"
    )
    return f"# Results of {day}\n\nMachine: {machine}. Versions: {made}. How it was measured: protocol.md.\n"


def _cores() -> int:
    import os

    return os.cpu_count() or 1


if __name__ == "__main__":
    main()
