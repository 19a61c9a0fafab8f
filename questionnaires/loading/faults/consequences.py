"""Faults that only follow from another fault are not said: a misspelt word is one mistake, not six."""

from collections.abc import Iterable, Iterator

from questionnaires.finding import Finding


def without_consequences(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, each once, without what a misspelt entry or weight has brought with it."""
    kept = list(dict.fromkeys(findings))
    places = {finding.column or "" for finding in kept}
    unknown = {place.removesuffix(".extends") for place in places if place.endswith(".extends")}
    for finding in kept:
        place = finding.column or ""
        # the entry that was meant has these settings
        is_taken_over = finding.code == "required" and place.rpartition(".")[0] in unknown
        is_unread = finding.code == "weight-missing" and f"{place}.weight" in places
        if not is_taken_over and not is_unread:
            yield finding
