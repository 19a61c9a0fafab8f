"""Rows that stand under one merged cell stay on one page: a mentee alone on the next page would have no mentor."""

import re
from itertools import pairwise

_ROW = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_CONTINUED = re.compile(r'<w:vMerge(?: w:val="continue")?/>')
_START = re.compile(r"<w:p(?: [^>]*)?>(?:<w:pPr>(?:<w:pStyle [^>]*/>)?)?")
KEEP = "<w:keepNext/>"


def keep_together(body: str) -> str:
    """Return the body of a document in which every row of a merged cell is kept with the next one."""
    rows = list(_ROW.finditer(body))
    pieces, end = [], 0
    for row, after in pairwise(rows):
        follows = _CONTINUED.search(after[0]) and not body[row.end() : after.start()].strip()
        pieces += [body[end : row.start()], _kept(row[0]) if follows else row[0]]
        end = row.end()
    return "".join([*pieces, body[end:]])


def _kept(row: str) -> str:
    return _START.sub(_with_mark, row)


def _with_mark(found: re.Match[str]) -> str:
    if "<w:pPr>" in found[0]:
        return found[0] + KEEP
    return f"{found[0]}<w:pPr>{KEEP}</w:pPr>"
