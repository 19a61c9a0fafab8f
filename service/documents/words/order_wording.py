"""Words of orders that are the same in every programme, read from the file beside the templates."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class GroundWords:
    """Parts of words by which a typed ground is recognised, and what an order says instead."""

    words: tuple[str, ...]
    text: str
    reached: bool = False
    """Whether the pair has reached its goal: it is completed then, and not broken off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWording:
    """The file's tables, each by its name."""

    acts: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, str]
    appendix_titles: Mapping[str, str]
    points: Mapping[str, tuple[str, ...]]
    sentences: Mapping[str, str]
    steps: Mapping[str, str]
    ends: Mapping[str, str]
    labels: Mapping[str, str]
    grounds: tuple[GroundWords, ...]
    other_ground: str


@cache
def order_wording() -> OrderWording:
    """Return the words of orders."""
    text = files("service.documents").joinpath("templates", "orders.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return OrderWording(
        acts=tables["acts"],
        titles=tables["titles"],
        appendix_titles=tables["appendix_titles"],
        points={name: tuple(points) for name, points in tables["points"].items()},
        sentences=tables["sentences"],
        steps=tables["steps"],
        ends=tables["ends"],
        labels=tables["labels"],
        grounds=tuple(_ground(entry) for entry in tables["grounds"]),
        other_ground=tables["other_ground"]["text"],
    )


def _ground(entry: Mapping[str, Any]) -> GroundWords:
    return GroundWords(tuple(entry["words"]), entry["text"], entry.get("reached", False))
