"""People by the reason they share: who does not take part, and whom nobody fits."""

from collections import Counter
from collections.abc import Sequence

from matcher.result import Absence
from questionnaires.wording import Wording
from service.documents.reports.figures import PEOPLE, counted
from service.documents.reports.who import Who


def absent_list(absences: Sequence[Absence], who: Who) -> list[tuple[Wording, Wording, list[str]]]:
    """Return (reason, how many, who) with the commonest reason first."""
    return by_reason([(absence.code, absence.reasons) for absence in absences], who)


def by_reason(
    reasons: Sequence[tuple[str, Sequence[Wording]]], who: Who
) -> list[tuple[Wording, Wording, list[str]]]:
    """Return (reason, how many, who) of people with their reasons, the commonest reason first."""
    own = [(code, these) for code, these in reasons if who.belongs(code)]
    counts = Counter(reason for _, these in own for reason in dict.fromkeys(these))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0].ru))
    return [
        (
            reason,
            counted(count, PEOPLE),
            sorted((code for code, these in own if reason in these), key=who.order),
        )
        for reason, count in ranked
    ]
