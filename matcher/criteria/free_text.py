"""Likeness of two free texts: optional, weak, never a rule; needs a text model."""

import hashlib
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from matcher.arrays import IntArray
from matcher.criteria.comparison import Comparison, Definition, Embed, Facts, Remark
from matcher.criteria.compilation import with_blanks
from matcher.criteria.fault import free_text_must
from matcher.criteria.product import Product, split_evenly, trim
from questionnaires.criterion import Criterion, CriterionKind, Force
from questionnaires.question import Kind, Question, Value
from questionnaires.wording import Wording

BITS = 64
"""A text is reduced to so many signs; more would promise a precision that texts do not have."""

LIKE = Wording("тексты похожи на {share} %", "the texts are {share} % alike")


class TextModelMissing(Exception):  # noqa: N818 - named for what a person sees
    """A criterion compares free texts and no text model is installed."""

    hint = Wording(
        "Установите модель текстов или уберите этот критерий из программы.",
        "Install a text model, or take this criterion out of the programme.",
    )

    def __init__(self, criterion: str) -> None:
        super().__init__(
            f"Criterion {criterion!r} compares free texts, and no text model is installed. {self.hint.en}"
        )


def compare(facts: Facts) -> Comparison:
    """Give the points by the share of equal signs: unlike texts get about half, equal texts all.

    Each text becomes the signs of its vector along fixed directions, so that the points are an integer
    product that no other text can change.
    """
    criterion = facts.criterion
    if facts.embed is None:
        raise TextModelMissing(criterion.key)
    if criterion.force is Force.MUST:
        raise ValueError(free_text_must(criterion).en)
    mentees, mentors = _texts(facts.mentee_answers()), _texts(facts.mentor_answers())
    product = _agreement(_signs(mentees, facts.embed), _signs(mentors, facts.embed), criterion.points)

    def describe(i: int, j: int) -> Remark:
        share = Fraction(100 * product.at(i, j), max(criterion.points, 1))
        return Remark(met=share > 50, words=LIKE.format(share=round(share)))

    return with_blanks(facts, product, describe, mentees=mentees, mentors=mentors)


def _texts(answers: Sequence[Value | None]) -> list[str | None]:
    return [answer if isinstance(answer, str) and answer.strip() else None for answer in answers]


def _signs(texts: Sequence[str | None], embed: Embed) -> IntArray:
    """Return (n, BITS) signs 1 or −1, and 0 for a blank."""
    known = [k for k, text in enumerate(texts) if text is not None]
    signs = np.zeros((len(texts), BITS), np.int64)
    if known:
        # Three decimals: what is left does not depend on the machine the model runs on.
        vectors = np.rint(np.asarray(embed([text for text in texts if text is not None])) * 1000).astype(
            np.int64
        )
        signs[known] = np.where(vectors @ _directions(vectors.shape[1]).T >= 0, 1, -1)
    return signs


def _directions(dimensions: int) -> IntArray:
    """Return (BITS, dimensions) of 1 and −1, the same on every machine and for ever."""
    bits = hashlib.shake_256(b"free text, version 1").digest(BITS * dimensions)
    return np.where(np.frombuffer(bits, np.uint8) % 2, 1, -1).astype(np.int64).reshape(BITS, dimensions)


def _agreement(mentees: IntArray, mentors: IntArray, points: int) -> Product:
    """Compile the points of equal signs: each sign is worth its part of the points."""
    worth = np.array(split_evenly(points, BITS), np.int64)
    plus = Product((mentees > 0) * worth, (mentors > 0).astype(np.int64))
    minus = Product((mentees < 0) * worth, (mentors < 0).astype(np.int64))
    return trim(Product(np.hstack([plus.mentee, minus.mentee]), np.hstack([plus.mentor, minus.mentor])))


def faults(
    criterion: Criterion, mentee_question: Question | None, mentor_question: Question | None
) -> tuple[Wording, ...]:
    """Find a must: likeness of texts is too weak to forbid anything."""
    return (free_text_must(criterion),) if criterion.force is Force.MUST else ()


FREE_TEXT = Definition(
    kind=CriterionKind.FREE_TEXT,
    compare=compare,
    mentee_kinds=frozenset({Kind.TEXT}),
    mentor_kinds=frozenset({Kind.TEXT}),
    faults=faults,
)
