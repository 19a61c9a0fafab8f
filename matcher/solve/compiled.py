"""Compiled functions, kept on disk where there is a place for them."""

from collections.abc import Callable
from typing import Any


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function of numbers and arrays, on its first call; later processes find it on disk.

    Where neither the package nor the user has a folder that can be written, every process compiles anew.
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

    try:
        kept: Callable[..., Any] = njit(cache=True, **options)(function)
    except RuntimeError:
        kept = njit(**options)(function)
    return kept


def compiled_into(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function into those that call it: handing arrays over would cost more than small ones do."""
    from numba import njit

    part: Callable[..., Any] = njit(inline="always")(function)
    return part
