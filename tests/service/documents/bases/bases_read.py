"""Bases as a test writes, fills in and reads them."""

from io import BytesIO

import openpyxl
from python_calamine import CalamineWorkbook
from sample import sample_view

from service.documents.bases.base import render_bases

MENTEES = [
    "№", "ФИО", "Контактные данные (представителя)", "Год рождения", "Основной запрос", "Дата вхождения",
    "ФИО наставника", "Форма", "Место работы/учёбы наставника", "Дата завершения", "Результаты",
    "Ссылка на кейс/отзыв", "Отметка о прохождении",
]  # fmt: skip


MENTORS = [
    "№", "ФИО", "Контактные данные", "Место работы/учёбы", "Основные компетенции", "Важные достижения",
    "Интересы", "Желаемый возраст наставляемых", "Ресурс времени", "Дата вхождения", "ФИО наставляемых",
    "Форма", "Место работы/учёбы наставляемого", "Дата завершения", "Результаты", "Ссылка на кейс/отзыв",
]  # fmt: skip


def rendered(view=None, earlier=None):
    return {paper.path: paper.content for paper in render_bases(view or sample_view(), earlier)}


def sheets(content):
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names}


def table(content, number=0):
    """Rows of a sheet as header → cell."""
    header, *rows = list(sheets(content).values())[number]
    return [dict(zip(header, row, strict=True)) for row in rows]


def typed(content, changes, extra=()):
    """Return the workbook as a school gives it back, with cells typed into and columns of its own."""
    book = openpyxl.load_workbook(BytesIO(content))
    page = book.worksheets[0]
    headers = [cell.value for cell in page[1]]
    for header in extra:
        headers.append(header)
        page.cell(1, len(headers), header)
    for (row, header), value in changes.items():
        page.cell(row, headers.index(header) + 1).value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def brought(*files, view=None):
    return {paper.path: paper.content for paper in render_bases(view or sample_view(), given=files)}


def of_sheet(content, title):
    """Rows of a named sheet as header → cell."""
    return table(content, list(sheets(content)).index(title))
