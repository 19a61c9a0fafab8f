"""All pages under one blueprint, in the order of the journey; the API has resources of the same names."""

from service.pages.changes import changes
from service.pages.columns import columns
from service.pages.decisions import decisions
from service.pages.frame import frame
from service.pages.importance import importance
from service.pages.keys import keys
from service.pages.login import login
from service.pages.orders import orders
from service.pages.pairs import pairs
from service.pages.programmes import programmes
from service.pages.provider import provider
from service.pages.readiness import readiness
from service.pages.runs import runs
from service.pages.summary import summary
from service.pages.telling import telling
from service.pages.unmatched import unmatched
from service.pages.uploads import uploads

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
