"""Reports of a run as web pages of one file each: for the curator with names, for the head with counts."""

from service.documents.reports.curator import render_curator_report
from service.documents.reports.head import render_head_report

__all__ = ["render_curator_report", "render_head_report"]
