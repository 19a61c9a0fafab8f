"""Orders (приказы): who is paired, what changes, what ends; one per organisation and kind of participant.

A pair with somebody of a base kept apart stands in none of them. It is put into effect by a paper of its own under
``private/``, one pair each, in which that person has a code: one copy, signed by the head, kept by the curator.
"""

from collections import Counter
from collections.abc import Mapping

from service.documents.formats.mail_merge import get_template, loosely
from service.documents.formats.unbroken import NO_BREAK
from service.documents.orders.appendix import appendix_blocks
from service.documents.orders.decisions import Act, Docket, find_dockets
from service.documents.orders.text import Clerk, number_at
from service.documents.participants import Participants
from service.documents.words.naming import CodedNames, FullNames
from service.view import Paper, RunView, SignedOrder


def render_orders(view: RunView, *, ending: bool = False) -> tuple[Paper, ...]:
    """Return the orders of every organisation that signs; none before people have agreed.

    Parameters
    ----------
    view
        The run; number and date stay blank lines until they are known. An organisation that has several orders gives
        their numbers in the order of the papers: ``"47; 48"``.
    ending
        Whether the programme closes: every working pair is completed.

    Returns
    -------
    tuple of Paper
        ``orders/<organisation>-<pupils|teachers>-<assignment|changes|completion>.docx`` and, for pairs kept apart,
        ``private/<organisation>-<number>-<act>.docx``.
    """
    if view.approval is None:
        return ()
    people = Participants.of(view)
    open_orders = [_render_order(people, docket) for docket in find_dockets(people, ending=ending)]
    return (*open_orders, *_render_private(people, ending))


def order_name(docket: Docket) -> str:
    """Return the file name of an order, without the extension."""
    return f"{docket.subject}-{docket.act}"


def orders_in_force(view: RunView) -> dict[str, SignedOrder]:
    """Return the orders on pairs that hold after a run: those before it, and the new ones that have a number."""
    known = dict(view.in_force)
    if view.approval is None or view.day is None:
        return known
    for docket in find_dockets(Participants.of(view)):
        number = number_at(view.number, docket.place)
        if docket.act is Act.ASSIGNMENT and number:
            known[docket.subject] = SignedOrder(number=number, day=view.day)
    return known


def orders_amended(view: RunView, before: SignedOrder) -> dict[str, SignedOrder]:
    """Return the orders that the orders of changes amend; several numbers go with several of an organisation."""
    places: Counter[str] = Counter()
    amended: dict[str, SignedOrder] = {}
    for docket in _changes(view):
        own = docket.organisation.key
        if number := number_at(before.number, places[own]):
            amended[docket.subject] = SignedOrder(number=number, day=before.day)
        places[own] += 1
    return amended


def still_amended(view: RunView, known: Mapping[str, SignedOrder]) -> dict[str, SignedOrder]:
    """Return the orders that the orders of changes amend, as far as they are known from an earlier signing."""
    return {docket.subject: known[docket.subject] for docket in _changes(view) if docket.subject in known}


def _changes(view: RunView) -> list[Docket]:
    return [docket for docket in find_dockets(Participants.of(view)) if docket.act is Act.CHANGES]


def _render_order(people: Participants, docket: Docket) -> Paper:
    clerk = Clerk(people, docket, FullNames(people))
    fields = {
        **clerk.fields(),
        "points": clerk.points(),
        "acquainted": clerk.acquainted(),
        "signers": clerk.signers(),
        "appendix": clerk.appendix(),
        "appendix_title": clerk.appendix_title(),
        "blocks": appendix_blocks(clerk),
        # Whole, the name is wider than its column and would break inside an initial.
        "curator": loosely(clerk.curator().replace(NO_BREAK, " ", 1)),
    }
    return Paper(f"orders/{order_name(docket)}.docx", get_template(f"order-{docket.act}").fill(fields))


def _render_private(people: Participants, ending: bool) -> list[Paper]:
    """Render a paper per decision: together they would be a list of people kept apart."""
    papers: list[Paper] = []
    for docket in find_dockets(people, ending=ending, private=True):
        for decision in docket.decisions:
            single = Docket(
                organisation=docket.organisation, kind=docket.kind, act=docket.act, decisions=(decision,)
            )
            clerk = Clerk(people, single, CodedNames(people))
            number = len([paper for paper in papers if f"/{docket.organisation.key}-" in paper.path]) + 1
            fields = {**clerk.fields(), "title": clerk.single_title(), "points": clerk.single_points()}
            path = f"private/{docket.organisation.key}-{number}-{docket.act}.docx"
            papers.append(Paper(path, get_template("order-private").fill(fields)))
    return papers
