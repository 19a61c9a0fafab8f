"""Finish a comparison: neutral blanks, and words for every pair."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from matcher.criteria.answer import show
from matcher.criteria.comparison import Comparison, Describe, Facts, Remark
from matcher.criteria.product import (
    BoolArray,
    MenteeAnswer,
    MentorAnswer,
    Product,
    beside,
    constant_where_either,
    look_up,
    round_share,
)
from questionnaires.criterion import BlankMust, Criterion, Force
from questionnaires.wording import Wording, both


def blanks(answers: Sequence[object]) -> BoolArray:
    """Return who gave no answer."""
    return np.fromiter((answer is None for answer in answers), np.bool_, len(answers))


def neutral_value(criterion: Criterion, least: int) -> int:
    """Return what the product is for a pair of which an answer is blank."""
    if criterion.force is Force.WISH:
        return round_share(criterion.points, Fraction(criterion.blank, 100))
    return least if criterion.blank_must is BlankMust.PASS else 0


def with_blanks(
    facts: Facts,
    product: Product,
    describe: Describe,
    *,
    mentees: Sequence[object] | None = None,
    mentors: Sequence[object] | None = None,
    least: int = 1,
) -> Comparison:
    """Return the comparison in which a blank of either side is neutral.

    Parameters
    ----------
    product
        Zero for every pair of which an answer is blank.
    describe
        What is said of a pair of which both answers are known.
    mentees, mentors
        Answers of each side, None for a blank; by default those to the criterion's questions.
    least
        Least product a must allows; at least 1, so that a refused blank, which has 0, does not reach it.
    """
    no_mentee = blanks(facts.mentee_answers() if mentees is None else mentees)
    no_mentor = blanks(facts.mentor_answers() if mentors is None else mentors)
    criterion = facts.criterion
    filler = constant_where_either(no_mentee, no_mentor, neutral_value(criterion, least))
    silence = Remark(met=False, words=blank_words(criterion), blank=True)

    def say(i: int, j: int) -> Remark:
        return silence if no_mentee[i] or no_mentor[j] else describe(i, j)

    return Comparison(
        criterion=criterion,
        product=beside([product, filler], len(no_mentee), len(no_mentor)),
        describe=in_own_words(facts, say),
        least=least if facts.is_must else 0,
        private=is_private(facts),
    )


def compare_answers(
    facts: Facts,
    mentees: Sequence[MenteeAnswer | None],
    mentors: Sequence[MentorAnswer | None],
    *,
    value: Callable[[MenteeAnswer, MentorAnswer], Fraction],
    remark: Callable[[MenteeAnswer, MentorAnswer, Wording, Wording], Remark],
) -> Comparison:
    """Return the comparison by any function of two answers.

    Parameters
    ----------
    value
        Share of the points two known answers earn, 0 to 1; a must allows what is above 0.
    remark
        What is said of two known answers, given them as they are read too.
    """
    full = facts.criterion.points

    def earned(mentee: MenteeAnswer, mentor: MentorAnswer) -> int:
        share = value(mentee, mentor)
        return int(share > 0) if facts.is_must else round_share(full, share)

    def describe(i: int, j: int) -> Remark:
        mentee, mentor = mentees[i], mentors[j]
        if mentee is None or mentor is None:
            raise ValueError("A pair with a blank answer is described by blank_words.")
        left = show(facts.mentee_answers()[i], facts.mentee_question)
        return remark(mentee, mentor, left, show(facts.mentor_answers()[j], facts.mentor_question))

    return with_blanks(facts, look_up(mentees, mentors, earned), describe, mentees=mentees, mentors=mentors)


def blank_words(criterion: Criterion) -> Wording:
    """Return what is said of a pair of which an answer is blank."""
    if criterion.force is Force.WISH:
        return Wording(
            "ответа нет: дано нейтрально {share} %", "no answer: a neutral {share} % given"
        ).format(share=criterion.blank)
    if criterion.blank_must is BlankMust.PASS:
        return Wording("ответа нет: правило не применяется", "no answer: the rule does not apply")
    return Wording("ответа нет, а правило его требует", "no answer, and the rule needs one")


def is_private(facts: Facts) -> bool:
    """Return whether either question is seen by the curator only."""
    questions = facts.mentee_question, facts.mentor_question
    return any(question is not None and question.private for question in questions)


def in_own_words(facts: Facts, describe: Describe) -> Describe:
    """Return the description in the programme's words, where it has some.

    They may name ``{shared}``, ``{mentee}`` and ``{mentor}``: what is common, and each side's answer.
    """
    criterion = facts.criterion
    if not criterion.yes and not criterion.no:
        return describe
    mentees, mentors = facts.mentee_answers(), facts.mentor_answers()

    def say(i: int, j: int) -> Remark:
        remark = describe(i, j)
        template = criterion.yes if remark.met else criterion.no
        if not template or remark.blank:
            return remark
        mentee = show(mentees[i], facts.mentee_question)
        mentor = show(mentors[j], facts.mentor_question)
        words = both(template).format(shared=remark.shared, mentee=mentee, mentor=mentor)
        return replace(remark, words=words)

    return say
