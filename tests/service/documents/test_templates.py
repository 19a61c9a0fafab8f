"""The Word templates people edit: they fit the page, repeat their heads, and have the margins of office papers."""

import re
from pathlib import Path

import pytest
from docx_text import xml

import service.documents
from service.view import Paper

TEMPLATES = Path(service.documents.__file__).parent / "templates"
OFFICE = sorted(
    path.name for pattern in ("order-*", "publication-*") for path in TEMPLATES.glob(f"{pattern}.docx")
)


def body(name: str) -> str:
    return xml(Paper(name, (TEMPLATES / name).read_bytes()))


@pytest.mark.parametrize("name", OFFICE)
def test_tables_fit_the_page_and_repeat_their_heads(name):
    for table in re.findall(r"<w:tbl>.*?</w:tbl>", body(name)):
        width = sum(int(twips) for twips in re.findall(r'<w:gridCol w:w="(\d+)"', table))
        assert width <= 252 / 25.4 * 1440
        assert "<w:tblHeader/>" in table


@pytest.mark.parametrize("name", OFFICE)
def test_margins_are_those_of_office_papers(name):
    margins = re.findall(r"<w:pgMar ([^/]*)/>", body(name))
    assert margins
    for margin in margins:
        assert all(
            part in margin for part in ('w:top="1134"', 'w:right="850"', 'w:bottom="1134"', 'w:left="1701"')
        )
