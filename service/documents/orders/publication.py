"""The variant of an order for the site: no name of a minor, nor of an adult who did not agree to it."""

from service.documents.formats.mail_merge import get_template
from service.documents.orders.appendix import appendix_blocks
from service.documents.orders.decisions import Docket, find_dockets
from service.documents.orders.order import order_name
from service.documents.orders.text import Clerk
from service.documents.participants import Participants
from service.documents.words.naming import PublicNames
from service.view import Paper, RunView


def render_publication(view: RunView, *, ending: bool = False) -> tuple[Paper, ...]:
    """Return ``orders/publication/…`` for every order of `render_orders`; pairs kept apart are in none."""
    if view.approval is None:
        return ()
    people = Participants.of(view)
    return tuple(_render(people, docket) for docket in find_dockets(people, ending=ending))


def _render(people: Participants, docket: Docket) -> Paper:
    clerk = Clerk(people, docket, PublicNames(people))
    fields = {
        **clerk.fields(),
        "points": clerk.points(public=True),
        "appendix": clerk.appendix(),
        "appendix_title": clerk.appendix_title(),
        "blocks": appendix_blocks(clerk),
    }
    path = f"orders/publication/{order_name(docket)}.docx"
    return Paper(path, get_template(f"publication-{docket.act}").fill(fields))
