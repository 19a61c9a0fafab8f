"""The pair card for the first meeting: what two people share and how to begin, on one page, without points."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questionnaires.criterion import Criterion, CriterionKind
from questionnaires.people import Person
from questionnaires.programme import Arrangement, Base, ProgrammeForm
from questionnaires.question import Kind, Value
from service.documents.answer_text import day_text
from service.documents.mail_merge import get_template
from service.documents.participants import Participants, Replies, replies
from service.documents.terms import end_of_pair
from service.view import Paper, RunView

SHARED_KINDS = {CriterionKind.OVERLAP, CriterionKind.AVAILABILITY, CriterionKind.NEED_OFFER}
"""Only what both said themselves and meant for the other; never a third party's request or a preference."""

HEADINGS: Mapping[CriterionKind, str] = {
    CriterionKind.NEED_OFFER: "Чем можно заняться вместе",
    CriterionKind.AVAILABILITY: "Удобно обоим",
}
"""Instead of the curator's words: «запрос» beside a name does harm. What people like keeps its own title."""
OPENINGS: Mapping[CriterionKind, str] = {
    CriterionKind.OVERLAP: "{first}: что об этом может рассказать каждый из вас?",
    CriterionKind.NEED_OFFER: "{first}: что хочется попробовать вместе уже на следующей встрече?",
    CriterionKind.AVAILABILITY: "Вам обоим подходит: {words}. Когда встретимся снова?",
}
"""In the order in which a conversation begins."""
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
    labels: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return the answers in one line; an answer may hold a comma itself."""
        between = "; " if any("," in label for label in self.labels) else ", "
        return between.join(self.labels)


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
    found: dict[tuple[CriterionKind, str], dict[str, None]] = {}
    for criterion in form.criteria:
        if criterion.kind in SHARED_KINDS:
            place = criterion.kind, HEADINGS.get(criterion.kind, criterion.title)
            found.setdefault(place, {}).update(dict.fromkeys(_shared(criterion, bases, given)))
    return tuple(Fact(kind, title, tuple(labels)) for (kind, title), labels in found.items() if labels)


def _shared(
    criterion: Criterion, bases: tuple[Base, Base], given: tuple[Mapping[str, Value], Mapping[str, Value]]
) -> Iterator[str]:
    """Yield the options both chose, in the words of the mentee's question."""
    question = bases[0].questionnaire.find(criterion.mentee)
    other = bases[1].questionnaire.find(criterion.mentor)
    if question is None or other is None or question.private or other.private:
        return
    if question.kind in {Kind.CHOICE, Kind.CHOICES}:
        theirs = set(_options(given[1].get(criterion.mentor)))
        mine = _options(given[0].get(criterion.mentee))
        yield from (question.label(key) for key in mine if key in theirs)


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
        "form": f"{programme.title} · {form.title} · до {day_text(end_of_pair(programme, (mentee, mentor)))}",
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
    told = sorted(facts, key=lambda fact: list(OPENINGS).index(fact.kind))
    about = [OPENINGS[fact.kind].format(first=_capital(fact.labels[0]), words=fact.words) for fact in told]
    return [*about, *GENERAL_OPENINGS][:QUESTIONS_ON_A_CARD]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
