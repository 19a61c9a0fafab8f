"""Compiled functions are kept on disk, and only as long as what they are made of stays the same."""

import ast
import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import CodeType, ModuleType

import pytest

import matcher

SOLVE = Path(matcher.__file__).with_name("solve")
FULL = """
from numba.core.caching import IndexDataCacheFile
def fail(*_):
    raise OSError(28, "No space left on device")
IndexDataCacheFile._open_for_write = fail
"""
MODULES = sorted(
    path for path in SOLVE.rglob("*.py") if "from matcher.solve.compiled import" in path.read_text("utf-8")
)
INNER = "from matcher.solve.compiled import compiled\n\n@compiled\ndef part(x):\n    return x + {added}\n"
OUTER = (
    "from inner import part\nfrom matcher.solve.compiled import compiled\n\n"
    "@compiled\ndef whole(x):\n    return part(x)\n"
)


def test_what_is_compiled_into_a_function_is_compiled_anew_when_it_changes(tmp_path: Path) -> None:
    (tmp_path / "outer.py").write_text(OUTER)
    answers = []
    for added in (1, 1, 2):
        (tmp_path / "inner.py").write_text(INNER.format(added=added))
        answers.append(_whole_of_40(tmp_path))
    assert answers == ["41", "41", "42"]


def _whole_of_40(folder: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", "import outer; print(outer.whole(40))"],
        env={**os.environ, "PYTHONPATH": str(folder), "NUMBA_CACHE_DIR": str(folder / "kept")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_compiled_functions_are_found_on_disk_by_later_processes(tmp_path: Path) -> None:
    (tmp_path / "outer.py").write_text(OUTER)
    (tmp_path / "inner.py").write_text(INNER.format(added=1))
    _whole_of_40(tmp_path)
    kept = _kept(tmp_path)
    _whole_of_40(tmp_path)
    assert kept
    assert _kept(tmp_path) == kept


@pytest.mark.parametrize("pattern", ["*.nbi", "*.nbc"])
def test_what_was_damaged_on_disk_is_compiled_anew_and_kept(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "outer.py").write_text(OUTER)
    (tmp_path / "inner.py").write_text(INNER.format(added=1))
    _whole_of_40(tmp_path)
    for path in (tmp_path / "kept").rglob(pattern):
        path.write_bytes(b"")
    assert _whole_of_40(tmp_path) == "41"
    mended = _kept(tmp_path)
    assert _whole_of_40(tmp_path) == "41"
    assert _kept(tmp_path) == mended


def test_a_run_goes_on_where_what_is_compiled_cannot_be_written(tmp_path: Path) -> None:
    """The place is there when functions are made, and full when the first is compiled."""
    (tmp_path / "inner.py").write_text(INNER.format(added=1))
    (tmp_path / "outer.py").write_text(OUTER + FULL)
    assert _whole_of_40(tmp_path) == "41"
    assert _kept(tmp_path) == {}


def _kept(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in (folder / "kept").rglob("*.nb*")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOLVE)))
def test_what_is_compiled_takes_numbers_and_functions_from_its_own_folder_only(path: Path) -> None:
    """Changes elsewhere would not be noticed by what is kept on disk."""
    module = importlib.import_module(".".join(path.relative_to(SOLVE.parents[1]).with_suffix("").parts))
    elsewhere = _from_elsewhere(path, module.__name__.rpartition(".")[0])
    assert {name for code in _compiled(module) for name in code.co_names if name in elsewhere} == set()


def _compiled(module: ModuleType) -> list[CodeType]:
    from numba.core.dispatcher import Dispatcher

    of_module = [part for part in vars(module).values() if isinstance(part, Dispatcher)]
    return [part.py_func.__code__ for part in of_module if part.py_func.__module__ == module.__name__]


def _from_elsewhere(path: Path, package: str) -> set[str]:
    imports = [part for part in ast.parse(path.read_text("utf-8")).body if isinstance(part, ast.ImportFrom)]
    foreign = [part for part in imports if not str(part.module).startswith(package)]
    return {name.asname or name.name for part in foreign for name in part.names}
