"""What the mentee needs and the mentor offers: subjects, goals."""

from matcher.criteria.comparison import Comparison, Definition, Facts
from matcher.criteria.shared_options import compare_options, read_options
from questionnaires.criterion import CriterionKind
from questionnaires.question import Kind
from questionnaires.wording import Wording

MET = Wording("{shared}: нужно — может помочь", "{shared}: needed — can help")
UNMET = Wording("не совпало, нужно: {mentee}", "no match, needed: {mentee}")


def compare(facts: Facts) -> Comparison:
    """Give the share of what the mentee needs that the mentor offers; nothing needed earns nothing."""
    return compare_options(
        facts,
        read_options(facts.mentee_answers(), facts.mentee_question),
        read_options(facts.mentor_answers(), facts.mentor_question),
        question=facts.mentee_question,
        met=MET,
        unmet=UNMET,
        nothing_meets=True,
    )


NEED_OFFER = Definition(
    kind=CriterionKind.NEED_OFFER,
    compare=compare,
    mentee_kinds=frozenset({Kind.CHOICE, Kind.CHOICES}),
    mentor_kinds=frozenset({Kind.CHOICE, Kind.CHOICES}),
)
