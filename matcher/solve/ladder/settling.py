"""Settling a level of the ladder over all open pairs: one way for matrices, another for what cannot be held."""

from matcher.arrays import IntArray
from matcher.solve.pairs.levels import Level, is_held, is_wide
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.pricing import settle_dense
from matcher.solve.pairs.settled import Settled, Tell


def settle(
    network: Network, level: Level, fixed: IntArray, offers: IntArray, tell: Tell | None = None
) -> Settled | None:
    """Solve one level over all open pairs.

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
    if is_wide(level):
        from matcher.solve.wide.settle import settle_wide

        return settle_wide(network, level, fixed, offers, tell)
    assert is_held(level)
    return settle_dense(network, level, fixed, offers, tell)
