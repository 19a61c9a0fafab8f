"""Guesses which question an unknown header may stand for; only ever proposed to a person."""

from collections.abc import Iterable, Mapping, Sequence

from questionnaires.question import Question
from questionnaires.reading.spelling import fold_header

LEAST_SHARED = 1 / 3
"""Of the words of both; below it a guess would mislead more than help."""
_STEM = 4
_COMMON = frozenset(
    {
        "без",
        "ваш",
        "ваша",
        "ваше",
        "вашего",
        "ваши",
        "вам",
        "вас",
        "для",
        "его",
        "если",
        "или",
        "как",
        "какая",
        "какие",
        "каких",
        "каким",
        "какой",
        "когда",
        "кого",
        "которым",
        "которых",
        "кто",
        "нас",
        "при",
        "про",
        "чего",
        "чем",
        "что",
        "это",
    }
)


def guess_questions(headers: Sequence[str], questions: Sequence[Question]) -> dict[str, str]:
    """Return header → key of the question with which it shares most words; no question is guessed twice.

    Headers that share most come first, then those that stand first in the file.
    """
    spellings = {one.key: [_stems(text) for text in (one.text, *one.also)] for one in questions}
    ranked = sorted(
        (-_shared(_stems(header), spellings[key]), place, order, header, key)
        for place, header in enumerate(dict.fromkeys(headers))
        for order, key in enumerate(spellings)
    )
    guessed: dict[str, str] = {}
    for likeness, _, _, header, key in ranked:
        if -likeness >= LEAST_SHARED and header not in guessed and key not in guessed.values():
            guessed[header] = key
    return guessed


def with_guesses(columns: Mapping[str, str], missing: Sequence[Question]) -> dict[str, str]:
    """Return header → question key, headers without one guessed among the questions without a column."""
    return {**columns, **guess_questions([header for header, key in columns.items() if not key], missing)}


def _stems(text: str) -> frozenset[str]:
    words = (word for word in fold_header(text).split() if len(word) > 2 and word not in _COMMON)
    return frozenset(word[:_STEM] for word in words)


def _shared(header: frozenset[str], spellings: Iterable[frozenset[str]]) -> float:
    return max((len(header & one) / len(header | one) for one in spellings if header | one), default=0.0)
