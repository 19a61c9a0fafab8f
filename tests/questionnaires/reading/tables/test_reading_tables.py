"""Files as they really arrive, and files that must not be opened."""

import io
import struct
import zipfile

import pytest
from reading_sample import (
    MENTEE_HEADERS,
    codes_of,
    csv_file,
    errors,
    finding,
    mentee,
    mentees_file,
    names,
    read,
    xlsx_file,
)
from workbook_parts import PAGE, edited, repacked

from questionnaires.finding import Severity
from questionnaires.reading import InputFile
from questionnaires.reading.tables import sheet as sheet_limits
from questionnaires.reading.tables import table as table_limits
from questionnaires.reading.tables import table_csv, table_xlsx

ROWS = [
    MENTEE_HEADERS,
    mentee("Ёлкина Мария", "9А", wishes="Хочу, чтобы было «интересно»"),
    mentee("Щукин Пётр", "8Б"),
]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "koi8-r", "cp866", "mac-cyrillic"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_encoding_and_delimiter(encoding, delimiter):
    rows = [[cell.replace("«", '"').replace("»", '"') for cell in row] for row in ROWS]
    answers = read(csv_file(rows, delimiter=delimiter, encoding=encoding))
    assert not errors(answers)
    assert list(names(answers).values()) == ["Ёлкина Мария", "Щукин Пётр"]
    assert answers.get_base("mentees").columns["wishes"] == ('Хочу, чтобы было "интересно"', None)


@pytest.mark.parametrize("newline", ["\r", "\n", "\r\n"])
def test_any_line_end(newline):
    assert len(read(csv_file(ROWS, newline=newline)).people) == 2


def test_line_breaks_inside_quotes_do_not_shift_row_numbers():
    answers = read(
        mentees_file(mentee("Ёлкина Мария", wishes="одно\nдругое"), mentee("Щукин Пётр", "восьмой"))
    )
    assert finding(answers, "unreadable").row == 3
    assert answers.get_base("mentees").columns["wishes"][0] == "одно другое"


def test_excel_names_its_delimiter_in_a_line_of_its_own():
    file = csv_file(ROWS, encoding="utf-8")
    answers = read(InputFile("a.csv", b"sep=;\r\n" + file.content))
    assert len(answers.people) == 2


def test_a_workbook_with_two_sheets_phantom_rows_and_a_title():
    empty = [""] * len(MENTEE_HEADERS)
    first = [
        ["Анкеты 2026 года"],
        [],
        MENTEE_HEADERS,
        mentee("Ёлкина Мария"),
        empty,
        [" ", *empty[1:]],
        mentee("Щукин Пётр"),
    ]
    answers = read(xlsx_file({"Ответы": [*first, *[empty] * 30], "Как заполнять": [["Пишите разборчиво"]]}))
    assert not errors(answers)
    assert [source.row for source in answers.get_base("mentees").sources] == [4, 7]
    assert finding(answers, "rows-blank").reason.ru.endswith("2.")
    assert "sheet-skipped" in codes_of(answers)


def test_two_files_of_one_base_are_joined():
    answers = read(
        mentees_file(mentee("Ёлкина Мария"), name="1.csv"), mentees_file(mentee("Щукин Пётр"), name="2.csv")
    )
    assert len(answers.get_base("mentees").codes) == 2
    assert [tally.ready for tally in answers.tallies] == [1, 1]


def test_a_short_row_is_filled_and_a_long_one_refused():
    rows = [
        MENTEE_HEADERS,
        mentee("Ёлкина Мария")[:5],
        [*mentee("Щукин Пётр"), "лишнее"],
        mentee("Ершов Олег"),
        mentee("Окунев Егор"),
    ]
    answers = read(csv_file(rows))
    assert finding(answers, "row-short").severity is Severity.NOTE
    assert (finding(answers, "row-too-long").severity, finding(answers, "row-too-long").row) == (
        Severity.ERROR,
        3,
    )
    assert "Щукин Пётр" not in names(answers).values()


def test_trailing_empty_headers_say_nothing():
    rows = [[*row, "", ""] for row in ROWS]
    assert "column-without-header" not in codes_of(read(csv_file(rows)))


def test_a_column_without_header_is_noted():
    rows = [[*ROWS[0], "", ""], [*ROWS[1], "", "позвонить"]]
    assert "9" not in (finding(read(csv_file(rows)), "column-without-header").column or "")


def ole(*streams: str) -> bytes:
    return (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(600)
        + b"".join(name.encode("utf-16-le") for name in streams)
    )


BROKEN = [
    ("html-page", b"\xef\xbb\xbf<html><table><tr><td>\xd0\x90</td></tr></table>"),
    ("html-page", b"  <!DOCTYPE html><p>1</p>"),
    ("old-excel", ole("Workbook")),
    ("password", ole("EncryptionInfo", "EncryptedPackage")),
    ("file-empty", b""),
    ("file-empty", b"\xef\xbb\xbf\r\n\r\n"),
    ("nul-byte", "ФИО;Класс\r\nИванов\0;7А".encode()),
    ("broken-csv", 'ФИО;Класс\r\n"Иванов;7А\r\nПетров;8Б\r\n'.encode()),
    ("broken-csv", 'ФИО;Класс\r\n"Иванов"а;7А\r\n'.encode()),
    ("not-a-table", b"%PDF-1.7 ..."),
    ("broken-workbook", b"PK\x03\x04 broken"),
]


