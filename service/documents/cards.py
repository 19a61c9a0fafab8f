"""The pair card for the first meeting: what two people share and how to begin, on one page, without points."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questionnaires.criterion import Criterion, CriterionKind
from questionnaires.people import Person
from questionnaires.programme import Arrangement, Base, ProgrammeForm
from questionnaires.question import Kind, Question, Value
from service.documents.mail_merge import get_template
from service.documents.participants import Participants, Replies, replies
from service.view import Paper, RunView

SHARED_KINDS = {CriterionKind.OVERLAP, CriterionKind.AVAILABILITY, CriterionKind.NEED_OFFER}
"""Only what both said themselves and meant for the other; never a third party's request or a preference."""

OPENINGS: Mapping[CriterionKind, str] = {
    CriterionKind.OVERLAP: "{words}: с чего у каждого из вас это началось?",
    CriterionKind.NEED_OFFER: "{words}: что хочется попробовать вместе уже на следующей встрече?",
    CriterionKind.AVAILABILITY: "Вам обоим подходит: {words}. Когда встретимся снова?",
}
GENERAL_OPENINGS = (
    "Что на этой неделе порадовало или удивило?",
    "Чему хочется научиться за время программы?",
    "Как нам удобнее договариваться о встречах?",
)
QUESTIONS_ON_A_CARD = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """Something both people answered alike, as the card says it."""

    kind: CriterionKind
    title: str
    words: str


def render_cards(view: RunView) -> tuple[Paper, ...]:
    """Return one card per pair; before approval each is marked as a draft. Pairs kept apart have no card."""
    participants = Participants.of(view)
    answers = replies(view)
    template = get_template("card")
    papers = []
    for form, mentee, mentor in _couples(participants):
        facts = shared_facts(participants, answers, form, mentee, mentor)
        fields = _fields(participants, form, mentee, mentor, facts)
        papers.append(Paper(f"cards/{mentee.code}-{mentor.code}.docx", template.fill(fields)))
    return tuple({paper.path: paper for paper in papers}.values())


def _couples(participants: Participants) -> Iterator[tuple[ProgrammeForm, Person, Person]]:
    for pair in participants.view.pairs():
        if not (participants.is_private(pair.mentee) or participants.is_private(pair.mentor)):
            persons = participants.persons
            yield participants.forms[pair.form], persons[pair.mentee], persons[pair.mentor]


def shared_facts(
    participants: Participants, answers: Replies, form: ProgrammeForm, mentee: Person, mentor: Person
) -> tuple[Fact, ...]:
    """Return what both answered alike: a blank, a private question and a difference say nothing."""
    bases = participants.bases[mentee.base], participants.bases[mentor.base]
    given = answers.get(mentee.code, {}), answers.get(mentor.code, {})
    facts = (_fact(criterion, bases, given) for criterion in form.criteria if criterion.kind in SHARED_KINDS)
    return tuple({fact.title: fact for fact in facts if fact is not None}.values())


def _fact(
    criterion: Criterion, bases: tuple[Base, Base], given: tuple[Mapping[str, Value], Mapping[str, Value]]
) -> Fact | None:
    keys = criterion.mentee, criterion.mentor
    questions = [base.questionnaire.find(key) for base, key in zip(bases, keys, strict=True)]
    values = [said.get(key) for said, key in zip(given, keys, strict=True)]
    if any(question is None or question.private for question in questions):
        return None
    words = _common(questions[0], values[0], values[1])
    return Fact(criterion.kind, criterion.title, words) if words else None


def _common(question: Question | None, first: Value | None, second: Value | None) -> str:
    if question is None or question.kind not in {Kind.CHOICE, Kind.CHOICES}:
        return ""
    theirs = set(_options(second))
    return ", ".join(question.label(key) for key in _options(first) if key in theirs)


def _options(value: Value | None) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _fields(
    participants: Participants, form: ProgrammeForm, mentee: Person, mentor: Person, facts: tuple[Fact, ...]
) -> dict[str, object]:
    programme = participants.view.programme
    organisation = participants.view.organisation or participants.organisations.get(mentee.organisation)
    peers = form.arrangement in {Arrangement.PEER_PAIRS, Arrangement.PEER_GROUPS}
    return {
        "draft": participants.view.approval is None,
        "invented": programme.invented,
        "form": f"{programme.title} · {form.title}",
        "curator": organisation.curator if organisation else "",
        "mentee": _side(participants, mentee, "Участник" if peers else "Наставляемый"),
        "mentor": _side(participants, mentor, "Участник" if peers else "Наставник"),
        "shared": [{"title": fact.title, "words": fact.words} for fact in facts],
        "questions": opening_questions(facts),
    }


def _side(participants: Participants, person: Person, role: str) -> dict[str, str]:
    return {"role": role, "name": person.name, "place": participants.place(person)}


def opening_questions(facts: tuple[Fact, ...]) -> list[str]:
    """Return three questions to begin with: about what is shared first, then such as suit everybody."""
    about = [_capital(OPENINGS[fact.kind].format(words=fact.words)) for fact in facts]
    return [*about, *GENERAL_OPENINGS][:QUESTIONS_ON_A_CARD]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
