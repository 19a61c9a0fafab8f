import re

import pytest
from docx_text import xml

from service.documents.drawing import TEMPLATES, draw_all
from service.view import Paper

DRAWN = draw_all()


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_the_shipped_templates_are_the_drawn_ones(name):
    """A template edited in Word on purpose is drawn differently here too, or leaves this list."""
    assert (TEMPLATES / name).read_bytes() == DRAWN[name]


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_tables_fit_the_page_and_repeat_their_heads(name):
    body = xml(Paper(name, DRAWN[name]))
    for table in re.findall(r"<w:tbl>.*?</w:tbl>", body):
        width = sum(int(twips) for twips in re.findall(r'<w:gridCol w:w="(\d+)"', table))
        assert width <= 252 / 25.4 * 1440
        assert "<w:tblHeader/>" in table or "sheet.mentor" in table


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_margins_are_those_of_office_papers(name):
    margins = re.findall(r"<w:pgMar ([^/]*)/>", xml(Paper(name, DRAWN[name])))
    assert margins
    for margin in margins:
        assert all(
            part in margin for part in ('w:top="1134"', 'w:right="850"', 'w:bottom="1134"', 'w:left="1701"')
        )
