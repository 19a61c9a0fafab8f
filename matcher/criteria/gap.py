"""How far the mentor is above the mentee: grade, age, experience."""

from fractions import Fraction

from matcher.criteria.answer import number, show_number
from matcher.criteria.comparison import Comparison, Definition, Facts, Remark
from matcher.criteria.compilation import compare_answers
from matcher.criteria.fault import empty_bounds
from questionnaires.criterion import Criterion, CriterionKind
from questionnaires.question import Kind, Question
from questionnaires.wording import Wording

MEASURED = frozenset({Kind.SCALE, Kind.NUMBER, Kind.HOURS, Kind.GRADE})

INSIDE = Wording("разница {gap}, подходит", "a gap of {gap}, suits")
OUTSIDE = Wording("разница {gap}, нужна {bounds}", "a gap of {gap}, expected {bounds}")


def compare(facts: Facts) -> Comparison:
    """Give full points when mentor minus mentee lies between `least` and `most`, and none otherwise."""
    least, most = _bound(facts, "least"), _bound(facts, "most")

    def value(mentee: Fraction, mentor: Fraction) -> Fraction:
        gap = mentor - mentee
        return Fraction((least is None or gap >= least) and (most is None or gap <= most))

    def remark(mentee: Fraction, mentor: Fraction, left: Wording, right: Wording) -> Remark:
        met, gap = value(mentee, mentor) > 0, show_number(mentor - mentee)
        return Remark(
            met=met,
            words=(INSIDE if met else OUTSIDE).format(gap=gap, bounds=_bounds(least, most)),
            shared=gap,
        )

    return compare_answers(
        facts,
        [number(answer, facts.mentee_question) for answer in facts.mentee_answers()],
        [number(answer, facts.mentor_question) for answer in facts.mentor_answers()],
        value=value,
        remark=remark,
    )


def _bound(facts: Facts, name: str) -> int | None:
    return facts.number_setting(name, 0) if name in facts.criterion.settings else None


def _bounds(least: int | None, most: int | None) -> Wording:
    low, high = (None if bound is None else show_number(Fraction(bound)) for bound in (least, most))
    if low and high:
        return Wording("от {low} до {high}", "{low} to {high}").format(low=low, high=high)
    if high:
        return Wording("не больше {high}", "at most {high}").format(high=high)
    return Wording("не меньше {low}", "at least {low}").format(low=low or Wording("", ""))


def faults(
    criterion: Criterion, mentee_question: Question | None, mentor_question: Question | None
) -> tuple[Wording, ...]:
    """Find bounds that are absent or that no gap can meet."""
    least, most = criterion.settings.get("least"), criterion.settings.get("most")
    absent = least is None and most is None
    crossed = isinstance(least, int) and isinstance(most, int) and least > most
    return (empty_bounds(criterion),) if absent or crossed else ()


GAP = Definition(
    kind=CriterionKind.GAP, compare=compare, mentee_kinds=MEASURED, mentor_kinds=MEASURED, faults=faults
)
