"""The proof of a solution as arrays, and its canonical bytes; the format is ``docs/certificate.md``."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.problem import IntArray

FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Certificate:
    """Dual prices of every level, one number per node of the network.

    Parameters
    ----------
    coverage
        Potentials of the level of people and pairs; empty for best total.
    least
        Points of the worst unlocked pair after it was raised; 0 when that was not asked.
    blocked
        Potentials that show that no more than `least` is possible; empty when not asked.
    points
        Potentials of the level of points.
    lots
        (turns, nodes): potentials of the tie rule, 40 bits a turn.
    rank
        A number per node that shows the choice to be the only one.
    """

    coverage: IntArray
    least: int
    blocked: IntArray
    points: IntArray
    lots: IntArray
    rank: IntArray


def certify(climbed: Any, turns: Any, last: Any) -> Certificate:
    """Return the certificate of a finished ladder."""
    from matcher.solve.faces import ranks

    empty = np.zeros(0, dtype=np.int64)
    nodes = climbed.network.nodes
    return Certificate(
        coverage=climbed.coverage.potential if climbed.coverage else empty,
        least=climbed.least,
        blocked=climbed.blocked.potential if climbed.blocked else empty,
        points=climbed.settled.potential,
        lots=np.array([turn.potential for turn in turns], dtype=np.int64).reshape(len(turns), nodes),
        rank=ranks(last),
    )


def certificate_bytes(certificate: Certificate) -> bytes:
    """Return the certificate as an uncompressed npz archive: the same certificate gives the same bytes for ever."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(Certificate.__slots__):
            part = io.BytesIO()
            np.lib.format.write_array(
                part, np.asarray(getattr(certificate, name), dtype="<i8"), version=(1, 0)
            )
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", FIXED_DATE), part.getvalue())
    return held.getvalue()


def read_certificate(content: bytes) -> Certificate:
    """Return the certificate from the bytes of `certificate_bytes`."""
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        parts: dict[str, Any] = {name: archive[name] for name in Certificate.__slots__}
    return Certificate(**{**parts, "least": int(parts["least"])})
