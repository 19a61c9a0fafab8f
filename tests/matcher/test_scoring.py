"""Features against an evaluation pair by pair that knows nothing of features."""

import random
from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.crowd import Circumstances, Crowd
from matcher.problem import Scores
from matcher.scoring import score_form
from questionnaires.answers import EarlierPair, PairState, Preference
from questionnaires.criterion import BlankMust, Criterion, CriterionKind, Force
from questionnaires.programme import ProgrammeForm
from questionnaires.question import Grade, Kind, Option, Question, Range

OPTIONS = ("maths", "physics", "chemistry", "chess")
PARTNERS = {"keep": {PairState.WORKING, PairState.ENDED}, "avoid": {PairState.ENDED, PairState.STOPPED}}
TABLE = {"maths|physics": 70, "chess|chess": 100, "physics|maths": 1}

some_options = st.none() | st.lists(st.sampled_from(OPTIONS), unique=True).map(tuple)
one_option = st.none() | st.sampled_from(OPTIONS)
ANSWERS = {
    "subjects": some_options,
    "days": some_options,
    "style": one_option,
    "mark": st.none() | st.integers(1, 5),
    "grade": st.none() | st.builds(Grade, st.integers(5, 8), st.sampled_from("АБ")),
    "experience": st.none() | st.decimals(0, 4, places=1),
    "wanted": st.none()
    | st.builds(lambda low, more: Range(low, low + more), st.integers(4, 8), st.integers(0, 2)),
    "organisation": st.none() | st.sampled_from(["s1", "s2"]),
}
SETTINGS = {
    CriterionKind.NEED_OFFER: [("subjects", "subjects", {})],
    CriterionKind.OVERLAP: [("subjects", "subjects", {})],
    CriterionKind.CLOSENESS: [("mark", "mark", {"span": 3}), ("style", "style", {"span": 2})],
    CriterionKind.GAP: [
        ("grade", "grade", {"least": 1, "most": 2}),
        ("experience", "experience", {"least": 1}),
    ],
    CriterionKind.TABLE: [("style", "style", {"table": TABLE, "otherwise": 0})],
    CriterionKind.WITHIN: [("grade", "wanted", {})],
    CriterionKind.AVAILABILITY: [("days", "days", {"enough": 3, "least": 2})],
    CriterionKind.PREFERENCE: [("", "", {"first": 90, "step": 35}), ("", "", {})],
    CriterionKind.REQUEST: [("topics", "subjects", {})],
    CriterionKind.HISTORY: [("", "", {"partner": "keep"}), ("", "", {"partner": "avoid"})],
    CriterionKind.ZONE: [
        ("organisation", "organisation", {"same": "organisation"}),
        ("organisation", "organisation", {"same": "organisation", "own_first": "style"}),
    ],
}


def question(key):
    kind = Kind.CHOICES if key in ("subjects", "days") else Kind.CHOICE
    return Question(
        key=key, text=key, kind=kind, purpose="-", options=tuple(Option(key=o, label=o) for o in OPTIONS)
    )


QUESTIONS = {key: question(key) for key in ("subjects", "days", "style")}


@st.composite
def criteria(draw, kinds=tuple(SETTINGS)):
    found = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(kinds), max_size=4))):
        mentee, mentor, given = draw(st.sampled_from(SETTINGS[kind]))
        rigid, cannot = "own_first" in given, given.get("partner") == "keep"
        force = Force.MUST if rigid or (draw(st.booleans()) and not cannot) else Force.WISH
        found.append(
            Criterion(
                key=f"c{number}", kind=kind, title=f"Критерий {number}", force=force, mentee=mentee, mentor=mentor,
                points=draw(st.integers(0, 2500)) if force is Force.WISH else 0, blank=draw(st.integers(0, 100)),
                blank_must=draw(st.sampled_from(BlankMust)), settings=given,
            )
        )  # fmt: skip
    return tuple(found)


