"""Where everybody's best are the same few, points alone say little: likely pairs by prices guessed beforehand."""

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.glance import whole
from matcher.solve.pairs.keys import distinct
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.offers import guess_prices
from matcher.solve.wide.product import FloatArray
from matcher.solve.wide.survey import best_of_everybody
from matcher.solve.wide.weights import Weights

CROWDED = 2
"""Prices are guessed where the mentors asked for have room for less than one in so many who could get a mentor."""
GUESSES, NOISE = 40, 0.5
"""Prices have farther to go than where everybody wants another, so choices are more blurred: see `guess_prices`."""
LOOKED_AT = 2_000_000
"""Prices are guessed by so many pairs: those of mentees taken at even steps."""


def is_crowded(asked: IntArray, network: Network) -> bool:
    """Tell whether the mentors whom mentees have among their best have room for few of them.

    Parameters
    ----------
    asked
        (mentors,): how many mentees have each among their best.
    """
    room = network.arcs.high[network.leaving]
    could_be_served = min(network.wanted.sum(), np.minimum(room, network.mentees).sum())
    return bool(np.minimum(asked, room).sum() * CROWDED < could_be_served)


def likely_offers(weights: Weights, network: Network) -> IntArray:
    """Return the keys of everybody's best open pairs by the prices guessed."""
    n, m = weights.shape
    potential = np.zeros(n + m, dtype=np.int64)
    potential[n:] = -_guessed(weights, network)
    kind = weights.field.kind
    blocks = ((own, gain.astype(kind, copy=False)) for own, gain in weights.gains(potential))
    rows, columns, _ = best_of_everybody(blocks, _compare, shape=(n, m), kind=kind)
    return distinct(np.concatenate([rows.of_mentees(m), *(half.of_mentors(m) for half in columns)]))


def _compare(gain: FloatArray, _: IntArray) -> None:
    """Take from every mentee's gains the greatest, so that mentors can compare mentees."""
    top = gain.max(axis=1, initial=-np.inf)
    gain -= np.where(np.isfinite(top), top, 0)[:, None]


def _guessed(weights: Weights, network: Network) -> IntArray:
    """Return the prices of mentors by what some of the mentees would give for their share of the room."""
    n, m = weights.shape
    some = np.arange(0, n, max(1, n * m // LOOKED_AT))
    blocks = weights.gains(np.zeros(n + m, dtype=np.int64), whole(some, m))
    value = np.concatenate([gain.astype(np.float32) for _, gain in blocks])
    room = network.arcs.high[network.leaving] * (len(some) / n)
    _, prices = guess_prices(value, network.wanted[some], room, guesses=GUESSES, noise=NOISE)
    # No price is worth more than the worst open pair is worse than the best one of anybody.
    most = -value.min(initial=0, where=np.isfinite(value))
    whole_prices: IntArray = np.rint(np.minimum(prices, most)).astype(np.int64)
    return whole_prices
