"""Letters of thanks to mentors whose pairs are completed: to be read aloud and hung up, so they name no mentee."""

from collections.abc import Iterable

from questionnaires.programme import Organisation
from service.documents.closing.completed import completed, mentors_of
from service.documents.formats.mail_merge import get_template
from service.documents.orders.decisions import Decision, end_of
from service.documents.pairs.letter_index import Addressed, with_index
from service.documents.participants import Participants
from service.documents.words.answer_text import day_text
from service.documents.words.names import Case, in_case
from service.documents.words.naming import FullNames
from service.documents.words.order_wording import order_wording
from service.view import Paper, RunView

ABOUT = "благодарность наставнику"


def render_thanks(view: RunView, *, ending: bool = False) -> tuple[Paper, ...]:
    """Return ``thanks/<code>.docx`` for every mentor whom an order of completion thanks, and their index.

    Who has worked with people kept apart alone is thanked too: the letter lies under ``private/``.
    """
    if view.approval is None:
        return ()
    people = Participants.of(view)
    found: dict[str, Addressed] = {}
    for private in (False, True):
        worked: dict[str, list[tuple[Organisation, Decision]]] = {}
        for organisation, decision in completed(people, ending=ending, private=private):
            for mentor in mentors_of(decision):
                worked.setdefault(mentor.code, []).append((organisation, decision))
        for code, done in worked.items():
            apart = "private/" if private or people.is_private(code) else ""
            paper = Paper(f"{apart}thanks/{code}.docx", _letter(people, code, done))
            found.setdefault(code, Addressed(paper=paper, person=people.persons[code], about=ABOUT))
    return with_index(sorted(found.values(), key=lambda letter: letter.paper.path))


def _letter(people: Participants, code: str, done: list[tuple[Organisation, Decision]]) -> bytes:
    person, organisation = people.persons[code], done[0][0]
    fields = {
        "organisation": organisation.name,
        "head_position": organisation.head_position,
        "head": organisation.head or order_wording().labels["blank_person"],
        "programme": people.view.programme.title,
        "invented": people.view.programme.invented,
        "name": in_case(person, Case.DATIVE).text,
        "place": FullNames(people).standing(person, organisation),
        "minor": people.is_minor(person),
        "term": _term(people, [decision for _, decision in done]),
    }
    return get_template("thanks").fill(fields)


def _term(people: Participants, decisions: Iterable[Decision]) -> str:
    """Return «с 20.09.2026 по 31.05.2027», from the first day to the last one of all pairs."""
    each = list(decisions)
    last = max(one.ended_on or end_of(people, one) for one in each)
    begun = [one.began_on for one in each]
    first = min((day for day in begun if day), default=None) if all(begun) else None
    return " ".join([*([f"с {day_text(first)}"] if first else []), f"по {day_text(last)}"])
