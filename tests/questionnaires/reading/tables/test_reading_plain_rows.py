"""Sheets as any program may write them: with their plain texts taken out they are read as they are without."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tables_of import tables

from questionnaires.reading import InputFile
from questionnaires.reading.tables import lighter
from questionnaires.reading.tables.plain_rows import PlainRows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Ответы" sheetId="1" r:id="rId1"/></sheets></workbook>',
    # style 0 is plain, style 1 is a date
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>",
}
SHARED = [
    "<t>да</t>",
    '<t xml:space="preserve"> края </t>',
    "<r><t>два </t></r><r><t>шрифта</t></r>",
    '<t>東</t><rPh sb="0" eb="1"><t>ひがし</t></rPh>',
    "<t/>",
    "<t>a &amp; b &#1078;</t>",
    "<t>9А</t>",
]
INLINE = [
    "<t>да</t>",
    "<t>9А</t>",
    "<t>7</t>",
    "<t>a_b_x0041_c</t>",
    "<t>a &lt; b</t>",
    "<t> края\t</t>",
    "<t>две\r\nстроки</t>",
    "<t></t>",
    "<t/>",
    "<t><![CDATA[</row>]]></t>",
    '<t xml:space="preserve"> края </t>',
    "<r><t>два </t></r><r><t>шрифта</t></r>",
    '<t>東</t><rPh sb="0" eb="1"><t>ひがし</t></rPh>',
]
OTHER = [
    "<v>45</v>",
    "<v>1.5</v>",
    "<f>1+1</f><v>2</v>",
    "<f>1+1</f>",
    "<v></v>",
    "",
]
NUMBERED = [' t="s"><v> 0 </v>', ' cm="1" t="s"><v>0</v>', " t='s'><v>5</v>"]
TYPED = [' t="b"><v>1</v>', ' t="e"><v>#N/A</v>', ' t="str"><f>A1</f><v>да</v>', ' t="n"><v>3</v>']

PLAIN = {
    True: st.sampled_from(['{look} t="s"><v>0</v>', '{look} t="s"><v>6</v>']),
    False: st.sampled_from([f'{{look}} t="inlineStr"><is><t>{one}</t></is>' for one in ("да", "9А", "жж")]),
}
look = st.sampled_from(["", "", "", ' s="0"', ' s="1"'])
alone = st.one_of(
    st.sampled_from(INLINE).map('{{look}} t="inlineStr"><is>{}</is>'.format),
    st.sampled_from(OTHER).map("{{look}}>{}".format),
    st.sampled_from(TYPED).map("{{look}}{}".format),
    st.just("/"),
)
numbered = st.sampled_from([*(f'{{look}} t="s"><v>{place}</v>' for place in range(len(SHARED))), *NUMBERED])
ODD = {True: st.one_of(alone, numbered), False: alone}


@st.composite
def sheets(draw):
    """Return whether the texts are shared, and the rows: mostly as spreadsheets write them, some as none should."""
    shared, number, rows = draw(st.booleans()), 0, []
    cell = st.one_of(*[PLAIN[shared]] * draw(st.sampled_from([1, 4, 12])), st.none(), ODD[shared])
    for cells in draw(st.lists(st.lists(cell, min_size=1, max_size=6), min_size=1, max_size=12)):
        number += draw(st.sampled_from([1, 1, 1, 1, 3]))
        placed = [(chr(65 + place), one) for place, one in enumerate(cells) if one is not None]
        if draw(st.integers(0, 9)) == 9:
            placed = draw(st.permutations(placed))
        if draw(st.integers(0, 19)) == 19:
            placed += placed[:1]
        span = draw(st.sampled_from(["", ' spans="1:6"', ' ht="15" customHeight="1"']))
        rows.append(f'<row r="{number}"{span}>{"".join(draw(written(number, placed)))}</row>')
    return shared, "".join(rows)


@st.composite
def written(draw, number, placed):
    """Return the cells of a row: a letter with `/` for one that has a look only, or with what follows the look."""
    cells = []
    for letter, one in placed:
        style = draw(look)
        name = draw(st.sampled_from([f' r="{letter}{number}"'] * 30 + ["", f" r='{letter}{number}'"]))
        cells.append(f"<c{name}{style}/>" if one == "/" else f"<c{name}{one.format(look=style)}</c>")
    return cells


CHANGES = [
    lambda rows: rows.replace("</row>", "</row>\n"),
    lambda rows: rows.replace("</c><c", "</c>\n <c"),
    lambda rows: rows.replace("</row>", "<!-- <c r='A1'/> --></row>", 1),
    lambda rows: rows.replace("</c>", "", 1),
    lambda rows: rows.replace("</c>", '</c>1" t="s"><v>0</v></c>', 1),
    lambda rows: rows.replace("</v>", "</sheetData></v>", 1),
    lambda rows: rows.replace("</row>", "</row></sheetData><x:x>", 1) + "</x:x><sheetData>",
    lambda rows: rows.replace("<c", "<x:c").replace("</c", "</x:c"),
    lambda rows: rows.replace('r="C', 'r="AAC'),
    lambda rows: rows.replace("</c>", "<extLst/></c>", 1),
    lambda rows: rows.replace("</row>", '<c r="B</row>', 1),
]
changes = st.one_of(*[st.just(str)] * 4, st.sampled_from(CHANGES))


def workbook(rows: str, *, shared: bool) -> InputFile:
    sheet = f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    texts = f'<sst xmlns="{MAIN}">{"".join(f"<si>{one}</si>" for one in SHARED)}</sst>'
    parts = {**PARTS, "xl/worksheets/sheet1.xml": sheet} | ({"xl/sharedStrings.xml": texts} if shared else {})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return InputFile("a.xlsx", packed.getvalue())


@pytest.fixture
def small(monkeypatch):
    """Take every sheet for a large one of plain texts, and cut it into blocks of a few rows."""
    monkeypatch.setattr(lighter, "LEAST", 0)
    monkeypatch.setattr(lighter, "_BLOCK", 700)
    monkeypatch.setattr(lighter, "_is_plain", lambda archive, part, text: True)


FOUR = "".join(f'<row r="{number}"><c r="A{number}" t="s"><v>0</v></c></row>' for number in range(1, 5))


@given(sheet=sheets(), change=changes)
@example(sheet=(True, '<row r="1"><c r="A1" t="s"><v>4</v></c></row>'), change=str)
@example(
    sheet=(True, FOUR),
    change=lambda rows: rows.replace("</row>", "</row></sheetData><x:x>", 1) + "</x:x><sheetData>",
)
@example(sheet=(True, FOUR), change=lambda rows: rows.replace("</row>", '<c r="B</row>', 1))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sheet_is_read_the_same_with_its_plain_texts_taken_out(small, monkeypatch, sheet, change):
    shared, rows = sheet
    file = workbook(change(rows), shared=shared)
    with monkeypatch.context() as as_ever:
        as_ever.setattr(lighter, "LEAST", 1 << 60)
        expected = tables(file)
    assert tables(file) == expected


WRITERS = {
    "excel": ('<row r="{n}" spans="1:3" x14ac:dyDescent="0.3">', ' s="1" t="s"><v>0</v>'),
    "libreoffice": ('<row r="{n}" customFormat="false" ht="12.8" hidden="false">', ' s="0" t="s"><v>0</v>'),
    "google": ('<row r="{n}">', ' s="2" t="s"><v>0</v>'),
    "openpyxl": ('<row r="{n}">', ' t="inlineStr"><is><t>да</t></is>'),
    "xlsxwriter": ('<row r="{n}" spans="1:3">', ' t="s"><v>0</v>'),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("odd", [False, True])
def test_rows_are_taken_whole_as_the_programs_write_them(monkeypatch, writer, odd):
    row, cell = WRITERS[writer]
    start = f'{row}<c r="A{{n}}" s="1"><v>46000</v></c><c r="C{{n}}" s="1"/>' if odd else row
    block = "".join(
        f'{start}<c r="D{{n}}"{cell}</c><c r="AF{{n}}"{cell}</c></row>'.format(n=number)
        for number in range(1, 300)
    ).encode()
    text = {b"0": "да"}.__getitem__ if 't="s"' in cell else None
    rows = PlainRows(block, text)
    left = rows.take(block)
    assert [column.count("да") for column in rows.columns] == [
        299 if place in {3, 31} else 0 for place in range(32)
    ]
    assert b"</t>" not in left
    assert b't="s"' not in left
    assert left.count(b"<v>46000</v>") == (299 if odd else 0)
