"""Options of one side found on the other: need–offer, overlap, third-party requests."""

from collections.abc import Sequence

import numpy as np

from matcher.criteria.answer import chosen_options, in_option_order, show_options
from matcher.criteria.comparison import Comparison, Facts, Remark
from matcher.criteria.compilation import blanks, with_blanks
from matcher.criteria.product import (
    Product,
    beside,
    constant_where_both,
    count_common,
    split_evenly,
)
from questionnaires.question import Kind, Question, Value
from questionnaires.wording import Wording

NOTHING_NEEDED = Wording("ничего не нужно", "nothing is needed")

OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES})
"""Kinds of question that are answered with options."""

Options = Sequence[tuple[str, ...] | None]


def read_options(answers: Sequence[Value | None], question: Question | None) -> Options:
    """Return each person's options in the order of the question; None for a blank."""
    chosen = (chosen_options(answer) for answer in answers)
    return [None if options is None else in_option_order(options, question) for options in chosen]


def compare_answers(facts: Facts, *, met: Wording, unmet: Wording, nothing_meets: bool) -> Comparison:
    """Compare what both sides have ticked, as `compare_options` does."""
    return compare_options(
        facts,
        read_options(facts.mentee_answers(), facts.mentee_question),
        read_options(facts.mentor_answers(), facts.mentor_question),
        question=facts.mentee_question,
        met=met,
        unmet=unmet,
        nothing_meets=nothing_meets,
    )


def compare_options(
    facts: Facts,
    mentees: Options,
    mentors: Options,
    *,
    question: Question | None,
    met: Wording,
    unmet: Wording,
    nothing_meets: bool,
) -> Comparison:
    """Compare options: each of a mentee's is worth its part of the points; a must asks for one in common.

    Parameters
    ----------
    question
        Whose labels are shown.
    met, unmet
        What is said, with ``{shared}`` and ``{mentee}``.
    nothing_meets
        Whether a must lets a mentee who answered «ничего» pass with every mentor who answered.
    """
    product = _product(facts, mentees, mentors)
    if facts.is_must and nothing_meets:
        content = np.array([options == () for options in mentees], np.bool_)
        product = beside(
            [product, constant_where_both(content, ~blanks(mentors), 1)], len(mentees), len(mentors)
        )

    def describe(i: int, j: int) -> Remark:
        needed, offered = mentees[i] or (), mentors[j] or ()
        common = tuple(option for option in needed if option in offered)
        shared, mentee = show_options(common, question), show_options(needed, question)
        if nothing_meets and not needed:
            return Remark(met=facts.is_must, words=NOTHING_NEEDED, shared=shared)
        words = (met if common else unmet).format(shared=shared, mentee=mentee)
        return Remark(met=bool(common), words=words, shared=shared)

    return with_blanks(facts, product, describe, mentees=mentees, mentors=mentors)


def _product(facts: Facts, mentees: Options, mentors: Options) -> Product:
    return count_common(
        [_worth(facts, options or ()) for options in mentees], [options or () for options in mentors]
    )


def _worth(facts: Facts, options: tuple[str, ...]) -> dict[str, int]:
    """Return what each option is worth to a mentee: all of them together exactly the criterion's points."""
    if facts.is_must:
        return dict.fromkeys(options, 1)
    if not options:
        return {}
    return dict(zip(options, split_evenly(facts.criterion.points, len(options)), strict=True))
