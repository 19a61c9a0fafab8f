"""Every programme of every organisation a visitor sees, in numbers: the first page of a methodologist."""

from typing import Any

from service.access.overview import overview
from service.api.protocol.context import reading
from service.pages.frame import page, page_blueprint

summary = page_blueprint("summary")


@summary.get("/summary")
def index() -> Any:
    """Count people, pairs and those who wait."""
    with reading() as session:
        rows = overview(session)
    return page("summary/index.html", {"rows": rows})
