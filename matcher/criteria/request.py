"""Topics a third party (классный руководитель, психолог) named for the mentee, and what the mentor offers."""

from dataclasses import replace

from matcher.criteria.answer import in_option_order
from matcher.criteria.comparison import Comparison, Definition, Facts
from matcher.criteria.shared_options import Options, compare_options, read_options
from questionnaires.criterion import CriterionKind
from questionnaires.question import Kind
from questionnaires.wording import Wording

MET = Wording("{shared}: просили — может помочь", "{shared}: requested — can help")
UNMET = Wording("не совпало, просили: {mentee}", "no match, requested: {mentee}")


def compare(facts: Facts) -> Comparison:
    """Give the share of the requested topics that the mentor offers; nobody asked about a mentee is blank."""
    comparison = compare_options(
        facts,
        _requests(facts),
        read_options(facts.mentor_answers(), facts.mentor_question),
        question=facts.mentor_question,
        met=MET,
        unmet=UNMET,
        nothing_meets=True,
    )
    return replace(comparison, private=True)  # what was said of a child in confidence is nobody else's


def _requests(facts: Facts) -> Options:
    """Return each mentee's requested topics, in the order in which mentors are asked about them."""
    named = (facts.circumstances.requests.get(code) for code in facts.mentees.codes)
    return [None if topics is None else in_option_order(topics, facts.mentor_question) for topics in named]


REQUEST = Definition(
    kind=CriterionKind.REQUEST,
    compare=compare,
    mentor_kinds=frozenset({Kind.CHOICE, Kind.CHOICES}),
)
