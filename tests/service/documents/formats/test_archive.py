import io
import zipfile

from service.documents.formats.archive import DOCUMENT_DATE, pack, zipped

CORE = b'<x><dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created></x>'


def opened(parts):
    return zipfile.ZipFile(io.BytesIO(pack(parts)))


def test_equal_content_gives_equal_bytes():
    """Neither the order of the parts nor the moment in their properties leaves a trace."""
    parts = [("word/document.xml", b"<w/>" * 99), ("[Content_Types].xml", b"<t/>")]
    one = [*parts, ("docProps/core.xml", CORE % b"2026")]
    two = [("docProps/core.xml", CORE % b"2031-05-06T07:08:09Z"), *reversed(parts)]
    assert pack(one) == pack(two)
    assert pack(one) != pack([*one, ("word/more.xml", b"<w/>")])


def test_contents_stay_and_the_content_types_come_first():
    fixed = opened([("word/a.xml", b"a"), ("[Content_Types].xml", b"b")])
    assert fixed.namelist() == ["[Content_Types].xml", "word/a.xml"]
    assert fixed.read("word/a.xml") == b"a"


def test_the_properties_carry_one_fixed_date():
    assert DOCUMENT_DATE.encode() in opened([("docProps/core.xml", CORE % b"2026")]).read("docProps/core.xml")


def test_files_to_be_saved_leave_no_trace_of_their_order():
    files = [("приказ/1.docx", b"1"), ("a.csv", b"2")]
    assert zipped(files) == zipped(reversed(files))
    saved = zipfile.ZipFile(io.BytesIO(zipped(files)))
    assert {name: saved.read(name) for name in saved.namelist()} == dict(files)
    assert {one.external_attr >> 16 for one in saved.infolist()} == {0o644}, "whoever unpacks it may read it"
