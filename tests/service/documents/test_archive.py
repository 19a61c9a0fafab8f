import io
import zipfile

from service.documents.archive import DOCUMENT_DATE, EPOCH, fixed_zip

CORE = b'<x><dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created></x>'


def archive(parts, moment, level):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as opened:
        for name, content in parts:
            opened.writestr(zipfile.ZipInfo(name, moment), content)
    return buffer.getvalue()


def test_equal_content_gives_equal_bytes():
    """Order, dates and compression of the source leave no trace."""
    parts = [
        ("word/document.xml", b"<w/>" * 99),
        ("[Content_Types].xml", b"<t/>"),
        ("docProps/core.xml", CORE % b"2026"),
    ]
    later = [*parts[:2], ("docProps/core.xml", CORE % b"2031-05-06T07:08:09Z")]
    one = archive(parts, (2026, 1, 2, 3, 4, 6), 1)
    two = archive(reversed(later), (2031, 5, 6, 7, 8, 10), 9)
    assert one != two
    assert fixed_zip(one) == fixed_zip(two)


def test_contents_stay_and_the_content_types_come_first():
    fixed = zipfile.ZipFile(
        io.BytesIO(fixed_zip(archive([("word/a.xml", b"a"), ("[Content_Types].xml", b"b")], EPOCH, 6)))
    )
    assert fixed.namelist() == ["[Content_Types].xml", "word/a.xml"]
    assert fixed.read("word/a.xml") == b"a"


def test_the_properties_carry_one_fixed_date():
    fixed = zipfile.ZipFile(io.BytesIO(fixed_zip(archive([("docProps/core.xml", CORE % b"2026")], EPOCH, 6))))
    assert DOCUMENT_DATE.encode() in fixed.read("docProps/core.xml")
