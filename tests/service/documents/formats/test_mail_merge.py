"""What is done to every value that is printed."""

from io import BytesIO

import docx
import pytest
from docx_text import xml

from service.documents.formats.mail_merge import MailMerge, printable
from service.view import Paper


@pytest.fixture(scope="module")
def template() -> MailMerge:
    held = BytesIO()
    document = docx.Document()
    document.add_paragraph("{{ place }}")
    document.save(held)
    return MailMerge(held.getvalue())


@pytest.mark.parametrize(
    ("place", "kept"),
    [("г. Ясногорье-на-Каме", 2), ("Усть-под-Холмом & Ко", 2), ("Лебедева-Шмидт", 0), ("когда-на", 0)],
)
def test_a_place_on_a_river_is_not_broken_at_its_hyphens(place: str, kept: int, template: MailMerge) -> None:
    content = template.fill({"place": place})
    assert docx.Document(BytesIO(content)).paragraphs[0].text.replace("\xa0", " ") == place
    assert xml(Paper("", content)).count("<w:noBreakHyphen/>") == kept


def test_what_is_no_text_is_left_alone() -> None:
    assert printable(12) == 12
