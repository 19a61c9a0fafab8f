"""Gathers findings while a file is read, so that all of them are shown at once."""

from collections import Counter
from collections.abc import Iterable

from questionnaires.finding import Finding
from questionnaires.reading.messages.message import Message, Place, Remark
from questionnaires.reading.messages.tables import MORE_OF_THE_SAME

MOST_OF_A_KIND = 1000
"""Findings of one kind in one column of one file; the rest is counted, so that memory stays bounded."""


class Findings:
    """A growing list of findings."""

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._counts: Counter[tuple[str | None, str | None, str]] = Counter()

    def add(self, message: Message, place: Place | None = None, **values: object) -> None:
        """Add a finding of this kind."""
        place = place or Place()
        if self._has_room(place.file, place.column, message.code):
            self._found.append(message.at(place, **values))

    def note(self, remark: Remark, place: Place) -> None:
        """Add what was noticed in a cell."""
        if self._has_room(place.file, place.column, remark.code):
            self._found.append(remark.at(place))

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add several findings."""
        for finding in findings:
            if self._has_room(finding.file, finding.column, finding.code):
                self._found.append(finding)

    def _has_room(self, file: str | None, column: str | None, code: str) -> bool:
        """Count one more of a kind; beyond `MOST_OF_A_KIND` in a column it is only counted and not put in words."""
        self._counts[file, column, code] += 1
        return self._counts[file, column, code] <= MOST_OF_A_KIND

    def all(self) -> tuple[Finding, ...]:
        """Return everything found, with the count of what was left out."""
        examples = {(one.file, one.column, one.code): one.reason for one in reversed(self._found)}
        left_out = [
            MORE_OF_THE_SAME.at(
                Place(file, None, column),
                count=count - MOST_OF_A_KIND,
                example=examples[file, column, code],
            )
            for (file, column, code), count in self._counts.items()
            if count > MOST_OF_A_KIND
        ]
        return (*self._found, *left_out)
