"""A page of a template: A4, a serif face, the margins of Russian office papers; lines, tables and page breaks."""

from collections.abc import Sequence
from typing import IO, Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

FACE = "Times New Roman"
MARGINS = {"left_margin": Mm(30), "right_margin": Mm(15), "top_margin": Mm(20), "bottom_margin": Mm(20)}
TEXT_WIDTH, TEXT_WIDTH_ACROSS = Mm(165), Mm(252)
KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "Table Grid", "No List"}
UNUSED_PARTS = {"thumbnail", "theme", "stylesWithEffects", "numbering", "customXml", "webSettings"}
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
TABLE_SIZE = 10


class Page:
    """A document that is drawn from top to bottom."""

    def __init__(self, *, landscape: bool = False, size: int = 14) -> None:
        self._document: Any = docx.Document()
        self._size = size
        self._landscape = False
        _set_style(self._document, size)
        _lay_out(self._document.sections[0], landscape)
        self._landscape = landscape

    def line(
        self,
        text: str,
        *,
        align: str = "left",
        bold: bool = False,
        size: int | None = None,
        before: int = 0,
        after: int = 0,
        indent: bool = False,
        spaced: bool = False,
        keep: bool = False,
    ) -> Any:
        """Add a paragraph; distances in points, `spaced` sets the letters apart as in a heading."""
        paragraph = self._document.add_paragraph()
        _set_distances(paragraph, before, after, keep)
        paragraph.alignment = ALIGN[align]
        if indent:
            paragraph.paragraph_format.first_line_indent = Cm(1.25)
        run = paragraph.add_run(text)
        run.bold = bold or None
        run.font.size = Pt(size) if size else None
        if spaced:
            _add(run._r.get_or_add_rPr(), "w:spacing", val="60")
        return paragraph

    def heading(self, text: str) -> None:
        """Add the heading of a part; it stays with what follows."""
        self.line(text, bold=True, before=12, after=4, keep=True, size=self._size + 1)

    def edges(self, left: str, right: str, **look: Any) -> None:
        """Add a line with a text at either margin."""
        paragraph = self.line(f"{left}\t{right}", **look)
        width = TEXT_WIDTH_ACROSS if self._landscape else TEXT_WIDTH
        paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)

    def turn(self, *, landscape: bool = True) -> None:
        """Go on with a new page of the other orientation."""
        _lay_out(self._document.add_section(WD_SECTION.NEW_PAGE), landscape)
        self._landscape = landscape

    def table(self, heads: Sequence[str], widths: Sequence[int]) -> Any:
        """Add a table with borders; its head is repeated on every page."""
        table = self._document.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        if heads:
            row = self.row(table, heads, bold=True)
            _add(row._tr.get_or_add_trPr(), "w:tblHeader")
        return table

    def row(
        self,
        table: Any,
        cells: Sequence[str],
        *,
        bold: bool = False,
        bold_first: bool = False,
        keep: bool = False,
        room: int = 1,
    ) -> Any:
        """Add a row that is not torn between pages; `room` points stay free above and below each text."""
        row = table.add_row()
        _add(row._tr.get_or_add_trPr(), "w:cantSplit")
        for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = table.columns[place].width
            _write(cell, text, bold or (bold_first and place == 0), keep, room)
        return row

    def tag_row(self, table: Any, tag: str) -> None:
        """Add a row that holds a tag only and disappears when the paper is made."""
        self.row(table, [tag, *[""] * (len(table.columns) - 1)])

    def save(self, target: IO[bytes]) -> None:
        """Write the document without what nobody needs: other styles, a thumbnail."""
        _strip(self._document)
        self._document.save(target)


def _set_style(document: Any, size: int) -> None:
    style = document.styles["Normal"]
    style.font.name = FACE
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FACE)
    _add(style.element.get_or_add_rPr(), "w:lang", val="ru-RU")
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _lay_out(section: Any, landscape: bool) -> None:
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    for name, margin in MARGINS.items():
        setattr(section, name, margin)


def _set_distances(paragraph: Any, before: int, after: int, keep: bool) -> None:
    look = paragraph.paragraph_format
    look.space_before = Pt(before) if before else None
    look.space_after = Pt(after) if after else None
    look.keep_with_next = keep or None


def _write(cell: Any, text: str, bold: bool, keep: bool, room: int) -> None:
    """Write a cell, a paragraph per line of the text."""
    paragraph = cell.paragraphs[0]
    for place, line in enumerate(text.split("\n")):
        paragraph = paragraph if place == 0 else cell.add_paragraph()
        _set_distances(paragraph, room, room, keep)
        run = paragraph.add_run(line)
        run.font.size = Pt(TABLE_SIZE)
        run.bold = bold or None


def _add(parent: Any, tag: str, **values: str) -> None:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)


def _strip(document: Any) -> None:
    styles = document.styles.element
    for style in list(styles):
        if style.tag == qn("w:latentStyles") or (
            style.tag == qn("w:style") and _name(style) not in KEPT_STYLES
        ):
            styles.remove(style)
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in UNUSED_PARTS:
                del relations[key]
    properties = document.core_properties
    properties.author = properties.comments = properties.title = ""


def _name(style: Any) -> str:
    return str(style.find(qn("w:name")).get(qn("w:val")))
