"""The nearest known spelling: proposed to the person, never taken."""

from collections.abc import Iterable

from questionnaires.reading.spelling import fold
from questionnaires.wording import Wording

LEAST_LIKENESS = 70
"""Percent; below it a proposal would mislead more than help."""


def find_nearest(text: str, known: Iterable[str]) -> str | None:
    """Return the known spelling most like the text, or None when none is near."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        fold(text),
        tuple(dict.fromkeys(known)),
        scorer=fuzz.ratio,
        processor=fold,
        score_cutoff=LEAST_LIKENESS,
    )
    return found[0] if found else None


def perhaps(text: str, known: Iterable[str]) -> Wording:
    """Return «, похоже на «…»» for a sentence, or nothing."""
    nearest = find_nearest(text, known)
    return Wording(f" (похоже на «{nearest}»)", f" (perhaps “{nearest}”)") if nearest else Wording("", "")
