"""The same place: organisation, building, shift; and «own organisation first»."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from matcher.criteria.answer import chosen_options, show
from matcher.criteria.comparison import Comparison, Definition, Describe, Facts, Remark
from matcher.criteria.compilation import blanks, with_blanks
from matcher.criteria.fault import own_first_needs_must
from matcher.criteria.product import BoolArray, beside, constant_where_both, look_up
from matcher.crowd import Crowd
from questionnaires.criterion import BlankMust, Criterion, CriterionKind, Force
from questionnaires.question import Kind, Question, Value
from questionnaires.wording import Wording

Zones = Sequence[Value | None]

SAME_ORGANISATION = Wording("та же организация", "the same organisation")
OTHER_ORGANISATION = Wording("другая организация", "another organisation")
SAME = Wording("совпадает: {mentee}", "the same: {mentee}")
DIFFERENT = Wording("не совпадает: {mentee} и {mentor}", "different: {mentee} and {mentor}")
MAY_LEAVE = Wording(
    "другая организация: в своей нет такого наставника",
    "another organisation: the own one has no such mentor",
)
OWN_FIRST = Wording(
    "другая организация, а в своей такой наставник есть",
    "another organisation, while the own one has such a mentor",
)


def compare(facts: Facts) -> Comparison:
    """Give the points to people of one place; `own_first` lets those leave whom the own one cannot serve."""
    key = str(facts.criterion.settings.get("same", facts.criterion.mentee))
    mentees, mentors = facts.mentees.column(key), facts.mentors.column(key)
    value = 1 if facts.is_must else facts.criterion.points
    product = look_up(mentees, mentors, lambda a, b: value if a == b else 0)
    free = np.zeros(len(facts.mentees), np.bool_)
    if "own_first" in facts.criterion.settings:
        free = _may_leave(facts, mentees, mentors)
        leaving = constant_where_both(free & ~blanks(mentees), ~blanks(mentors), 1)
        product = beside([product, leaving], len(mentees), len(mentors))
    comparison = with_blanks(facts, product, _describe(facts, key, free), mentees=mentees, mentors=mentors)
    return replace(comparison, private=comparison.private or _is_private(facts, key))


def _is_private(facts: Facts, key: str) -> bool:
    """Return whether the place, or what a mentee may leave it for, is seen by the curator only."""
    keys = {key, facts.criterion.settings.get("own_first")}
    asked = (*facts.mentees.questions.values(), *facts.mentors.questions.values())
    return any(question.private for question in asked if question.key in keys)


def _describe(facts: Facts, key: str, free: BoolArray) -> Describe:
    question = facts.mentees.questions.get(key)
    organisations = key == "organisation" or (question is not None and question.kind is Kind.ORGANISATION)
    own_first = "own_first" in facts.criterion.settings

    def describe(i: int, j: int) -> Remark:
        left, right = facts.mentees.column(key)[i], facts.mentors.column(key)[j]
        same = left == right
        if own_first and not same:
            return Remark(met=bool(free[i]), words=MAY_LEAVE if free[i] else OWN_FIRST)
        if organisations:
            return Remark(met=same, words=SAME_ORGANISATION if same else OTHER_ORGANISATION)
        mentee, mentor = show(left, question), show(right, facts.mentors.questions.get(key))
        return Remark(
            met=same, words=(SAME if same else DIFFERENT).format(mentee=mentee, mentor=mentor), shared=mentee
        )

    return describe


def _may_leave(facts: Facts, own: Zones, offered_in: Zones) -> BoolArray:
    """Return whom no mentor of the own place can serve.

    What a mentee needs may be unknown: the programme's `blank_must` then says whether the mentee may leave
    although the own place has mentors. A mentor whose offer is unknown serves nobody.
    """
    key = str(facts.criterion.settings["own_first"])
    needs = _options(facts.mentees, key, facts.criterion.mentee)
    offers = _options(facts.mentors, key, facts.criterion.mentor)
    served: dict[Value, set[str]] = {}
    for place, options in zip(offered_in, offers, strict=True):
        if place is not None:
            served.setdefault(place, set()).update(options or ())
    unknown_may_leave = facts.criterion.blank_must is BlankMust.PASS

    def may_leave(place: Value | None, needed: tuple[str, ...] | None) -> bool:
        if place is None or place not in served:
            return True
        return served[place].isdisjoint(needed) if needed else unknown_may_leave

    return np.fromiter(map(may_leave, own, needs), np.bool_, len(own))


def _options(crowd: Crowd, key: str, otherwise: str) -> list[tuple[str, ...] | None]:
    asked = key if key in crowd.columns or key in crowd.questions else otherwise
    return [chosen_options(answer) for answer in crowd.column(asked)]


def faults(
    criterion: Criterion, mentee_question: Question | None, mentor_question: Question | None
) -> tuple[Wording, ...]:
    """Find `own_first` in a wish: it is a must."""
    needs_must = "own_first" in criterion.settings and criterion.force is not Force.MUST
    return (own_first_needs_must(criterion),) if needs_must else ()


ZONE = Definition(kind=CriterionKind.ZONE, compare=compare, faults=faults)