@st.composite
def people(draw, prefix, count):
    columns = {
        key: tuple(draw(st.lists(answer, min_size=count, max_size=count))) for key, answer in ANSWERS.items()
    }
    return Crowd(codes=tuple(f"{prefix}-{k}" for k in range(count)), columns=columns, questions=QUESTIONS)


@st.composite
def meetings(draw, speakers, named):
    lists = st.lists(st.sampled_from([*named, "?"]), unique=True, max_size=3).map(tuple)
    return {
        code: Preference(code=code, liked=draw(lists), refused=draw(lists), ranked=draw(st.booleans()))
        for code in speakers
        if draw(st.booleans())
    }


@st.composite
def cases(draw, kinds=tuple(SETTINGS)):
    mentees = draw(people("Н", draw(st.integers(0, 4))))
    mentors = draw(people("М", draw(st.integers(0, 4))))
    pairs = st.tuples(
        st.sampled_from([*mentees.codes, "?"]),
        st.sampled_from([*mentors.codes, "?"]),
        st.sampled_from(PairState),
    )
    earlier = tuple(
        EarlierPair(mentee=a, mentor=b, form="f", state=state)
        for a, b, state in draw(st.lists(pairs, max_size=4))
    )
    requests = {code: topics for code in mentees.codes if (topics := draw(some_options)) is not None}
    said = draw(meetings(mentees.codes, mentors.codes)) | draw(meetings(mentors.codes, mentees.codes))
    known = Circumstances(requests=requests, preferences=said, earlier=earlier)
    return form_of(draw(criteria(kinds))), mentees, mentors, known


def form_of(criteria):
    return ProgrammeForm(key="f", title="форма", mentees=("n",), mentors=("m",), criteria=criteria)


# ---- the oracle: one criterion, one pair, no features


def part_of(points, percent):
    return int(Fraction(points * percent, 100) + Fraction(1, 2))


def as_number(value):
    if isinstance(value, Grade):
        return Fraction(value.number)
    return Fraction(OPTIONS.index(value) if isinstance(value, str) else value)


def percent_of(criterion, a, b):
    """Percentage of a full match of two known answers."""
    match criterion.kind:
        case CriterionKind.CLOSENESS:
            return max(0, 100 - 100 * abs(as_number(a) - as_number(b)) / criterion.settings["span"])
        case CriterionKind.GAP:
            most = criterion.settings.get("most", 10**6)
            return 100 * (criterion.settings["least"] <= as_number(b) - as_number(a) <= most)
        case CriterionKind.TABLE:
            return TABLE.get(f"{a}|{b}", 0)
        case CriterionKind.WITHIN:
            return 100 * (a.number in range(b.least, b.most + 1))
        case CriterionKind.AVAILABILITY:
            return Fraction(
                100 * min(len({*a} & {*b}), criterion.settings["enough"]), criterion.settings["enough"]
            )
        case CriterionKind.ZONE:
            return 100 * (a == b)
    raise AssertionError(criterion.kind)


