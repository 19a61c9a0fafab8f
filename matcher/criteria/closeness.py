"""The nearer two ordered answers, the better: working style, marks on a scale."""

from fractions import Fraction

from matcher.criteria.answer import number, option_order
from matcher.criteria.comparison import Comparison, Definition, Facts, Remark
from matcher.criteria.compilation import compare_answers
from matcher.criteria.fault import different_options
from questionnaires.criterion import Criterion, CriterionKind
from questionnaires.question import Kind, Question
from questionnaires.wording import Wording

ORDERED = frozenset({Kind.CHOICE, Kind.SCALE, Kind.NUMBER, Kind.HOURS, Kind.GRADE})

SAME = Wording("одинаково: {mentee}", "the same: {mentee}")
NEAR = Wording("близко: {mentee} и {mentor}", "close: {mentee} and {mentor}")
FAR = Wording("далеко: {mentee} и {mentor}", "far apart: {mentee} and {mentor}")


def compare(facts: Facts) -> Comparison:
    """Give full points to equal answers, less to nearer ones, and none from the distance `span` on."""
    span = facts.number_setting("span", 1)

    def value(mentee: Fraction, mentor: Fraction) -> Fraction:
        return max(Fraction(0), 1 - abs(mentor - mentee) / span)

    def remark(mentee: Fraction, mentor: Fraction, left: Wording, right: Wording) -> Remark:
        near = abs(mentor - mentee) < span
        words = SAME if mentee == mentor else NEAR if near else FAR
        return Remark(met=near, words=words.format(mentee=left, mentor=right), shared=left)

    return compare_answers(
        facts,
        [number(answer, facts.mentee_question) for answer in facts.mentee_answers()],
        [number(answer, facts.mentor_question) for answer in facts.mentor_answers()],
        value=value,
        remark=remark,
    )


def faults(
    criterion: Criterion, mentee_question: Question | None, mentor_question: Question | None
) -> tuple[Wording, ...]:
    """Find options whose order the two questions do not share: their places could not be compared."""
    if option_order(mentee_question) == option_order(mentor_question):
        return ()
    return (different_options(criterion),)


CLOSENESS = Definition(
    kind=CriterionKind.CLOSENESS, compare=compare, mentee_kinds=ORDERED, mentor_kinds=ORDERED, faults=faults
)
