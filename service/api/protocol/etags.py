"""Versions of what may be edited: strong ETags, If-Match needed on every change."""

from flask import request

from service.api.protocol import problem_types as kinds
from service.api.protocol.problems import Problem


def strong(version: int) -> str:
    """Return the ETag of a version."""
    return f'"{version}"'


def weak(version: int) -> str:
    """Return the ETag of something that is still changing."""
    return f'W/"{version}"'


def check_match(version: int) -> None:
    """Raise 428 without If-Match and 412 when it names other versions; ``*`` is whatever there is."""
    said = request.headers.get("If-Match", "").strip()
    if not said:
        raise Problem(kinds.IF_MATCH_NEEDED)
    if said != "*" and strong(version) not in [one.strip() for one in said.split(",")]:
        raise Problem(kinds.STALE)


def is_same(tag: str) -> bool:
    """Tell whether the client already has this version."""
    said = [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]
    return tag.removeprefix("W/") in [one.removeprefix("W/") for one in said]
