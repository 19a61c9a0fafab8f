"""Rows under a merged cell stay on one page."""

from docx_text import by_path, xml
from sample import sample_view

from service.documents.formats.keep_together import KEEP, keep_together
from service.documents.orders.order import render_orders


def row(text, *, continued=False, style=""):
    merge = f'<w:vMerge w:val="{"continue" if continued else "restart"}"/>'
    return f"<w:tr><w:tc><w:tcPr>{merge}</w:tcPr><w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>"


def test_all_rows_of_a_group_but_the_last_are_kept_with_the_next():
    body = row("а") + row("б", continued=True) + row("в", continued=True) + row("г")
    kept = keep_together(body)
    assert [KEEP in part for part in kept.split("</w:tr>")[:-1]] == [True, True, False, False]
    assert kept.replace(f"<w:pPr>{KEEP}</w:pPr>", "") == body


def test_the_mark_stands_where_the_format_wants_it():
    style = '<w:pPr><w:pStyle w:val="a"/><w:jc w:val="left"/></w:pPr>'
    kept = keep_together(row("а", style=style) + row("б", continued=True))
    assert f'<w:pPr><w:pStyle w:val="a"/>{KEEP}<w:jc w:val="left"/></w:pPr>' in kept


def test_another_table_is_not_the_next_row():
    body = row("а") + "</w:tbl><w:tbl>" + row("б", continued=True)
    assert keep_together(body) == body


def test_a_group_in_an_order_is_kept_together():
    view = sample_view(approved=True, changes=(), previous=())
    body = xml(by_path(render_orders(view))["orders/school-3-pupils-assignment.docx"])
    (group,) = [part for part in body.split("</w:tr>") if "Кравец" in part and "Ковальчук" in part]
    assert group.count("<w:p>") + group.count("<w:p ") == group.count(KEEP)
