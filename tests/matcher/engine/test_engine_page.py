"""The example and the figures of ``docs/engine.md`` are true."""

import re
from itertools import chain
from pathlib import Path

from test_canonical import PUBLISHED_KEYS, PUBLISHED_LOTS, PUBLISHED_SECOND

import matcher

PAGE = (Path(__file__).parents[3] / "docs" / "engine.md").read_text(encoding="utf-8")


def test_the_example_runs():
    for code in re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL):
        exec(code, {})


def test_vectors_are_those_the_tests_draw():
    numbers = [*PUBLISHED_KEYS, *map(str, chain(*PUBLISHED_LOTS)), str(PUBLISHED_SECOND)]
    assert all(number in PAGE for number in numbers)


def test_every_public_name_of_the_engine_is_listed():
    listed = set(re.findall(r"\w+", PAGE))
    assert {
        name for name in matcher.__all__ if name not in {"run", "Result", "Status", "Proof", "Purpose"}
    } <= listed
