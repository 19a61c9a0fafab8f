"""What a wheel carries: every file of the packages, under names that any system can hold, and no shell."""

import ast
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("matcher", "questionnaires", "service")
FILES = [
    path.relative_to(ROOT)
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*"))
    if path.is_file() and "__pycache__" not in path.parts
]
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 140
"""Letters of a path, so that it fits below any usual folder of a system that allows 260."""
UNIX_ONLY = {"fcntl", "grp", "pwd", "resource", "termios"}


def test_every_file_goes_into_the_wheel():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    patterns = ["*.py", *settings["package-data"]["*"]]
    assert len(FILES) > 300
    assert [str(path) for path in FILES if not any(fnmatch(path.name, p) for p in patterns)] == []


def test_every_path_is_plain():
    for path in FILES:
        assert len(str(path)) <= LONGEST
        for part in path.parts:
            assert re.fullmatch(r"[A-Za-z0-9_.-]+", part), path
            assert not RESERVED.fullmatch(part), path
            assert not part.endswith("."), path
    assert len({str(path).lower() for path in FILES}) == len(FILES)


def test_no_module_needs_a_shell_or_a_unix_module_to_be_imported():
    """At the top of a module: what is imported inside a function may be guarded."""
    for path in FILES:
        if path.suffix == ".py":
            tree = ast.parse((ROOT / path).read_text("utf-8"))
            names = [n.name for node in tree.body if isinstance(node, ast.Import) for n in node.names]
            names += [str(node.module) for node in tree.body if isinstance(node, ast.ImportFrom)]
            assert not UNIX_ONLY & set(names), path
            assert "shell=True" not in (ROOT / path).read_text("utf-8"), path
