"""The proof of a solution as arrays, and its canonical bytes; the format is ``docs/certificate.md``."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.archive import archive_bytes, check_names, read_archive


def empty() -> IntArray:
    """Return the prices of a level that was not needed."""
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Certificate:
    """Dual prices of every level, one number per node of the network; a level that was not needed is empty.

    Parameters
    ----------
    coverage
        The level of people and pairs; empty for best total.
    blocked
        Shows that the worst unlocked pair cannot have more than `least` points.
    points
        The level of points.
    lots
        (turns, nodes): the tie rule, 40 bits a turn.
    rank
        A number per node that shows the choice to be the only one.
    order
        A number per node that shows which pairs are in every optimum before the tie rule.
    reach
        Shows that lower quotas cannot all be reached, when no assignment exists.
    least
        Points of the worst unlocked pair after it was raised; 0 when that was not asked.
    """

    coverage: IntArray = field(default_factory=empty)
    blocked: IntArray = field(default_factory=empty)
    points: IntArray = field(default_factory=empty)
    lots: IntArray = field(default_factory=empty)
    rank: IntArray = field(default_factory=empty)
    order: IntArray = field(default_factory=empty)
    reach: IntArray = field(default_factory=empty)
    least: int = 0


def certificate_bytes(certificate: Certificate) -> bytes:
    """Return the certificate as an uncompressed npz archive; equal certificates give equal bytes for ever."""
    return archive_bytes({name: getattr(certificate, name) for name in Certificate.__slots__})


def read_certificate(content: bytes) -> Certificate:
    """Return the certificate from the bytes of `certificate_bytes`.

    Raises
    ------
    ValueError
        When the bytes are no such certificate.
    """
    parts: dict[str, Any] = dict(read_archive(content))
    check_names(parts, set(Certificate.__slots__))
    if parts["least"].shape != ():
        raise ValueError(f"least must be one number, got shape {parts['least'].shape}.")
    return Certificate(**{**parts, "least": int(parts["least"])})
