"""The proof of pairs inside one base as arrays, and its bytes; the format is ``docs/certificate.md``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.archive import archive_bytes, check_names, read_archive


def _none() -> IntArray:
    return np.zeros((0, 0), dtype=np.int64)


def _nobody() -> IntArray:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OddPrices:
    """Prices of people and of odd sets of people; a price is a row of numbers, compared like words in a dictionary.

    Parameters
    ----------
    prices
        (levels, n): eight times the price of every person.
    sizes
        How many people each odd set has.
    members
        The people of all sets, one set after another, sorted inside each.
    worths
        (levels, sets): eight times the price of every set.
    """

    prices: IntArray = field(default_factory=_none)
    sizes: IntArray = field(default_factory=_nobody)
    members: IntArray = field(default_factory=_nobody)
    worths: IntArray = field(default_factory=_none)

    def sets(self) -> list[IntArray]:
        """Return the people of every set."""
        return np.split(self.members, np.cumsum(self.sizes)[:-1]) if len(self.sizes) else []


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PoolCertificate:
    """What proves the pairs of one base.

    Parameters
    ----------
    choice
        Proves that no choice is better by pairs, points and lots, and that no other one is as good.
    certain
        Proves what every optimum before the lot shares.
    """

    choice: OddPrices
    certain: OddPrices


def pool_certificate_bytes(certificate: PoolCertificate) -> bytes:
    """Return the certificate as an uncompressed npz archive; equal certificates give equal bytes."""
    return archive_bytes(_arrays(certificate))


def read_pool_certificate(content: bytes) -> PoolCertificate:
    """Return the certificate from the bytes of `pool_certificate_bytes`.

    Raises
    ------
    ValueError
        When the bytes are no such certificate.
    """
    arrays = read_archive(content)
    check_names(arrays, _names(""))
    return _read(arrays, "")


def pool_certificates_bytes(certificates: Mapping[str, PoolCertificate]) -> bytes:
    """Return the certificates of several bases in one archive, each below the name of its form."""
    return archive_bytes(
        {
            f"{form}/{name}": array
            for form, certificate in certificates.items()
            for name, array in _arrays(certificate).items()
        }
    )


def read_pool_certificates(content: bytes) -> dict[str, PoolCertificate]:
    """Return the certificates by form from the bytes of `pool_certificates_bytes`."""
    arrays = read_archive(content)
    forms = sorted({name.rpartition("/")[0] for name in arrays})
    check_names(arrays, {name for form in forms for name in _names(f"{form}/")})
    return {form: _read(arrays, f"{form}/") for form in forms}


def _arrays(certificate: PoolCertificate) -> dict[str, IntArray]:
    return {
        f"{part.name}_{array.name}": getattr(getattr(certificate, part.name), array.name)
        for part in fields(PoolCertificate)
        for array in fields(OddPrices)
    }


def _names(before: str) -> set[str]:
    return {
        f"{before}{part.name}_{array.name}" for part in fields(PoolCertificate) for array in fields(OddPrices)
    }


def _read(archive: Mapping[str, IntArray], before: str) -> PoolCertificate:
    parts = {
        part.name: OddPrices(
            **{array.name: archive[f"{before}{part.name}_{array.name}"] for array in fields(OddPrices)}
        )
        for part in fields(PoolCertificate)
    }
    return PoolCertificate(**parts)
