"""What both have in common: interests, dislikes."""

from matcher.criteria.comparison import Comparison, Definition, Facts
from matcher.criteria.shared_options import OPTIONS, compare_answers
from questionnaires.criterion import CriterionKind
from questionnaires.wording import Wording

MET = Wording("общее: {shared}", "in common: {shared}")
UNMET = Wording("общего нет", "nothing in common")


def compare(facts: Facts) -> Comparison:
    """Give the share of the mentee's options that the mentor chose too."""
    return compare_answers(facts, met=MET, unmet=UNMET, nothing_meets=False)


OVERLAP = Definition(
    kind=CriterionKind.OVERLAP,
    compare=compare,
    mentee_kinds=OPTIONS,
    mentor_kinds=OPTIONS,
)
