"""What is declared is used, and what is used is declared: nobody installs a package that no module imports."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("matcher", "questionnaires", "service")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ]", name)[0]).lower()


def imported() -> set[str]:
    names: set[str] = set()
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - set(FLOORS)


def test_what_is_imported_is_declared_and_nothing_else():
    homes = packages_distributions()
    used = {name: {normal(home) for home in homes[name]} for name in imported()}
    declared = {normal(name) for name in PROJECT["dependencies"]}
    assert {name: homes for name, homes in used.items() if not homes & declared} == {}
    assert declared - set().union(*used.values()) == set()


def test_nothing_that_runs_what_it_reads_is_imported() -> None:
    """Whoever can send a file to such a module can have the service do anything."""
    modules = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            names = {
                name
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                for name in (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
            }
            assert not modules & {name.partition(".")[0] for name in names}, path
