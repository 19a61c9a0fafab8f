"""Settling a level of the ladder over all open pairs: by kinds, as matrices, or without holding what cannot be held."""

from matcher.arrays import IntArray
from matcher.solve.pairs.alike import find_kinds
from matcher.solve.pairs.levels import Level, is_held, is_wide
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.pricing import settle_dense
from matcher.solve.pairs.settle_kinds import settle_kinds
from matcher.solve.pairs.settled import Settled, Tell


def settle(
    network: Network, level: Level, fixed: IntArray, offers: IntArray, tell: Tell | None = None
) -> Settled | None:
    """Solve one level over all open pairs; where many people are alike, kinds take their place.

    Parameters
    ----------
    network
        Arcs with the bounds and rewards of this level.
    fixed
        Keys of pairs that must be formed, whether open or not.
    offers
        Keys of pairs to be offered from the start where open; with them a flow within all bounds must exist,
        if any does.

    Returns
    -------
    Settled or None
        None when no flow keeps all bounds.
    """
    kinds = find_kinds(network, level, fixed)
    if kinds is not None:
        return settle_kinds(network, level, kinds, fixed, offers, tell)
    if is_wide(level):
        from matcher.solve.wide.settle import settle_wide

        return settle_wide(network, level, fixed, offers, tell)
    assert is_held(level)
    return settle_dense(network, level, fixed, offers, tell)