@pytest.mark.parametrize(
    ("code", "content"), BROKEN, ids=[f"{code}-{n}" for n, (code, _) in enumerate(BROKEN)]
)
def test_what_cannot_be_read_is_one_clear_error(code, content):
    answers = read(InputFile("папка/анкеты.xls", content))
    found = errors(answers)
    assert [(one.code, one.file) for one in found] == [(code, "анкеты.xls")]
    assert found[0].remedy.ru
    assert found[0].remedy.en


def test_the_row_of_a_broken_byte_is_named():
    lines = "".join(f"Иванова Мария {n};7А\r\n" for n in range(50)).encode().splitlines(keepends=True)
    lines[40] = b"\xff" + lines[40]
    content = "Фамилия, имя, отчество;Класс\r\n".encode() + b"".join(lines)
    broken = errors(read(InputFile("a.csv", content)))[0]
    assert (broken.code, broken.row) == ("undecodable", 42)


def test_a_file_over_the_limit_says_both_sizes(monkeypatch):
    monkeypatch.setattr(table_limits, "MOST_BYTES", 2_000_000)
    refused = errors(read(InputFile("a.csv", bytes(3_000_000))))[0]
    assert refused.code == "file-too-large"
    assert "3 МБ" in refused.reason.ru
    assert "2 МБ" in refused.reason.ru


def test_the_limit_is_below_200_megabytes_and_above_what_the_benchmark_reads():
    assert 110_000_000 < table_limits.MOST_BYTES < 200_000_000


def test_ten_thousand_columns():
    header = ";".join(f"Вопрос {n}" for n in range(10_000))
    assert codes_of(errors(read(InputFile("a.csv", f"{header}\r\n{';' * 9_999}\r\n".encode())))) == [
        "too-many-columns"
    ]
    assert codes_of(errors(read(xlsx_file({"Ответы": [[f"В {n}" for n in range(600)], ["да"] * 600]})))) == [
        "far-cell"
    ]


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr(table_csv, "MOST_ROWS", 2)
    assert codes_of(errors(read(csv_file(ROWS)))) == ["too-many-rows"]
    assert sheet_limits.MOST_ROWS >= 200_000


def test_a_zip_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(table_xlsx, "MOST_UNPACKED", 5_000_000)
    bomb = repacked(xlsx_file({"Ответы": ROWS}), {"xl/media/picture.png": bytes(20_000_000)})
    assert len(bomb.content) < 100_000
    refused = errors(read(bomb))[0]
    assert refused.code == "unpacks-too-large"
    assert "распакован" in refused.reason.ru


def test_a_bomb_that_lies_about_its_size_is_refused(monkeypatch):
    monkeypatch.setattr(table_xlsx, "MOST_UNPACKED", 5_000_000)
    bomb = repacked(xlsx_file({"Ответы": ROWS}), {"xl/media/picture.png": bytes(20_000_000)})
    true_size, small = struct.pack("<I", 20_000_000), struct.pack("<I", 1_000)
    lying = InputFile(bomb.name, bomb.content.replace(true_size, small))
    assert codes_of(errors(read(lying))) == ["broken-workbook"]


def test_a_value_far_beyond_the_table_is_named():
    book = xlsx_file({"Ответы": ROWS})
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    far = edited(book, lambda page: page.replace(b"</sheetData>", cell))
    refused = errors(read(far))[0]
    assert refused.code == "far-cell"
    assert "XFD1048576" in refused.reason.ru


def test_a_formatted_empty_cell_far_down_is_no_value():
    book = xlsx_file({"Ответы": ROWS})
    cells = b'<row r="1048576"><c r="A1048576" s="1"/><c r="B1048576" s="1"></c></row></sheetData>'
    answers = read(edited(book, lambda page: page.replace(b"</sheetData>", cells)))
    assert not errors(answers)
    assert len(answers.people) == 2


def test_a_document_that_is_no_workbook():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert codes_of(errors(read(InputFile("письмо.docx", packed.getvalue())))) == ["not-a-table"]


def test_an_entity_bomb_is_a_finding():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "'
        + b"x" * 1000
        + b'">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    )
    answers = read(repacked(xlsx_file({"Ответы": ROWS}), {PAGE: bomb}))
    assert len(errors(answers)) == 1


def test_hidden_sheets_are_not_read():
    book = xlsx_file({"Ответы": ROWS, "Списки": [MENTEE_HEADERS, mentee("Скрытый Иван")]})
    hide = (b'sheetId="2"', b'sheetId="2" state="hidden"')
    hidden = edited(book, lambda workbook: workbook.replace(*hide), part="xl/workbook.xml")
    assert "Скрытый Иван" not in names(read(hidden)).values()
