"""Kinds of criterion, one file each: how two people's answers become integer features and words."""

from matcher.criteria.availability import AVAILABILITY
from matcher.criteria.closeness import CLOSENESS
from matcher.criteria.comparison import Comparison, Definition, Embed, Facts
from matcher.criteria.free_text import FREE_TEXT, TextModelMissing
from matcher.criteria.gap import GAP
from matcher.criteria.history import HISTORY
from matcher.criteria.need_offer import NEED_OFFER
from matcher.criteria.overlap import OVERLAP
from matcher.criteria.preference import PREFERENCE
from matcher.criteria.request import REQUEST
from matcher.criteria.table import TABLE
from matcher.criteria.within import WITHIN
from matcher.criteria.zone import ZONE
from questionnaires.criterion import Criterion, CriterionKind
from questionnaires.question import Question
from questionnaires.wording import Wording

__all__ = [
    "CRITERIA",
    "Comparison",
    "Embed",
    "Facts",
    "TextModelMissing",
    "check",
    "compare",
    "get_definition",
]

CRITERIA: list[Definition] = [
    NEED_OFFER,
    OVERLAP,
    CLOSENESS,
    GAP,
    TABLE,
    WITHIN,
    AVAILABILITY,
    PREFERENCE,
    REQUEST,
    HISTORY,
    ZONE,
    FREE_TEXT,
]


def get_definition(kind: CriterionKind) -> Definition:
    """Return the definition of a kind."""
    return next(definition for definition in CRITERIA if definition.kind is kind)


def compare(facts: Facts) -> Comparison:
    """Compile a criterion for two crowds."""
    return get_definition(facts.criterion.kind).compare(facts)


def check(
    criterion: Criterion, mentee_question: Question | None, mentor_question: Question | None
) -> tuple[Wording, ...]:
    """Return every fault of a criterion's settings, words and questions; empty when it can be compared.

    Parameters
    ----------
    mentee_question, mentor_question
        The questions the criterion compares, or None where it compares a fact («age», «organisation») or
        nobody is asked.
    """
    # The table of settings comes with the loader of programmes, which scoring does not need.
    from matcher.criteria.checking import find_faults

    definition = get_definition(criterion.kind)
    return tuple(find_faults(definition, criterion, mentee_question, mentor_question))
