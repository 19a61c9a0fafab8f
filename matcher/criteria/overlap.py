"""What both have in common: interests, dislikes."""

from matcher.criteria.comparison import Comparison, Definition, Facts
from matcher.criteria.shared_options import compare_options, read_options
from questionnaires.criterion import CriterionKind
from questionnaires.question import Kind
from questionnaires.wording import Wording

MET = Wording("общее: {shared}", "in common: {shared}")
UNMET = Wording("общего нет", "nothing in common")


def compare(facts: Facts) -> Comparison:
    """Give the share of the mentee's options that the mentor chose too."""
    return compare_options(
        facts,
        read_options(facts.mentee_answers(), facts.mentee_question),
        read_options(facts.mentor_answers(), facts.mentor_question),
        question=facts.mentee_question,
        met=MET,
        unmet=UNMET,
        nothing_meets=False,
    )


OVERLAP = Definition(
    kind=CriterionKind.OVERLAP,
    compare=compare,
    mentee_kinds=frozenset({Kind.CHOICE, Kind.CHOICES}),
    mentor_kinds=frozenset({Kind.CHOICE, Kind.CHOICES}),
)
