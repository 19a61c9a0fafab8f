"""What a workbook does not show: hidden sheets and rows, formulas without a value, errors in place of an answer."""

import re

from questionnaires.reading.findings import Findings
from questionnaires.reading.list_forms import LISTS
from questionnaires.reading.messages.files import (
    CELLS_WITH_ERRORS,
    FORMULAS_WITHOUT_VALUES,
    HIDDEN_ROWS,
    HIDDEN_SHEETS,
)
from questionnaires.reading.messages.message import Message, Place

_MOST_TOLD = 5
_SIGNS: dict[Message, tuple[bytes, re.Pattern[bytes]]] = {
    HIDDEN_ROWS: (
        b' hidden="',
        re.compile(rb'<row\b(?=[^>]* hidden="(?:1|true)")[^>]*? r="([0-9]+)"[^>]*(?<!/)>(?=\s*<c\b)'),
    ),
    CELLS_WITH_ERRORS: (b' t="e"', re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]* t="e"')),
    # a formula whose value is an empty text has one all the same, and says so
    FORMULAS_WITHOUT_VALUES: (
        b"<f",
        re.compile(
            rb'<c r="([A-Z]+[0-9]+)"(?![^>]* t="str")[^>]*>\s*<f\b[^>]*(?:(?<=/)>|>[^<]*</f>)'
            rb"\s*(?:<v\s*/>|<v></v>)?\s*</c>"
        ),
    ),
}
"""What is looked for: a sign that is found in next to no time, and what tells where it stands."""


class Oddities:
    """Gathers what is odd in the sheets of a workbook while these are looked through."""

    def __init__(self) -> None:
        self._places: dict[Message, dict[tuple[str, bytes], None]] = {}
        self._hidden: dict[str, None] = {}

    def look(self, part: str, block: bytes) -> None:
        """Note what is odd in a block of a sheet; a block may begin with the end of the one before."""
        for message, (sign, pattern) in _SIGNS.items():
            if sign in block:
                found = dict.fromkeys((part, place) for place in pattern.findall(block))
                self._places.setdefault(message, {}).update(found)

    def note_hidden(self, title: str) -> None:
        """Note a sheet that a person has hidden; the lists to choose from in our own workbooks are no answers."""
        if title != LISTS:
            self._hidden[title] = None

    def report(self, file: str, findings: Findings) -> None:
        """Report each kind once, with how many there are and the first few."""
        if self._hidden:
            titles = ", ".join(f"«{title}»" for title in self._hidden)
            findings.add(HIDDEN_SHEETS, Place(file), titles=titles)
        for message, places in self._places.items():
            if places:
                first = [place.decode() for _, place in list(places)[:_MOST_TOLD]]
                more = ", …" if len(places) > _MOST_TOLD else ""
                findings.add(message, Place(file), count=len(places), places=", ".join(first) + more)
