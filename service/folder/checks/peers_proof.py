"""What a run's folder proves of pairs inside one base: read back without solving, checked by its certificate."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matcher.circle import Circle, pool_of
from matcher.pool import PoolSolution, in_order
from matcher.proof.pool_certificate import PoolCertificate
from matcher.proof.pool_verify import verify_pool
from matcher.solution import Asked, Proof, Status

Row = Mapping[str, str]
KNOWN = {"": None, "yes": True, "no": False}


def find_violations(
    circle: Circle, rows: Sequence[Row], waiting: Sequence[Row], said: Any, proof: PoolCertificate | None
) -> list[str]:
    """Return what the certificate fails to prove of the pairs of one form.

    Parameters
    ----------
    rows, waiting
        Its rows of pairs.csv and unmatched.csv; they name nobody else.
    said
        What the manifest says is proved.
    """
    return verify_pool(pool_of(circle), _read_solution(circle, rows, waiting, said, proof))


def _read_solution(
    circle: Circle, rows: Sequence[Row], waiting: Sequence[Row], said: Any, proof: PoolCertificate | None
) -> PoolSolution:
    place = {code: i for i, code in enumerate(circle.codes)}
    pairs = {in_order((place[row["mentee"]], place[row["mentor"]])): row["certain"] for row in rows}
    alone = {place[row["mentee"]]: row["certain"] for row in waiting if row["mentee"] in place}
    return PoolSolution(
        pairs=tuple(sorted(pairs)),
        certain=known(pairs[pair] for pair in sorted(pairs)),
        objective=said["objective"],
        bound=said["bound"],
        gap=0.0,
        status=Status(said["status"]),
        proof=Proof(said["proof"]),
        unmatched=tuple(sorted(alone)),
        unmatched_certain=known(alone[person] for person in sorted(alone)),
        asked=Asked(salt=circle.salt),
        certificate=proof,
        canonical=True,
    )


def known(marks: Iterable[str]) -> tuple[bool, ...] | None:
    """Return the marks of a column when every one is known."""
    read = tuple(KNOWN[mark] for mark in marks)
    return None if None in read else tuple(bool(mark) for mark in read)
