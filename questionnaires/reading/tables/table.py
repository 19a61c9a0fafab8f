"""What kind of file it is, told by its bytes and never by its name."""

import re

from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.messages.files import (
    FILE_EMPTY,
    FILE_TOO_LARGE,
    HTML_PAGE,
    NOT_A_TABLE,
    OLD_EXCEL,
    PASSWORD,
)
from questionnaires.reading.messages.message import Place
from questionnaires.reading.tables.sheet import Sheet
from questionnaires.reading.tables.table_csv import read_csv
from questionnaires.reading.tables.table_xlsx import read_xlsx

MOST_BYTES = 150_000_000
_MEGABYTE = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"<(!doctype|!--|html|head|body|table|meta|script|\?xml)", re.IGNORECASE)
_XML_OF_EXCEL = (b"Excel.Sheet", b"office:spreadsheet")
"""A workbook of Excel 2003 in XML, which is no page although it begins like one."""


def read_table(file: InputFile, findings: Findings) -> list[Sheet]:
    """Return the tables of a file; every reason why there are none is a finding."""
    place = Place(file.label)
    start = file.content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if len(file.content) > MOST_BYTES:
        size = -(-len(file.content) // _MEGABYTE)
        findings.add(FILE_TOO_LARGE, place, size=size, limit=MOST_BYTES // _MEGABYTE)
    elif not start:
        findings.add(FILE_EMPTY, place)
    elif start.startswith(_OLE):
        findings.add(PASSWORD if _ENCRYPTED in file.content else OLD_EXCEL, place)
    elif start.startswith(b"<?xml") and any(sign in start for sign in _XML_OF_EXCEL):
        findings.add(OLD_EXCEL, place)
    elif _HTML.match(start):
        findings.add(HTML_PAGE, place)
    elif start.startswith(_BINARY):
        findings.add(NOT_A_TABLE, place)
    elif start.startswith(_ZIP):
        return read_xlsx(file, findings)
    else:
        return read_csv(file, findings)
    return []
