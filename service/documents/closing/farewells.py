"""Letters at the close: to the family or the mentee, that the work is over, and how it may go on."""

from questionnaires.people import Person
from questionnaires.programme import Organisation
from service.documents.closing.completed import completed, mentees_of
from service.documents.formats.mail_merge import get_template
from service.documents.orders.decisions import Decision, end_of
from service.documents.pairs.letter_index import Addressed, with_index
from service.documents.participants import Participants
from service.documents.words.answer_text import day_text
from service.documents.words.names import Case, guardian_in_case, in_case
from service.view import Paper, RunView

ABOUT = "работа завершена"
WITH_MENTOR, TOGETHER = "Наставник", "Вместе с кем"


def render_farewells(view: RunView, *, ending: bool = False) -> tuple[Paper, ...]:
    """Return ``letters/<code>.docx`` for every mentee of the organisation whose pair is completed, and their index.

    Mentors have letters of thanks. People kept apart are told by the curator: no letter names them.
    """
    if view.approval is None:
        return ()
    people = Participants.of(view)
    over: dict[str, list[tuple[Organisation, Decision]]] = {}
    for organisation, decision in completed(people, ending=ending):
        for person in mentees_of(decision):
            if people.is_own(person):
                over.setdefault(person.code, []).append((organisation, decision))
    return with_index(_addressed(people, people.persons[code], done) for code, done in sorted(over.items()))


def _addressed(people: Participants, person: Person, done: list[tuple[Organisation, Decision]]) -> Addressed:
    paper = Paper(f"letters/{person.code}.docx", _letter(people, person, done))
    return Addressed(paper=paper, person=person, about=ABOUT, guarded=people.is_minor(person))


def _letter(people: Participants, person: Person, done: list[tuple[Organisation, Decision]]) -> bytes:
    organisation, minor = done[0][0], people.is_minor(person)
    led = any(decision.mentor and person in decision.mentees for _, decision in done)
    fields = {
        "organisation": organisation.name,
        "curator": organisation.curator,
        "programme": people.view.programme.title,
        "invented": people.view.programme.invented,
        "name": f"Участник: {person.name}" if minor else in_case(person, Case.DATIVE).text,
        "place": people.position(person),
        "minor": minor,
        "guardian": guardian_in_case(person, Case.DATIVE).text,
        "heading": WITH_MENTOR if led else TOGETHER,
        "partners": [line for _, decision in done for line in _lines(people, person, decision)],
    }
    return get_template("farewell").fill(fields)


def _lines(people: Participants, person: Person, decision: Decision) -> list[dict[str, str]]:
    """Return who the person worked with, one line each, and till when."""
    others = [other for other in (*decision.mentees, decision.mentor) if other and other != person]
    if decision.mentor and decision.mentor != person:
        others = [decision.mentor]  # of a group a mentee is told the mentor, not the other mentees
    end = day_text(decision.ended_on or end_of(people, decision))
    return [
        {
            "name": other.name,
            "place": people.place(other),
            "form": decision.form.title,
            "end": end,
        }
        for other in others
    ]
