"""Grounds of a replacement or an end in the neutral words that an order may print.

What people type («болезнь», «поссорились») may be about health or behaviour, which never stands in an order. So
an order prints one of a few neutral grounds, and the typed one stays with the curator.
"""

from service.documents.words.order_wording import GroundWords, order_wording


def neutral(ground: str) -> str:
    """Return the neutral ground for what was typed; the commonest one when nothing is recognised."""
    known = _known(ground)
    return known.text if known else order_wording().other_ground


def is_goal_reached(ground: str) -> bool:
    """Return whether a pair is over because its goal is reached, as a school typed it."""
    known = _known(ground)
    return known is not None and known.reached


def is_known(ground: str) -> bool:
    """Return whether what a school typed tells why a pair is over."""
    return _known(ground) is not None


def _known(ground: str) -> GroundWords | None:
    typed = " ".join(ground.casefold().replace("ё", "е").split())
    # «Цель не была достигнута»: no order may say the opposite of what a school wrote.
    entries = [entry for entry in order_wording().grounds if not (entry.reached and "не" in typed.split())]
    return next((entry for entry in entries if any(word in typed for word in entry.words)), None)
