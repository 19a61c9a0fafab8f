"""What the mentee needs and the mentor offers: subjects, goals."""

from matcher.criteria.comparison import Comparison, Definition, Facts
from matcher.criteria.shared_options import OPTIONS, compare_answers
from questionnaires.criterion import CriterionKind
from questionnaires.wording import Wording

MET = Wording("{shared}: нужно — может помочь", "{shared}: needed — can help")
UNMET = Wording("не совпало, нужно: {mentee}", "no match, needed: {mentee}")


def compare(facts: Facts) -> Comparison:
    """Give the share of what the mentee needs that the mentor offers; nothing needed earns nothing."""
    return compare_answers(facts, met=MET, unmet=UNMET, nothing_meets=True)


NEED_OFFER = Definition(
    kind=CriterionKind.NEED_OFFER,
    compare=compare,
    mentee_kinds=OPTIONS,
    mentor_kinds=OPTIONS,
)
