"""Files that mean harm: each is refused with its limit or its fault, and none is a fault of the program."""

import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
from http_sample import CSV, Caller, Service, close, make_service, new_programme

from service.api.protocol.negotiation import Form
from service.store.users import Role

XLSX = Form.XLSX.value


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    """Yield a service and a programme; what is read has nothing to do with the kind of the database."""
    made = make_service(tmp_path_factory.mktemp("hostile"))
    yield made, new_programme(made.client())
    close(made)


@pytest.fixture
def service(reader: tuple[Service, str]) -> Service:
    return reader[0]


@pytest.fixture
def programme(reader: tuple[Service, str]) -> str:
    return reader[1]


TYPES = (
    b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""
)
BOOK = (
    b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    b'<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
)
SHEET = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)


def book(sheet: bytes = SHEET % b"", **more: bytes) -> bytes:
    """Return a workbook with parts as given."""
    held = io.BytesIO()
    parts = {"[Content_Types].xml": TYPES, "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATIONS}
    parts |= {"xl/worksheets/sheet1.xml": sheet} | {
        name.replace("__", "/"): part for name, part in more.items()
    }
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


def liar() -> bytes:
    """Return a workbook whose directory says that a part of 20 MB has one byte."""
    honest = book(SHEET % (b" " * 20_000_000))
    size = zipfile.ZipFile(io.BytesIO(honest)).getinfo("xl/worksheets/sheet1.xml").file_size
    return honest.replace(size.to_bytes(4, "little"), (1).to_bytes(4, "little"))


def entities() -> bytes:
    levels = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ха">{levels}]>'.encode()
    return book(head + (SHEET % b'<row r="1"><c r="A1" t="str"><v>&e9;</v></c></row>')[21:])


def outside() -> bytes:
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return book(head + (SHEET % b'<row r="1"><c r="A1" t="str"><v>&e;</v></c></row>')[21:])


OVER = {
    "a bomb": (lambda: book(SHEET % (b" " * 250_000_000)), XLSX, "200"),
    "many parts": (lambda: book(**{f"xl__x{k}.xml": b"x" for k in range(2100)}), XLSX, "2000"),
    "many rows": (lambda: b"a;b\n" + b"1;2\n" * 100_001, CSV, "100000"),
    "many columns": (lambda: b";".join([b"x"] * 1_000_000) + b"\n", CSV, "500"),
    "a long cell": (lambda: "имя;ответ\nа;".encode() + "я".encode() * 10_001 + b"\n", CSV, "10000"),
    "a long line": (lambda: b"x" * 5_000_000, CSV, "10000"),
    "too many bytes": (lambda: b"x" * 20_000_001, CSV, "20"),
}


@pytest.mark.parametrize("name", list(OVER))
def test_what_is_over_a_limit_is_413_and_the_limit_is_stated(
    name: str, service: Service, programme: str
) -> None:
    make, kind, limit = OVER[name]
    answer = _send(service.client(), programme, make(), kind)
    assert answer.status_code == 413, answer.text
    assert answer.mimetype == "application/problem+json"
    assert limit in answer.json["detail"].replace("\xa0", "").replace(" ", "")


WRONG: dict[str, tuple[Callable[[], bytes], str]] = {
    "a directory that lies": (liar, XLSX),
    "entities that multiply": (entities, XLSX),
    "an entity from outside": (outside, XLSX),
    "deep XML": (lambda: book(SHEET % (b"<row>" * 200_000)), XLSX),
    "a cell far away": (lambda: book(SHEET % b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), XLSX),
    "a sheet that is not there": (lambda: book(b""), XLSX),
    "a part of another folder": (lambda: book(**{"..__..__..__tmp__x.xml": b"x"}), XLSX),
    "half an archive": (lambda: book()[:200], XLSX),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000), XLSX),
    "a program": (lambda: b"\x7fELF" + bytes(1000), "application/octet-stream"),
    "an archive of something else": (lambda: _archive({"a.txt": b"x"}), XLSX),
    "old Excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), XLSX),
    "NUL bytes": (lambda: bytes(1000), CSV),
    "no encoding": (lambda: bytes(range(128, 256)) * 50, CSV),
    "an open quote": (lambda: b'a;"b\n' * 1000, CSV),
    "delimiters only": (lambda: b";" * 400 + b"\n", CSV),
    "controls": (lambda: b"\x1b[2J;\x07\n\x08;\x00\n", CSV),
    "surrogates": (lambda: b"\xed\xa0\x80;\xed\xbf\xbf\n", CSV),
    "a web page": (lambda: b"<html><script>alert(1)</script></html>", CSV),
}


def _archive(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


@pytest.mark.parametrize("name", list(WRONG))
def test_what_is_wrong_is_refused_with_its_problems(name: str, service: Service, programme: str) -> None:
    make, kind = WRONG[name]
    answer = _send(service.client(), programme, make(), kind)
    assert answer.status_code in (202, 413, 422), answer.text
    if answer.status_code == 202:
        assert answer.json["state"] == "refused" or answer.json["rows_ok"] == 0
        assert answer.json["problems"]
    assert "root:" not in answer.text
    assert service.client().get(f"{programme}/imports").status_code == 200, "the service goes on"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..", ".", "a/b.csv", "a\\b.csv", "x" * 300, "", "a\x00b.csv", "a\nb.csv"]
)
def test_a_name_is_no_path(name: str, service: Service, programme: str) -> None:
    answer = _send(service.client(), programme, b"a;b\n1;2\n", CSV, name)
    assert answer.status_code == 422, (name, answer.text)


@pytest.mark.parametrize(
    "name", ["con.csv", "отчёт «9А».csv", "a;b.csv", "%2e%2e%2fa.csv", ".hidden", "=1+1.csv"]
)
def test_an_odd_name_is_only_a_name(name: str, service: Service, programme: str) -> None:
    answer = _send(service.client(), programme, b"a;b\n1;2\n", CSV, name)
    assert answer.status_code == 202, (name, answer.text)
    assert answer.json["name"] == name


@pytest.mark.parametrize("kind", ["text/html", "application/json", "multipart/form-data", ""])
def test_another_kind_of_content_is_415(kind: str, service: Service, programme: str) -> None:
    assert _send(service.client(), programme, b"a;b\n", kind).status_code == 415


def test_imports_are_limited_in_number(
    service: Service, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataclasses

    parts = service.app.extensions["matcher"]
    few = dataclasses.replace(parts.config, import_limit="2 per minute")
    monkeypatch.setitem(service.app.extensions, "matcher", dataclasses.replace(parts, config=few))
    caller = service.client(Role.HEAD)
    answers = [_send(caller, programme, b"", CSV) for _ in range(3)]
    assert [one.status_code for one in answers] == [422, 422, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def _send(caller: Caller, programme: str, content: bytes, kind: str, name: str = "a.csv"):
    return caller.post(f"{programme}/imports", data=content, content_type=kind, query_string={"name": name})
