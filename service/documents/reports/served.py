"""Who has a partner after the run."""

from questionnaires.programme import Arrangement
from service.view import RunView


def find_served(view: RunView) -> frozenset[str]:
    """Return the mentees with a mentor, and everybody of a base of peers who stands in a pair or a group."""
    peers = {form.key for form in view.programme.forms if form.arrangement is Arrangement.PEER_PAIRS}
    pairs = view.pairs()
    grouped = {code for group in view.groups() for code in group.members}
    return frozenset(grouped | {p.mentee for p in pairs} | {p.mentor for p in pairs if p.form in peers})
