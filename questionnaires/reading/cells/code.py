"""A person's code: «Н-014», also typed as «h-14», «Н014» or with Latin letters."""

import re

from questionnaires.reading.spelling import clean, to_cyrillic

_CODE = re.compile(r"([НМУ])\s?-?\s?(\d{1,6})")
_DIGIT = re.compile(r"\d")
_IN_BRACKETS = re.compile(r"\(?\b([НHМMУY]-\d{1,6})\b\)?", re.IGNORECASE)


def read_code(text: str) -> str | None:
    """Return the code a text is, in its one spelling, or None."""
    # a code has a digit and most names have none: the cheap look comes first, for it is taken for every row
    match = _CODE.fullmatch(to_cyrillic(clean(text).upper())) if _DIGIT.search(text) else None
    return f"{match[1]}-{int(match[2]):03d}" if match else None


def find_code(text: str) -> str | None:
    """Return the code that stands somewhere in a text («Иванова М. (Н-014)»), or None."""
    match = _IN_BRACKETS.search(text)
    return read_code(match[1]) if match else read_code(text)
