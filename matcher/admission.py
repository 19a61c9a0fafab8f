"""Who of those who answered may take part. Safeguards fail closed: no record, no admission."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from matcher.capacity import capacity_of
from matcher.crowd import Crowd
from matcher.locks import chosen_by_hand, gone
from matcher.result import Absence
from questionnaires.answers import Answers, BaseAnswers
from questionnaires.programme import Base, Blank, Document, Programme, Requirement, Side
from questionnaires.question import Grade, Value
from questionnaires.wording import Wording
from questionnaires.words import DOCUMENTS

MISSING = Wording("нет: {document}", "missing: {document}")
UNKNOWN = Wording("не указано: {label}", "not stated: {label}")
OUTSIDE = Wording(
    "не выполнено условие программы: {label}", "does not meet the programme's condition: {label}"
)
TAKES_NOBODY = Wording("наставляемых пока не берёт: мест 0", "takes no mentees for now: 0 places")
BY_HAND = Wording("подбирает куратор лично", "the curator chooses personally")
LEFT = Wording("выбытие из программы (решение куратора)", "left the programme (the curator's decision)")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cast:
    """The people who take part, by base, and those who cannot, with every reason.

    Parameters
    ----------
    ready
        Base key → crowd, in the order of the codes.
    """

    ready: Mapping[str, Crowd]
    absences: tuple[Absence, ...]

    def joined(self, bases: Sequence[str]) -> Crowd:
        """Return the people of several bases as one crowd, bases in the order given."""
        crowds = [self.ready[key] for key in bases]
        keys = dict.fromkeys(key for crowd in crowds for key in crowd.columns)
        return Crowd(
            codes=tuple(code for crowd in crowds for code in crowd.codes),
            columns={key: tuple(v for crowd in crowds for v in crowd.column(key)) for key in keys},
            questions={key: question for crowd in crowds for key, question in crowd.questions.items()},
        )


def admit(programme: Programme, answers: Answers) -> Cast:
    """Divide the people of every base into those who take part and those who cannot yet."""
    given = documents_given(answers)
    decided = {LEFT: gone(answers), BY_HAND: chosen_by_hand(answers)}
    ready: dict[str, Crowd] = {}
    absences: list[Absence] = []
    for base in programme.bases:
        crowd = with_facts(programme, base, answers)
        reasons = [tuple(_reasons(base, crowd, i, given, decided)) for i in range(len(crowd))]
        absences += [
            Absence(code=code, base=base.key, reasons=why)
            for code, why in zip(crowd.codes, reasons, strict=True)
            if why
        ]
        ready[base.key] = crowd.picked([i for i, why in enumerate(reasons) if not why])
    return Cast(ready=ready, absences=tuple(absences))


def documents_given(answers: Answers) -> dict[str, set[Document]]:
    """Return the documents each person has given and not withdrawn; the latest record of the human decides.

    A human who stands in two bases signs once, and withdraws once, under whichever code.
    """
    humans = answers.people.humans()
    latest: dict[tuple[str, Document], tuple[date, bool]] = {}
    for record in answers.records:
        key = (humans.get(record.code, record.code), record.document)
        # An undated withdrawal may be the newest word, and on one day a withdrawal outweighs a consent: a safeguard
        # fails closed.
        when = record.on or (date.min if record.given else date.max)
        if key not in latest or (when, not record.given) >= (latest[key][0], not latest[key][1]):
            latest[key] = (when, record.given)
    given: dict[str, set[Document]] = {}
    for (human, document), (_, is_given) in latest.items():
        if is_given:
            given.setdefault(human, set()).add(document)
    codes = {**humans, **{human: human for human, _ in latest}}
    return {code: given[human] for code, human in codes.items() if human in given}


def with_facts(programme: Programme, base: Base, answers: Answers) -> Crowd:
    """Return the people of a base with the facts that are computed: age and organisation."""
    read = answers.get_base(base.key)
    columns: dict[str, Sequence[Value | None]] = dict(read.columns)
    columns["organisation"] = read.organisations
    columns["age"] = _ages(read, answers, programme.date)
    questions = {question.key: question for question in base.questionnaire.questions}
    return Crowd(codes=read.codes, columns=columns, questions=questions)


def whole_years(birth: date, on: date) -> int:
    """Return the age in whole years on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def unmet(requirement: Requirement, value: Value | None) -> Wording | None:
    """Return why an answer does not meet a requirement, or None when it does."""
    if value is None:
        return UNKNOWN.format(label=requirement.label) if requirement.blank is Blank.REFUSE else None
    return None if _holds(requirement, value) else OUTSIDE.format(label=requirement.label)


def _holds(requirement: Requirement, value: Value) -> bool:
    if requirement.one_of:
        chosen = value if isinstance(value, tuple) else (_option(value),)
        return any(option in requirement.one_of for option in chosen)
    number = Decimal(value.number) if isinstance(value, Grade) else Decimal(str(value))
    least, most = requirement.least, requirement.most
    return (least is None or number >= least) and (most is None or number <= most)


def _option(value: Value) -> str:
    """Return an answer as an option's key: a yes is «yes», as programmes write it."""
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def _reasons(
    base: Base, crowd: Crowd, i: int, given: Mapping[str, set[Document]], decided: Mapping[Wording, set[str]]
) -> Iterator[Wording]:
    code = crowd.codes[i]
    yield from (reason for reason, codes in decided.items() if code in codes)
    if base.side is Side.MENTOR and base.capacity.question and not _places(base, crowd, i):
        yield TAKES_NOBODY
    has = given.get(code, set())
    yield from (MISSING.format(document=DOCUMENTS[d]) for d in base.documents if d not in has)
    check: Callable[[Requirement], Wording | None] = partial(_check, crowd, i)
    yield from (why for why in map(check, base.requirements) if why)


def _places(base: Base, crowd: Crowd, i: int) -> int:
    return capacity_of(base.capacity, crowd.column(str(base.capacity.question))[i])


def _check(crowd: Crowd, i: int, requirement: Requirement) -> Wording | None:
    return unmet(requirement, crowd.column(requirement.fact)[i])


def _ages(read: BaseAnswers, answers: Answers, on: date) -> tuple[int | None, ...]:
    persons = answers.people.by_code()
    born = [persons[code].birth_date for code in read.codes]
    return tuple(whole_years(birth, on) if birth else None for birth in born)
