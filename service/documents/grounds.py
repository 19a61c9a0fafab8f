"""Grounds of a replacement or an end in the neutral words that an order may print.

What people type («болезнь», «поссорились») may be about health or behaviour, which never stands in an order. So
an order prints one of a few neutral grounds, and the typed one stays with the curator.
"""

from service.documents.order_wording import order_wording


def neutral(ground: str) -> str:
    """Return the neutral ground for what was typed; the commonest one when nothing is recognised."""
    wording = order_wording()
    typed = ground.casefold().replace("ё", "е")
    for entry in wording.grounds:
        if any(word in typed for word in entry.words):
            return entry.text
    return wording.other_ground
