"""Earlier partners: kept together or given somebody new."""

import numpy as np

from matcher.criteria.comparison import Comparison, Definition, Facts, Remark
from matcher.criteria.fault import keeping_must
from matcher.criteria.product import constant_where_both, no_product
from questionnaires.answers import PairState
from questionnaires.criterion import Criterion, CriterionKind, Force
from questionnaires.question import Question
from questionnaires.wording import Wording

COUNTED = {
    "keep": frozenset({PairState.WORKING, PairState.ENDED}),
    "avoid": frozenset({PairState.ENDED, PairState.STOPPED, PairState.FORMER}),
}
"""Whom ``partner`` means: nobody keeps a pair that was stopped, or avoids one that still works."""

TOGETHER = Wording("уже работали вместе", "have worked together")
NOT_TOGETHER = Wording("раньше вместе не работали", "have not worked together")


def compare(facts: Facts) -> Comparison:
    """Give earlier partners all the points (keep), or everybody else (avoid); nothing here is ever blank."""
    keep = _is_keeping(facts.criterion)
    earlier = _earlier(facts, "keep" if keep else "avoid")
    n, m, points = len(facts.mentees), len(facts.mentors), facts.criterion.points

    def describe(i: int, j: int) -> Remark:
        together = (i, j) in earlier
        return Remark(met=together is keep, words=TOGETHER if together else NOT_TOGETHER)

    if facts.is_must:
        return Comparison(
            criterion=facts.criterion, product=no_product(n, m), describe=describe, forbidden=earlier
        )
    everybody = np.ones(n, np.bool_), np.ones(m, np.bool_)
    return Comparison(
        criterion=facts.criterion,
        product=no_product(n, m) if keep else constant_where_both(*everybody, points),
        describe=describe,
        exceptions=dict.fromkeys(sorted(earlier), points if keep else -points),
    )


def _is_keeping(criterion: Criterion) -> bool:
    partner = criterion.settings.get("partner")
    if partner not in COUNTED:
        raise ValueError(
            f"Criterion {criterion.key!r}: 'partner' must be 'keep' or 'avoid', got {partner!r}."
        )
    if partner == "keep" and criterion.force is Force.MUST:
        raise ValueError(keeping_must(criterion).en)
    return partner == "keep"


def _earlier(facts: Facts, partner: str) -> frozenset[tuple[int, int]]:
    """Return the pairs that were partners, in any form; among peers, whichever of the two stood first."""
    mentees = {code: i for i, code in enumerate(facts.mentees.codes)}
    mentors = {code: j for j, code in enumerate(facts.mentors.codes)}
    found = set()
    for pair in facts.circumstances.earlier:
        for left, right in ((pair.mentee, pair.mentor), (pair.mentor, pair.mentee)):
            if pair.state in COUNTED[partner] and left in mentees and right in mentors:
                found.add((mentees[left], mentors[right]))
    return frozenset(found)


def faults(
    criterion: Criterion, mentee_question: Question | None, mentor_question: Question | None
) -> tuple[Wording, ...]:
    """Find a must that keeps partners: pairs that work are kept by a refresh, not by a criterion."""
    must_keep = criterion.force is Force.MUST and criterion.settings.get("partner") == "keep"
    return (keeping_must(criterion),) if must_keep else ()


HISTORY = Definition(kind=CriterionKind.HISTORY, compare=compare, faults=faults)