def option_points(points, needed, offered):
    """Deal the points one by one to what is needed, in the order of options; count those that are offered."""
    needed = [option for option in OPTIONS if option in needed]
    dealt = (
        [points // len(needed) + (place < points % len(needed)) for place in range(len(needed))]
        if needed
        else []
    )
    return sum(worth for option, worth in zip(needed, dealt, strict=True) if option in offered)


def voice(criterion, preference, other, points):
    """Points of one side's list."""
    refused = preference is not None and other in preference.refused
    if refused:
        return 0
    if preference is None or not preference.liked:
        return part_of(points, criterion.blank)
    if other not in preference.liked:
        return 0
    place = preference.liked.index(other) if preference.ranked else 0
    first, step = criterion.settings.get("first", 100), criterion.settings.get("step", 20)
    return part_of(points, max(0, first - step * place))


def answers_of(criterion, mentees, mentors, known, i, j):
    left = mentees.columns.get(criterion.mentee, (None,) * len(mentees))[i]
    if criterion.kind is CriterionKind.REQUEST:
        left = known.requests.get(mentees.codes[i])
    return left, mentors.columns.get(criterion.mentor, (None,) * len(mentors))[j]


def were_partners(criterion, known, mentee, mentor):
    states = PARTNERS[criterion.settings["partner"]]
    return any(
        {each.mentee, each.mentor} == {mentee, mentor} and each.state in states for each in known.earlier
    )


def expected_points(criterion, mentees, mentors, known, i, j):
    mentee, mentor, points = mentees.codes[i], mentors.codes[j], criterion.points
    if criterion.kind is CriterionKind.PREFERENCE:
        named = voice(criterion, known.preferences.get(mentee), mentor, points - points // 2)
        return named + voice(criterion, known.preferences.get(mentor), mentee, points // 2)
    if criterion.kind is CriterionKind.HISTORY:
        return points * (
            were_partners(criterion, known, mentee, mentor) == (criterion.settings["partner"] == "keep")
        )
    a, b = answers_of(criterion, mentees, mentors, known, i, j)
    if a is None or b is None:
        return part_of(points, criterion.blank)
    if criterion.kind in (CriterionKind.NEED_OFFER, CriterionKind.OVERLAP, CriterionKind.REQUEST):
        return option_points(points, a, b)
    return part_of(points, percent_of(criterion, a, b))


def is_refused(known, one, other):
    preference = known.preferences.get(one)
    return preference is not None and other in preference.refused


def may_leave(criterion, mentees, mentors, i):
    own, needed = mentees.columns["organisation"][i], mentees.columns["style"][i]
    colleagues = [j for j, place in enumerate(mentors.columns["organisation"]) if place == own]
    if needed is None:
        return not colleagues or criterion.blank_must is BlankMust.PASS
    return all(mentors.columns["style"][j] != needed for j in colleagues)


def expected_allowed(criterion, mentees, mentors, known, i, j):
    mentee, mentor = mentees.codes[i], mentors.codes[j]
    if criterion.kind is CriterionKind.PREFERENCE:
        return not is_refused(known, mentee, mentor) and not is_refused(known, mentor, mentee)
    if criterion.force is Force.WISH:
        return True
    if criterion.kind is CriterionKind.HISTORY:
        return not were_partners(criterion, known, mentee, mentor)
    a, b = answers_of(criterion, mentees, mentors, known, i, j)
    if a is None or b is None:
        return criterion.blank_must is BlankMust.PASS
    if criterion.kind in (CriterionKind.NEED_OFFER, CriterionKind.REQUEST):
        return not a or bool({*a} & {*b})
    if criterion.kind is CriterionKind.OVERLAP:
        return bool({*a} & {*b})
    if criterion.kind is CriterionKind.AVAILABILITY:
        return len({*a} & {*b}) >= criterion.settings["least"]
    if "own_first" in criterion.settings and may_leave(criterion, mentees, mentors, i):
        return True
    return percent_of(criterion, a, b) > 0


# ---- the properties


def calm(examples):
    """Never fail because the machine is busy: drawing whole crowds takes its time."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def every_pair(mentees, mentors):
    return [(i, j) for i in range(len(mentees)) for j in range(len(mentors))]


@calm(200)
@given(cases())
def test_agrees_with_an_evaluation_pair_by_pair(case):
    form, mentees, mentors, known = case
    scores = score_form(form, mentees, mentors, known)
    points, allowed = scores.points(), scores.allowed()
    for i, j in every_pair(mentees, mentors):
        expected = [
            expected_points(each, mentees, mentors, known, i, j) for each in form.criteria if each.points
        ]
        assert [part.points for part in scores.parts(i, j)] == expected
        assert points[i, j] == sum(expected)
        kept = [expected_allowed(each, mentees, mentors, known, i, j) for each in form.criteria]
        assert allowed[i, j] == all(kept)
        assert len(scores.broken(i, j)) == kept.count(False)


@calm(50)
@given(cases())
def test_points_lie_between_nothing_and_a_full_match(case):
    form, mentees, mentors, known = case
    scores = score_form(form, mentees, mentors, known)
    for i, j in every_pair(mentees, mentors):
        assert all(0 <= part.points <= part.most for part in scores.parts(i, j))
        assert all(part.words.ru and part.words.en and part.title for part in scores.parts(i, j))


@calm(50)
@given(cases())
def test_each_rule_by_itself(case):
    form, mentees, mentors, known = case
    scores = score_form(form, mentees, mentors, known)
    rules = np.ones((len(mentees), len(mentors)), bool)
    for rule in scores.rules:
        rows, columns = rule.forbidden_pairs
        product = rule.mentee_features @ rule.mentor_features.T >= rule.least
        product[rows, columns] = False
        assert (scores.allowed(rule) == product).all()
        rules &= product
    assert (scores.allowed() == rules).all()


@calm(50)
@given(cases())
def test_dense_points_are_the_product_and_the_exceptions(case):
    scores = score_form(*case)
    assert isinstance(scores.scores, Scores)
    dense = scores.scores.mentee_features.astype(object) @ scores.scores.mentor_features.astype(object).T
    for row, column, added in zip(*(scores.scores.exceptions or ((), (), ())), strict=True):
        dense[row, column] += added
    assert (dense == scores.points()).all()
    sums = np.abs(scores.scores.mentee_features) @ np.abs(scores.scores.mentor_features).T
    assert scores.greatest_sum() >= sums.max(initial=0)


def reordered(crowd, order):
    columns = {key: [values[k] for k in order] for key, values in crowd.columns.items()}
    return Crowd(codes=tuple(crowd.codes[k] for k in order), columns=columns, questions=crowd.questions)


@calm(50)
@given(cases(), st.randoms(use_true_random=False))
def test_order_of_people_only_reorders_the_matrix(case, dice: random.Random):
    form, mentees, mentors, known = case
    scores = score_form(form, mentees, mentors, known)
    rows, columns = (dice.sample(range(len(side)), len(side)) for side in (mentees, mentors))
    again = score_form(form, reordered(mentees, rows), reordered(mentors, columns), known)
    assert (again.points() == scores.points()[np.ix_(rows, columns)]).all()
    assert (again.allowed() == scores.allowed()[np.ix_(rows, columns)]).all()
    for i, j in every_pair(mentees, mentors):
        assert again.parts(i, j) == scores.parts(rows[i], columns[j])


@calm(50)
@given(cases())
def test_people_who_come_later_change_nobodys_points(case):
    form, mentees, mentors, known = case
    scores = score_form(form, mentees, mentors, known)
    fewer = reordered(mentees, range(len(mentees) // 2)), reordered(mentors, range(len(mentors) // 2))
    before = score_form(form, *fewer, known)
    assert (before.points() == scores.points()[: len(fewer[0]), : len(fewer[1])]).all()


def test_a_form_without_criteria_allows_everybody_for_nothing():
    mentees, mentors = Crowd(codes=("Н-1",), columns={}), Crowd(codes=("М-1", "М-2"), columns={})
    scores = score_form(form_of(()), mentees, mentors, Circumstances())
    assert (scores.points().tolist(), scores.allowed().tolist()) == ([[0, 0]], [[True, True]])
    assert (scores.parts(0, 1), scores.broken(0, 1), scores.greatest_sum()) == ((), (), 0)


def test_decimals_are_compared_exactly():
    """0.3 − 0.1 is 0.2 and not a little less."""
    crowds = [Crowd(codes=("x",), columns={"experience": (Decimal(text),)}) for text in ("0.1", "1.1")]
    gap = Criterion(
        key="g", kind=CriterionKind.GAP, title="Опыт", force=Force.MUST, mentee="experience", mentor="experience",
        settings={"least": 1, "most": 1},
    )  # fmt: skip
    assert score_form(form_of((gap,)), *crowds, Circumstances()).allowed().all()
