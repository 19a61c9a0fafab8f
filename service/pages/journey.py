"""All pages under one blueprint, in the order of the journey; the API has resources of the same names."""

from service.pages.entry.keys import keys
from service.pages.entry.login import login
from service.pages.entry.provider import provider
from service.pages.files.columns import columns
from service.pages.files.uploads import uploads
from service.pages.frame import frame
from service.pages.orders.changes import changes
from service.pages.orders.orders import orders
from service.pages.orders.telling import telling
from service.pages.programmes.decisions import decisions
from service.pages.programmes.importance import importance
from service.pages.programmes.programmes import programmes
from service.pages.programmes.summary import summary
from service.pages.runs.pairs import pairs
from service.pages.runs.readiness import readiness
from service.pages.runs.runs import runs
from service.pages.runs.unmatched import unmatched

__all__ = ["frame"]

PAGES = (
    login,
    provider,
    summary,
    programmes,
    importance,
    uploads,
    columns,
    readiness,
    decisions,
    runs,
    pairs,
    changes,
    unmatched,
    orders,
    telling,
    keys,
)
for page in PAGES:
    frame.register_blueprint(page)
