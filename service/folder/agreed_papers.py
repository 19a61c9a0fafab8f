"""Papers that exist only when people have agreed: orders and what belongs to them, of every organisation."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from service.documents.closing.analysis import render_analysis
from service.documents.closing.farewells import render_farewells
from service.documents.closing.practices import render_practices
from service.documents.closing.thanks import render_thanks
from service.documents.orders.extracts import render_extracts
from service.documents.orders.order import render_orders
from service.documents.orders.publication import render_publication
from service.documents.overview import render_reports
from service.documents.pairs.cards import render_cards
from service.documents.pairs.journals import render_journals
from service.documents.pairs.letters import render_letters
from service.folder.contents.numbers import COMPLETION
from service.folder.contents.scopes import below, scopes
from service.view import Paper, RunView, SignedOrder

AGREED = (
    render_orders,
    render_publication,
    render_extracts,
    render_letters,
    render_thanks,
    render_cards,
    render_journals,
)
"""What approval adds; a proposal is talked over with the interview sheets alone."""
CLOSING = (
    render_orders,
    render_publication,
    render_thanks,
    render_farewells,
    render_practices,
    render_analysis,
)
"""What the close of a programme adds, once its order has a number."""


def approved_papers(view: RunView) -> Iterator[Paper]:
    """Yield the papers that approval adds, and the reports anew: they say «ПРОЕКТ» until somebody approves."""
    yield from render_reports(view)
    for scope, folder in scopes(view):
        if folder:
            yield from below(folder, render_reports(scope))
        for render in AGREED:
            yield from below(folder, render(scope))


def order_papers(view: RunView) -> Iterator[Paper]:
    """Yield the papers in which the number and the date of the order stand."""
    for scope, folder in scopes(view):
        yield from below(folder, _order_papers(scope))


def signed_papers(view: RunView, numbers: Mapping[str, SignedOrder]) -> Iterator[Paper]:
    """Yield the papers in which number and date stand, of every organisation whose orders have them."""
    for scope, folder in numbered_scopes(view, numbers):
        yield from below(folder, _order_papers(scope))


def completion_papers(
    view: RunView, numbers: Mapping[str, SignedOrder], completions: Mapping[str, SignedOrder]
) -> Iterator[Paper]:
    """Yield the orders that complete all pairs of an organisation at the close, and the papers that go with them.

    Parameters
    ----------
    numbers
        The orders by which the pairs of this run began.
    """
    for organisation, (scope, folder) in zip(view.programme.signers, scopes(view), strict=True):
        if signed := completions.get(organisation.key):
            began = numbers.get(organisation.key)
            closed = replace(
                scope, number=signed.number, day=signed.day, assigned_on=began.day if began else None
            )
            place = f"{folder}/{COMPLETION}" if folder else COMPLETION
            for render in CLOSING:
                yield from below(place, render(closed, ending=True))


def _order_papers(scope: RunView) -> Iterator[Paper]:
    for render in (render_orders, render_publication, render_extracts):
        yield from render(scope)


def numbered_scopes(view: RunView, numbers: Mapping[str, SignedOrder]) -> Iterator[tuple[RunView, str]]:
    """Yield (view with number and date, folder) of every organisation whose orders have them."""
    for organisation, (scope, folder) in zip(view.programme.signers, scopes(view), strict=True):
        if signed := numbers.get(organisation.key):
            yield replace(scope, number=signed.number, day=signed.day), folder
