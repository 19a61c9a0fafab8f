"""Runs that go on from earlier ones, with decisions of people and without somebody."""

import io
from pathlib import Path

import openpyxl
from small_run import with_files

from matcher.options import Options
from questionnaires.reading import InputFile
from service.folder.earlier.previous import collect_previous
from service.folder.make import Made, make
from service.folder.request import Request, Role
from service.folder.write import write_run

Pairs = set[tuple[str, str]]


def pairs_of(made: Made) -> Pairs:
    return {(pair.mentee, pair.mentor) for pair in made.run.result.pairs}


def write(folder: Path, request: Request) -> Made:
    made = make(request)
    write_run(folder, request, made.papers)
    return made


def refreshed(request: Request, folder: Path, options: Options | None = None) -> Request:
    """Return the request with the run of a folder as the earlier one."""
    register = InputFile("people.csv", (folder / "people.csv").read_bytes())
    return with_files(
        request, options, people=(register,), previous=collect_previous(folder), verdicts=(), locks=()
    )


def fill(base: Path | io.BytesIO, code: str, **cells: str) -> None:
    """Type into a base as a school does, with a column of its own."""
    book = openpyxl.load_workbook(base)
    sheet = book.worksheets[0]
    top = next(row for row in range(1, 10) if "Код" in {cell.value for cell in sheet[row]})
    header = [cell.value for cell in sheet[top]]
    header.append("Кабинет")
    sheet.cell(top, len(header), "Кабинет")
    row = next(
        row for row in range(top, sheet.max_row + 1) if sheet.cell(row, header.index("Код") + 1).value == code
    )
    for title, text in cells.items():
        sheet.cell(row, header.index(title.replace("_", " ")) + 1, text)
    book.save(base)


def decisions(*rows: tuple[str, str, str]) -> InputFile:
    lines = ["Наставляемый;Наставник;Решение", *(";".join(row) for row in rows)]
    return InputFile("Решения.csv", ("\r\n".join(lines) + "\r\n").encode())


def locks(*rows: tuple[str, str, str, str]) -> InputFile:
    lines = [
        "Вид;Наставляемый;Наставник;Форма;Причина;Автор",
        *(";".join((*row[:3], "", row[3], "куратор")) for row in rows),
    ]
    return InputFile("Решения куратора.csv", ("\r\n".join(lines) + "\r\n").encode())


def without_person(request: Request, made: Made, code: str) -> Request:
    """Return the request without a person's answers."""
    name = made.answers.people.get(code).name
    files = request.of(Role.ANSWERS)
    kept = tuple(InputFile(file.name, _without(file, name)) for file in files)
    assert [file.content for file in kept] != [file.content for file in files], "nobody was taken out"
    return with_files(request, answers=kept)


def _without(file: InputFile, name: str) -> bytes:
    if file.name.endswith(".csv"):
        encoding = "utf-8-sig" if file.content.startswith(b"\xef\xbb\xbf") else encoding_of(file.content)
        lines = file.content.decode(encoding).splitlines(keepends=True)
        return "".join(line for line in lines if name not in line).encode(encoding)
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    for sheet in book:
        for row in range(sheet.max_row, 1, -1):
            if name in {cell.value for cell in sheet[row]}:
                sheet.delete_rows(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def encoding_of(content: bytes) -> str:
    try:
        content.decode()
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8"
