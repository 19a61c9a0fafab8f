"""Compiled functions, kept on disk where there is a place for them."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function of numbers and arrays, on its first call; later processes find it on disk.

    Where neither the package nor the user has a folder that can be written, or it is full, every process compiles anew.
    """
    return _kept(function, nogil=True)


def compiled_in_place(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function that makes no arrays, but changes those it is given.

    Nobody counts in it who holds which array: where small functions hand on many of them, that takes longer than all
    they do.
    """
    return _kept(function, nogil=True, _nrt=False)


def _kept(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    from numba import njit

    from matcher.solve.shelf import Shelf

    # On disk a function is found by its name and its own file alone, though what it calls is compiled into it.
    function.__qualname__ += f"-{_edition(Path(function.__code__.co_filename).parent)}"
    kept = njit(**options)(function)
    # Nothing is kept where no folder can be written.
    with suppress(RuntimeError):
        kept._cache = Shelf(function)  # type: ignore[no-untyped-call]
    made: Callable[..., Any] = kept
    return made


@cache
def _edition(folder: Path) -> str:
    """Return what tells this state of a folder from any other; compiled functions call none beyond their own."""
    texts = [path.read_bytes() for path in sorted(folder.glob("*.py"))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def compiled_into(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function into those that call it: handing arrays over would cost more than small ones do."""
    from numba import njit

    part: Callable[..., Any] = njit(inline="always")(function)
    return part
