"""The mentee's age or grade and the range the mentor wrote."""

from fractions import Fraction

from matcher.criteria.answer import number
from matcher.criteria.comparison import Comparison, Definition, Facts, Remark
from matcher.criteria.compilation import compare_answers
from questionnaires.criterion import CriterionKind
from questionnaires.question import Kind, Range, Value
from questionnaires.wording import Wording

INSIDE = Wording("{mentee} — в пределах {mentor}", "{mentee} is within {mentor}")
OUTSIDE = Wording("{mentee} — вне пределов {mentor}", "{mentee} is outside {mentor}")


def compare(facts: Facts) -> Comparison:
    """Give full points to a number inside the mentor's range, and none outside."""

    def value(mentee: Fraction, mentor: Range) -> Fraction:
        return Fraction(mentor.least <= mentee <= mentor.most)

    def remark(mentee: Fraction, mentor: Range, left: Wording, right: Wording) -> Remark:
        met = value(mentee, mentor) > 0
        return Remark(
            met=met, words=(INSIDE if met else OUTSIDE).format(mentee=left, mentor=right), shared=left
        )

    return compare_answers(
        facts,
        [number(answer, facts.mentee_question) for answer in facts.mentee_answers()],
        [_range(answer) for answer in facts.mentor_answers()],
        value=value,
        remark=remark,
    )


def _range(value: Value | None) -> Range | None:
    if value is None or isinstance(value, Range):
        return value
    raise TypeError(f"Expected a range of ages or grades, found {type(value).__name__}.")


WITHIN = Definition(
    kind=CriterionKind.WITHIN,
    compare=compare,
    mentee_kinds=frozenset({Kind.NUMBER, Kind.HOURS, Kind.GRADE, Kind.SCALE}),
    mentor_kinds=frozenset({Kind.AGES, Kind.GRADES}),
)
