"""Gathers findings while a file is read, so that all of them are shown at once."""

from collections import Counter
from collections.abc import Iterable

from questionnaires.finding import Finding
from questionnaires.reading.messages.message import Message, Place
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
        self.take(message.at(place or Place(), **values))

    def take(self, finding: Finding) -> None:
        """Add a finding; beyond `MOST_OF_A_KIND` of a kind in a column it is only counted."""
        key = (finding.file, finding.column, finding.code)
        self._counts[key] += 1
        if self._counts[key] <= MOST_OF_A_KIND:
            self._found.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add several findings."""
        for finding in findings:
            self.take(finding)

    def all(self) -> tuple[Finding, ...]:
        """Return everything found, with the count of what was left out."""
        examples = {(one.file, one.column, one.code): one.reason for one in reversed(self._found)}
        left_out = [
            MORE_OF_THE_SAME.at(
                Place(file, None, column),
                count=count - MOST_OF_A_KIND,
                example_ru=examples[file, column, code].ru,
                example_en=examples[file, column, code].en,
            )
            for (file, column, code), count in self._counts.items()
            if count > MOST_OF_A_KIND
        ]
        return (*self._found, *left_out)
