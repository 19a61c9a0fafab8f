"""Every test that the page on ASVS names exists, and no number is written in another form."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:service|docs|questionnaires)/[\w/]+\.py)(?:::(\w+))?`", PAGE)))
CHAPTERS = range(1, 17)


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    tests = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert not name or name in tests
    assert any(one.startswith("test_") for one in tests)


def test_enough_is_named_and_every_line_says_something() -> None:
    assert len(NAMED) > 40
    rows = [line.split("|")[1:-1] for line in PAGE.splitlines() if re.match(r"\| [0-9]", line)]
    assert len(rows) > 80
    assert all(len(row) == 3 and all(cell.strip() for cell in row) for row in rows)
    numbers = [number for row in rows for number in re.findall(r"\d+\.\d+\.\d+", row[0])]
    assert all(int(number.split(".")[0]) in CHAPTERS for number in numbers)
    assert "1.2.10" in numbers
