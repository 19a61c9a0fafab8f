"""Supply and demand: places of mentors against mentees, by form and by what help is asked for."""

from collections import Counter
from collections.abc import Iterator, Sequence

from questionnaires.answers import BaseAnswers
from questionnaires.criterion import Criterion, CriterionKind
from questionnaires.programme import Arrangement, Base, Programme, ProgrammeForm
from questionnaires.question import Value
from questionnaires.wording import Language, Wording
from service.documents.charts import Chart, Look, Row, Series
from service.documents.reports.who import Who
from service.view import RunView

TITLE = Wording("Места и наставляемые по формам", "Places and mentees by form")
MEANING = Wording(
    "Где голубая полоса короче, мест не хватает.", "Where the light bar is shorter, places are lacking."
)
TOPIC_TITLE = Wording("{form}: {criterion}", "{form}: {criterion}")
TOPIC_MEANING = Wording(
    "Сколько наставляемых просят о помощи и сколько мест у тех, кто может помочь.",
    "How many mentees ask for help, and how many places those have who can help.",
)
FORM, TOPIC = Wording("Форма", "Form"), Wording("О чём просят", "Asked for")
DEMAND, SUPPLY = Wording("Наставляемых", "Mentees"), Wording("Мест у наставников", "Places of mentors")
PEERS = {Arrangement.PEER_PAIRS, Arrangement.PEER_GROUPS}

People = list[tuple[str, BaseAnswers, int]]
"""Code, the answers the person stands in, and where."""


def find_balance(view: RunView, who: Who) -> Iterator[Chart]:
    """Yield the chart of forms, then one chart per form that compares needs with offers."""
    forms = [form for form in view.programme.forms if form.arrangement not in PEERS]
    sides = {form.key: (_ready(view, who, form.mentees), _ready(view, who, form.mentors)) for form in forms}
    rows = [_form_row(view.programme, form, *sides[form.key]) for form in forms]
    if rows:
        yield _chart(TITLE[view.language], MEANING, FORM, rows, view.language)
    for form in forms:
        yield from _topics(view, form, *sides[form.key])


def _ready(view: RunView, who: Who, bases: Sequence[str]) -> People:
    found: People = []
    for key in bases:
        answers, ready = view.answers.get_base(key), set(view.result.ready.get(key, ()))
        taking_part = ((code, i) for i, code in enumerate(answers.codes) if code in ready)
        found += [(code, answers, i) for code, i in taking_part if who.belongs(code)]
    return found


def _form_row(programme: Programme, form: ProgrammeForm, mentees: People, mentors: People) -> Row:
    places = sum(_places(programme.get_base(answers.base), form, answers, i) for _, answers, i in mentors)
    return Row(form.title, (_asking(form, mentees), places))


def _asking(form: ProgrammeForm, mentees: People) -> int:
    if form.wished is None:
        return len(mentees)
    # A mentee who chose nothing has not refused anything: a blank is unknown.
    return sum(_has(_answer(answers, form.wished, i), form.key, blank=True) for _, answers, i in mentees)


def _places(base: Base, form: ProgrammeForm, answers: BaseAnswers, i: int) -> int:
    """Return the places of one mentor in this form, were it the only one."""
    said = _answer(answers, base.capacity.question, i) if base.capacity.question else None
    wanted = base.capacity.default if said is None else int(str(said).split(".")[0])
    most = form.group_most if form.arrangement is Arrangement.GROUPS else form.upper
    return max(0, min(wanted, base.capacity.ceiling, most))


def _topics(view: RunView, form: ProgrammeForm, mentees: People, mentors: People) -> Iterator[Chart]:
    programme, language = view.programme, view.language
    for criterion in form.criteria:
        if criterion.kind is not CriterionKind.NEED_OFFER:
            continue
        needed = Counter(
            option for _, answers, i in mentees for option in _chosen(_answer(answers, criterion.mentee, i))
        )
        offered: Counter[str] = Counter()
        for _, answers, i in mentors:
            places = _places(programme.get_base(answers.base), form, answers, i)
            for option in _chosen(_answer(answers, criterion.mentor, i)):
                offered[option] += places
        options = _options(programme, form, criterion)
        rows = [
            Row(label, (needed[key], offered[key])) for key, label in options if needed[key] or offered[key]
        ]
        rows.sort(key=lambda row: (row.values[1] - row.values[0], row.label))
        if rows:
            title = TOPIC_TITLE.format(form=form.title, criterion=criterion.title)[language]
            yield _chart(title, TOPIC_MEANING, TOPIC, rows, language)


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


def _has(value: Value | None, option: str, *, blank: bool) -> bool:
    return blank if value is None else option in _chosen(value)


def _chart(title: str, meaning: Wording, head: Wording, rows: Sequence[Row], language: Language) -> Chart:
    series = (Series(DEMAND[language], Look.MAIN), Series(SUPPLY[language], Look.SECOND))
    return Chart(title=title, meaning=meaning[language], head=head[language], series=series, rows=tuple(rows))
