"""The reports and the summary of a run; what concerns people of bases kept apart has a folder of its own."""

from collections.abc import Iterator

from service.documents.bases.summary import render_summary
from service.documents.parting import open_part, private_part
from service.documents.reports import render_curator_report, render_head_report
from service.view import Paper, RunView

PRIVATE = "private"


def render_reports(view: RunView) -> Iterator[Paper]:
    """Yield the report of the curator, that of the head, and the curator's on people kept apart."""
    shown, apart = open_part(view), private_part(view)
    yield from render_curator_report(shown, shown.answers.findings)
    yield from render_head_report(shown)
    if apart is not None:
        for paper in render_curator_report(apart, apart.answers.findings):
            yield Paper(f"{PRIVATE}/{paper.path}", paper.content)


def render_overview(view: RunView) -> Iterator[Paper]:
    """Yield the reports and the summary."""
    yield from render_reports(view)
    yield from render_summary(open_part(view))
