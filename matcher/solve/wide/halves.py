"""Scanning both halves of every block at once: the compiled scans let go of the interpreter's lock."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from matcher.arrays import IntArray
from matcher.solve.wide.product import FloatArray

T = TypeVar("T")


def scan_halves(
    blocks: Iterable[tuple[IntArray, FloatArray]], scan: Callable[[IntArray, FloatArray, int], T]
) -> Iterator[tuple[T, T]]:
    """Call ``scan(mentees, rows of the block, 0 or 1)`` with each half of every block; yield both answers in order."""
    with ThreadPoolExecutor(1) as other:
        for mentees, block in blocks:
            middle = (len(mentees) + 1) // 2
            second = other.submit(scan, mentees[middle:], block[middle:], 1)
            yield scan(mentees[:middle], block[:middle], 0), second.result()


def scan_all(
    blocks: Iterable[tuple[IntArray, FloatArray]], scan: Callable[[IntArray, FloatArray, int], None]
) -> None:
    """Do the same where the scan itself writes down what it finds."""
    for _ in scan_halves(blocks, scan):
        pass
