"""Supply and demand: places of mentors against mentees, by form and by what help is asked for."""

from collections.abc import Iterator, Sequence

from matcher.admission import with_facts
from matcher.form_choice import may_join
from questionnaires.answers import BaseAnswers
from questionnaires.criterion import Criterion, CriterionKind
from questionnaires.programme import Arrangement, Base, Programme, ProgrammeForm
from questionnaires.question import Value
from questionnaires.wording import Language, Wording
from questionnaires.words import CATEGORIES
from service.documents.formats.charts import Chart, Look, Row, Series
from service.documents.reports.who import Who
from service.view import RunView

TITLE = Wording("Места и наставляемые по формам", "Places and mentees by form")
MEANING = Wording(
    "Где голубая полоса короче, мест не хватает.", "Where the light bar is shorter, places are lacking."
)
TOPIC_TITLE = Wording("{topic}: {who}", "{topic}: {who}")
TOPIC_MEANING = Wording(
    "Сколько наставляемых просят о помощи и сколько мест у тех, кто может помочь.",
    "How many mentees ask for help, and how many places those have who can help.",
)
FORM, TOPIC = Wording("Форма", "Form"), Wording("О чём просят", "Asked for")
DEMAND, SUPPLY = Wording("наставляемых", "mentees"), Wording("мест", "places")
PEERS = {Arrangement.PEER_PAIRS, Arrangement.PEER_GROUPS}

People = list[tuple[str, BaseAnswers, int]]
"""Code, the answers the person stands in, and where."""


def find_balance(view: RunView, who: Who) -> Iterator[Chart]:
    """Yield the chart of forms, then one chart per topic of needs and offers: subjects, requests."""
    forms = [form for form in view.programme.forms if form.arrangement not in PEERS]
    sides = {form.key: (_ready(view, who, form.mentees), _ready(view, who, form.mentors)) for form in forms}
    rows = [_form_row(view, form, *sides[form.key]) for form in forms]
    if rows:
        yield _chart(TITLE[view.language], MEANING, FORM, rows, view.language)
    yield from _topics(view, [(form, *sides[form.key]) for form in forms])


def _ready(view: RunView, who: Who, bases: Sequence[str]) -> People:
    found: People = []
    for key in bases:
        answers, ready = view.answers.get_base(key), set(view.result.ready.get(key, ()))
        taking_part = ((code, i) for i, code in enumerate(answers.codes) if code in ready)
        found += [(code, answers, i) for code, i in taking_part if who.belongs(code)]
    return found


def _form_row(view: RunView, form: ProgrammeForm, mentees: People, mentors: People) -> Row:
    programme = view.programme
    places = sum(_places(programme.get_base(answers.base), form, answers, i) for _, answers, i in mentors)
    return Row(form.title, (_asking(view, form, mentees), places))


def _asking(view: RunView, form: ProgrammeForm, mentees: People) -> int:
    """Return how many mentees the form may serve, as a run counts them."""
    crowds = {
        key: with_facts(view.programme, view.programme.get_base(key), view.answers) for key in form.mentees
    }
    joining = {key: may_join(form, crowd) for key, crowd in crowds.items()}
    return sum(joining[answers.base][i] for _, answers, i in mentees)


def _places(base: Base, form: ProgrammeForm, answers: BaseAnswers, i: int) -> int:
    """Return the places of one mentor in this form, were it the only one."""
    said = _answer(answers, base.capacity.question, i) if base.capacity.question else None
    wanted = base.capacity.default if said is None else int(str(said).split(".")[0])
    most = form.group_most if form.arrangement is Arrangement.GROUPS else form.upper
    return max(0, min(wanted, base.capacity.ceiling, most))


def _topics(view: RunView, sides: Sequence[tuple[ProgrammeForm, People, People]]) -> Iterator[Chart]:
    """Yield needs against offers, once for all forms that ask the same people the same: a person is counted once."""
    topics: dict[tuple[str, str], list[tuple[ProgrammeForm, Criterion, People, People]]] = {}
    for form, mentees, mentors in sides:
        for criterion in form.criteria:
            if criterion.kind is CriterionKind.NEED_OFFER:
                category = view.programme.get_base(form.mentees[0]).category
                key = (criterion.title, CATEGORIES[category][view.language])
                topics.setdefault(key, []).append((form, criterion, mentees, mentors))
    for (title, asked), compared in topics.items():
        rows = _topic_rows(view.programme, compared)
        if rows:
            shown = TOPIC_TITLE.format(topic=title, who=asked)[view.language]
            yield _chart(shown, TOPIC_MEANING, TOPIC, rows, view.language)


def _topic_rows(
    programme: Programme, compared: Sequence[tuple[ProgrammeForm, Criterion, People, People]]
) -> list[Row]:
    needed: dict[str, set[str]] = {}
    offered: dict[str, dict[str, int]] = {}
    labels: dict[str, str] = {}
    for form, criterion, mentees, mentors in compared:
        labels |= dict(_options(programme, form, criterion))
        for code, answers, i in mentees:
            for option in _chosen(_answer(answers, criterion.mentee, i)):
                needed.setdefault(option, set()).add(code)
        for code, answers, i in mentors:
            places = _places(programme.get_base(answers.base), form, answers, i)
            for option in _chosen(_answer(answers, criterion.mentor, i)):
                mine = offered.setdefault(option, {})
                mine[code] = max(places, mine.get(code, 0))
    counts = [
        (label, len(needed.get(key, ())), sum(offered.get(key, {}).values())) for key, label in labels.items()
    ]
    rows = [Row(label, (many, places)) for label, many, places in counts if many or places]
    return sorted(rows, key=lambda row: (row.values[1] - row.values[0], row.label))


def _options(programme: Programme, form: ProgrammeForm, criterion: Criterion) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for keys, question_key in ((form.mentees, criterion.mentee), (form.mentors, criterion.mentor)):
        for key in keys:
            question = programme.get_base(key).questionnaire.find(question_key)
            for option in question.options if question else ():
                found.setdefault(option.key, option.label)
    return list(found.items())


def _answer(answers: BaseAnswers, key: str, i: int) -> Value | None:
    column = answers.columns.get(key)
    return column[i] if column else None


def _chosen(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _chart(title: str, meaning: Wording, head: Wording, rows: Sequence[Row], language: Language) -> Chart:
    series = (Series(DEMAND[language], Look.MAIN), Series(SUPPLY[language], Look.SECOND))
    return Chart(title=title, meaning=meaning[language], head=head[language], series=series, rows=tuple(rows))
