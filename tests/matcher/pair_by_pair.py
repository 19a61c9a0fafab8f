"""Forms drawn by chance, and an evaluation pair by pair that knows nothing of features."""

from fractions import Fraction

from hypothesis import strategies as st

from matcher.crowd import Circumstances, Crowd
from questionnaires.answers import EarlierPair, PairState, Preference
from questionnaires.criterion import BlankMust, Criterion, CriterionKind, Force
from questionnaires.programme import ProgrammeForm
from questionnaires.question import Grade, Kind, Option, Question, Range

OPTIONS = ("maths", "physics", "chemistry", "chess")


PARTNERS = {
    "keep": {PairState.WORKING, PairState.ENDED},
    "avoid": {PairState.ENDED, PairState.STOPPED, PairState.FORMER},
}


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
