"""The pair card for the first meeting: what two people share and how to begin, on one page, without points.

The words are in ``templates/card.toml``. A pair with somebody of a base kept apart has its card under ``private/``,
by code.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from matcher.criteria.answer import options_of
from questionnaires.criterion import Criterion
from questionnaires.people import Person
from questionnaires.programme import Arrangement, Base, ProgrammeForm
from questionnaires.question import Kind, Value
from service.documents.formats.mail_merge import get_template
from service.documents.pairs.terms import end_of_pair
from service.documents.participants import Participants, Replies, replies
from service.documents.words.answer_text import day_text
from service.documents.words.naming import CodedNames
from service.view import Paper, RunView

QUESTIONS_ON_A_CARD = 3
PRIVATE = "private/"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a card may tell of: answers to some questions, a heading, and how to begin talking of it."""

    questions: tuple[str, ...]
    title: str
    opening: str


@dataclass(frozen=True, slots=True)
class CardWording:
    """The words of the card: topics in the order in which a conversation begins, and openings for everybody."""

    topics: tuple[Topic, ...]
    general: tuple[str, ...]


@cache
def card_wording() -> CardWording:
    """Return the words of the card."""
    text = files("service.documents").joinpath("templates", "card.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    topics = tuple(
        Topic(tuple(entry["questions"]), entry["title"], entry["opening"]) for entry in table["facts"]
    )
    return CardWording(topics, tuple(table["general"]))


@dataclass(frozen=True, slots=True)
class Fact:
    """Something both people answered alike, as the card says it."""

    topic: Topic
    labels: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return the answers in one line; an answer may hold a comma itself."""
        between = "; " if any("," in label for label in self.labels) else ", "
        return between.join(self.labels)

    @property
    def opening(self) -> str:
        """Return the question with which to begin talking of it."""
        return self.topic.opening.format(first=self.labels[0], words=self.words)


def render_cards(view: RunView) -> tuple[Paper, ...]:
    """Return one card per pair; before approval each is marked as a draft."""
    participants = Participants.of(view)
    answers = replies(view)
    template = get_template("card")
    papers = []
    for form, mentee, mentor in _couples(participants):
        facts = shared_facts(participants, answers, form, mentee, mentor)
        fields = _fields(participants, form, mentee, mentor, facts)
        apart = participants.is_private(mentee.code) or participants.is_private(mentor.code)
        path = f"{PRIVATE if apart else ''}cards/{mentee.code}-{mentor.code}.docx"
        papers.append(Paper(path, template.fill(fields)))
    return tuple({paper.path: paper for paper in papers}.values())


def _couples(participants: Participants) -> Iterator[tuple[ProgrammeForm, Person, Person]]:
    persons = participants.persons
    for pair in participants.view.pairs():
        yield participants.forms[pair.form], persons[pair.mentee], persons[pair.mentor]


def shared_facts(
    participants: Participants, answers: Replies, form: ProgrammeForm, mentee: Person, mentor: Person
) -> tuple[Fact, ...]:
    """Return what both answered alike: a blank, a private question and a difference say nothing."""
    bases = participants.bases[mentee.base], participants.bases[mentor.base]
    given = answers.get(mentee.code, {}), answers.get(mentor.code, {})
    facts = []
    for topic in card_wording().topics:
        compared = [each for each in form.criteria if each.mentee in topic.questions]
        labels = [label for each in compared for label in _shared(each, bases, given)]
        facts.append(Fact(topic, tuple(dict.fromkeys(labels))))
    return tuple(fact for fact in facts if fact.labels)


def _shared(
    criterion: Criterion, bases: tuple[Base, Base], given: tuple[Mapping[str, Value], Mapping[str, Value]]
) -> Iterator[str]:
    """Yield the options both chose, in the words of the mentee's question."""
    question = bases[0].questionnaire.find(criterion.mentee)
    other = bases[1].questionnaire.find(criterion.mentor)
    if question is None or other is None or question.private or other.private:
        return
    if question.kind in {Kind.CHOICE, Kind.CHOICES}:
        theirs = set(options_of(given[1].get(criterion.mentor)))
        mine = options_of(given[0].get(criterion.mentee))
        yield from (question.label(key) for key in mine if key in theirs)


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
        "shared": [{"title": fact.topic.title, "words": fact.words} for fact in facts],
        "questions": opening_questions(facts),
    }


def _side(participants: Participants, person: Person, role: str) -> dict[str, str]:
    """Return who it is; a person kept apart has neither name nor class."""
    apart = participants.is_private(person.code)
    name = CodedNames(participants).name(person)
    return {"role": role, "name": name, "place": "" if apart else participants.place(person)}


def opening_questions(facts: tuple[Fact, ...]) -> list[str]:
    """Return three questions to begin with: about what is shared first, then such as suit everybody."""
    return [*(fact.opening for fact in facts), *card_wording().general][:QUESTIONS_ON_A_CARD]
