"""The analysis at year's end: figures of each form, and the four fields of SWOT that people fill in together."""

from dataclasses import dataclass

from service.documents.closing.completed import completed, mentees_of, mentors_of
from service.documents.formats.mail_merge import get_template
from service.documents.orders.decisions import Act, Decision, Step, find_dockets
from service.documents.participants import Participants
from service.documents.words.answer_text import day_text
from service.documents.words.order_wording import order_wording
from service.view import Paper, RunView


@dataclass(frozen=True, slots=True)
class FormFigures:
    """How many pairs and groups of a form are completed, and how many people stand in them."""

    title: str
    couples: int
    mentees: int
    mentors: int


def render_analysis(view: RunView, *, ending: bool = False) -> tuple[Paper, ...]:
    """Return ``analysis.docx`` of an organisation; people kept apart are not counted."""
    if view.approval is None:
        return ()
    people = Participants.of(view)
    done = list(completed(people, ending=ending))
    if not done:
        return ()
    organisation, programme = done[0][0], view.programme
    before = [
        each for docket in find_dockets(people) if docket.act is Act.COMPLETION for each in docket.decisions
    ]
    fields = {
        "organisation": organisation.name,
        "programme": programme.title,
        "term": f"{day_text(programme.start)} – {day_text(programme.end)}",
        "forms": _figures(people, [decision for _, decision in done]),
        "waiting": sum(not people.is_private(each.mentee) for each in view.unmatched()),
        "done": sum(each.step is Step.END for each in before),
        "broken": sum(each.step is Step.STOP for each in before),
        "curator": organisation.curator or order_wording().labels["blank_person"],
        "invented": programme.invented,
    }
    return (Paper("analysis.docx", get_template("analysis").fill(fields)),)


def _figures(people: Participants, done: list[Decision]) -> list[FormFigures]:
    humans = people.view.answers.people.humans()
    found = []
    for form in people.view.programme.forms:
        own = [decision for decision in done if decision.form == form]
        mentees = {humans.get(one.code, one.code) for decision in own for one in mentees_of(decision)}
        mentors = {humans.get(one.code, one.code) for decision in own for one in mentors_of(decision)}
        if own:
            found.append(FormFigures(form.title, len(own), len(mentees), len(mentors)))
    return found
