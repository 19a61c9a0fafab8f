"""Draws the templates of orders and of the proposal; run once: ``python -m service.documents.drawing``.

The .docx files it writes are what papers are made from and may be edited in Word. This module only spares drawing
nine pages by hand.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.documents.archive import fixed_zip
from service.documents.drawing_page import Page

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its head, width in millimetres, and what its cells fill in."""

    head: str
    width: int
    cell: str
    merged: bool = False


NUMBER = Column("№", 9, "{{ block.number }}", True)
MENTOR = Column("ФИО наставника", 42, "{{ block.name }}", True)
MENTOR_PLACE = Column("Должность / место работы (учёбы), класс", 38, "{{ block.standing }}", True)
MENTEE = Column("ФИО наставляемого", 42, "{{ row.name }}")
MENTEE_PLACE = Column("Класс / должность", 27, "{{ row.standing }}")
FORM = Column("Форма", 26, "{{ block.form }}", True)
TERM = Column("Срок", 23, "{{ row.term }}")
CURATOR = Column("Куратор", 27, "{{ curator }}", True)
SIGN = Column("Подпись", 18, "")
CHANGE = Column("Изменение", 27, "{{ row.note }}")
RESULT = Column("Основание", 45, "{{ row.note }}")

BODY = (NUMBER, MENTOR, MENTOR_PLACE, MENTEE, MENTEE_PLACE, FORM, TERM)
APPENDICES = {
    "order-assignment": (*BODY, CURATOR, SIGN),
    "order-changes": (NUMBER, CHANGE, *BODY[1:], SIGN),
    "order-completion": (*BODY, RESULT),
    "publication-assignment": BODY,
    "publication-changes": (NUMBER, CHANGE, *BODY[1:]),
    "publication-completion": (*BODY, RESULT),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the proposal that is left out when its list is empty."""

    rows: str
    title: str
    columns: tuple[Column, ...]


PARTS = (
    Part(
        "shortlist",
        "Возможные партнёры: с кем стоит встретиться",
        (
            Column("Наставляемый", 80, "{{ row.name }}"),
            Column("Возможные наставники, сначала более подходящие", 167, "{{ row.text }}"),
        ),
    ),
    Part(
        "changes",
        "Что изменится по сравнению с прошлым подбором",
        (
            Column("Наставляемый", 65, "{{ row.name }}"),
            Column("Было", 62, "{{ row.before }}"),
            Column("Станет", 62, "{{ row.after }}"),
            Column("Основание", 58, "{{ row.ground }}"),
        ),
    ),
    Part(
        "waiting",
        "Пока без наставника",
        (
            Column("ФИО", 70, "{{ row.name }}"),
            Column("Класс / должность", 50, "{{ row.standing }}"),
            Column("Почему и что поможет", 127, "{{ row.text }}"),
        ),
    ),
    Part(
        "doubtful",
        "Проверьте склонение имён: словари расходятся",
        (
            Column("ФИО", 50, "{{ row.name }}"),
            Column("Родительный", 50, "{{ row.genitive }}"),
            Column("Дательный", 49, "{{ row.dative }}"),
            Column("Винительный", 49, "{{ row.accusative }}"),
            Column("Творительный", 49, "{{ row.instrumental }}"),
        ),
    ),
)

BY_HAND = "________________________   «____» ____________ 20___ г."
SHEET = (
    ("Наставник", "{{ sheet.mentor }}"),
    ("Наставляемый", "{{ sheet.mentee }}"),
    ("Решение", "☐ пара принята        ☐ пара отклонена        ☐ нужна ещё одна встреча"),
    ("Подпись наставника", BY_HAND),
    ("{{ sheet.mentee_signs }}", BY_HAND),
    ("Подпись куратора", BY_HAND),
)
"""Rows of an interview sheet."""


def draw_all() -> dict[str, bytes]:
    """Return every template by its file name."""
    drawn = {name: _draw_order(name, columns) for name, columns in APPENDICES.items()}
    drawn["order-private"] = _draw_private()
    drawn["extract"] = _draw_extract()
    drawn["proposal"] = _draw_proposal()
    return {f"{name}.docx": content for name, content in drawn.items()}


def _draw_order(name: str, columns: Sequence[Column]) -> bytes:
    page = Page()
    _head(page)
    _title_and_points(page)
    _signature(page)
    if name.startswith("order"):
        _acquainted(page)
    page.turn()
    page.line("{{ appendix }}", align="right", size=12)
    page.line("{{ appendix_title }}", align="center", bold=True, before=12, after=8)
    _blocks(page, columns)
    return _saved(page)


def _head(page: Page) -> None:
    page.line("{{ organisation }}", align="center", bold=True, after=12)
    page.line("{{ act }}", align="center", bold=True, spaced=True, after=12)
    page.edges("{{ day }}", "{{ number }}")
    page.line("{{ place }}", align="center", before=6, after=14)


def _title_and_points(page: Page) -> None:
    page.line("{{ title }}", align="center", bold=True, after=12)
    page.line("{{ preamble }}", align="both", indent=True)
    page.line("{{ command }}", before=6, after=6)
    page.line("{%p for point in points %}")
    page.line("{{ point }}", align="both", indent=True)
    page.line("{%p endfor %}")


def _signature(page: Page) -> None:
    page.edges("{{ head_position }}", "{{ head }}", before=24, keep=True)


def _acquainted(page: Page) -> None:
    page.line("{%p if signers %}")
    page.line("{{ acquainted }}", before=18, size=12, keep=True)
    page.line("{%p for signer in signers %}")
    page.edges("{{ signer }}", "________________  «____» ____________ 20___ г.", size=12, before=4)
    page.line("{%p endfor %}")
    page.line("{%p endif %}")


def _blocks(page: Page, columns: Sequence[Column]) -> None:
    """Draw a table whose mentor cells span the rows of the mentees."""
    table = page.table([column.head for column in columns], [column.width for column in columns])
    page.tag_row(table, "{%tr for block in blocks %}")
    page.tag_row(table, "{%tr for row in block.rows %}")
    page.row(table, [f"{{% vm %}}{column.cell}" if column.merged else column.cell for column in columns])
    page.tag_row(table, "{%tr endfor %}")
    page.tag_row(table, "{%tr endfor %}")


def _draw_private() -> bytes:
    page = Page()
    page.line(
        "Для служебного пользования. Экземпляр куратора, в общее дело не подшивается", align="right", size=11
    )
    _head(page)
    _title_and_points(page)
    _signature(page)
    return _saved(page)


def _draw_extract() -> bytes:
    page = Page()
    page.line("{{ organisation }}", align="center", bold=True, after=12)
    page.line("ВЫПИСКА ИЗ {{ act_genitive }}", align="center", bold=True, after=10)
    page.edges("{{ day }}", "{{ number }}")
    page.line("{{ place }}", align="center", before=6, after=12)
    _title_and_points(page)
    _signature(page)
    page.line("Выписка верна", before=18, size=12)
    page.edges("____________________  (подпись)", "«____» ____________ 20___ г.", size=12, before=6)
    return _saved(page)


def _draw_proposal() -> bytes:
    page = Page(landscape=True, size=12)
    page.line("ПРОЕКТ", align="right", bold=True, spaced=True)
    page.line("{{ organisation }}", align="center")
    page.line("Предложение: перечень потенциальных пар", align="center", bold=True, size=16, before=8)
    page.line("{{ programme }}", align="center", after=10)
    page.line("{{ introduction }}", align="both", after=6)
    _proposal_pairs(page)
    _proposal_lists(page)
    _proposal_sheets(page)
    return _saved(page)


def _proposal_pairs(page: Page) -> None:
    page.line("{%p for form in forms %}")
    page.heading("Форма «{{ form.title }}»")
    table = page.table(
        ["№", "Наставник", "Наставляемый", "Почему вместе", "Как выбрано"], [9, 55, 55, 88, 40]
    )
    page.tag_row(table, "{%tr for block in form.blocks %}")
    page.tag_row(table, "{%tr for row in block.rows %}")
    cells = [
        "{% vm %}{{ block.number }}",
        "{% vm %}{{ block.who }}",
        "{{ row.who }}",
        "{{ row.why }}",
        "{{ row.how }}",
    ]
    page.row(table, cells)
    page.tag_row(table, "{%tr endfor %}")
    page.tag_row(table, "{%tr endfor %}")
    page.line("{%p endfor %}")


def _proposal_lists(page: Page) -> None:
    for part in PARTS:
        page.line(f"{{%p if {part.rows} %}}")
        page.heading(part.title)
        table = page.table(
            [column.head for column in part.columns], [column.width for column in part.columns]
        )
        page.tag_row(table, f"{{%tr for row in {part.rows} %}}")
        page.row(table, [column.cell for column in part.columns])
        page.tag_row(table, "{%tr endfor %}")
        page.line("{%p endif %}")
    page.line("{{ absent }}", before=10)


def _proposal_sheets(page: Page) -> None:
    """Draw the interview sheets: a small table per pair that is never torn between two pages."""
    page.turn(landscape=False)
    page.line("Листы собеседований", align="center", bold=True, size=14, after=6)
    page.line("{%p for sheet in sheets %}")
    page.line(
        "Лист собеседования № {{ sheet.number }}. Форма «{{ sheet.form }}»",
        bold=True,
        before=12,
        after=3,
        keep=True,
    )
    table = page.table([], [45, 120])
    for label, cell in SHEET:
        page.row(table, [label, cell], keep=(label, cell) != SHEET[-1], bold_first=True, room=4)
    page.line("{%p endfor %}")


def _saved(page: Page) -> bytes:
    buffer = io.BytesIO()
    page.save(buffer)
    return fixed_zip(buffer.getvalue())


def main() -> None:
    """Write the templates beside this module."""
    for name, content in draw_all().items():
        (TEMPLATES / name).write_bytes(content)


if __name__ == "__main__":
    main()
