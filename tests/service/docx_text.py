"""What a reader sees in a DOCX: for tests of papers. A space that parts no line is seen as a space."""

import io
import zipfile

import docx


def seen(text):
    """Return a text without the difference between a space and one that parts no line."""
    return text.replace("\xa0", " ")


def paragraphs(paper):
    """Return the paragraphs outside tables that hold a text."""
    lines = docx.Document(io.BytesIO(paper.content)).paragraphs
    return [seen(line.text) for line in lines if line.text.strip()]


def tables(paper):
    """Return the tables as rows of texts; a merged cell says its text in each of its rows."""
    opened = docx.Document(io.BytesIO(paper.content))
    return [[[seen(cell.text) for cell in row.cells] for row in table.rows] for table in opened.tables]


def text(paper):
    """Return every word of the paper."""
    cells = [cell for table in tables(paper) for row in table for cell in row]
    return "\n".join([*paragraphs(paper), *cells])


def words(content):
    """Return all words of a document, tables included, in the order of reading."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "\n".join(seen(node.text or "") for node in body.iter() if node.tag.endswith("}t"))


def xml(paper, part="word/document.xml"):
    """Return a part of the archive as it stands in the file."""
    return zipfile.ZipFile(io.BytesIO(paper.content)).read(part).decode()


def by_path(papers):
    """Return the papers by path; no two may have the same."""
    found = {paper.path: paper for paper in papers}
    assert len(found) == len(papers)
    return found
