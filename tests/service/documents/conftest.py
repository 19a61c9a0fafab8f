"""Orders of the finished sample run, rendered once for every file of tests that reads them."""

from datetime import date

import pytest
from docx_text import by_path
from sample import sample_view

from service.documents.orders.order import render_orders


@pytest.fixture(scope="module")
def first():
    """Orders of a first run."""
    return by_path(render_orders(sample_view(approved=True, changes=(), previous=())))


@pytest.fixture(scope="module")
def refreshed():
    """Orders of a refresh, with number and date."""
    return by_path(render_orders(sample_view(approved=True, number="47-од; 48-од", day=date(2026, 9, 20))))
