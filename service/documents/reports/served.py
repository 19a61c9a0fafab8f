"""Who has a partner after the run."""

from questionnaires.programme import Arrangement
from service.view import RunView


def find_served(view: RunView) -> frozenset[str]:
    """Return the mentees with a mentor, and everybody of a base of peers who stands in a pair or a group."""
    return find_peers(view) | {pair.mentee for pair in view.pairs()}


def find_peers(view: RunView) -> frozenset[str]:
    """Return those of them who stand in a pair or a group of peers: both ends of such a pair are served."""
    peers = {form.key for form in view.programme.forms if form.arrangement is Arrangement.PEER_PAIRS}
    paired = {code for pair in view.pairs() if pair.form in peers for code in (pair.mentee, pair.mentor)}
    return frozenset(paired | {code for group in view.groups() for code in group.members})
