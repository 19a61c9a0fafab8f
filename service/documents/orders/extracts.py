"""Extracts from an order (выписки): each family reads about its own child, never the list."""

from collections.abc import Iterator
from dataclasses import replace

from questionnaires.people import Person
from questionnaires.programme import Category
from service.documents.formats.mail_merge import get_template
from service.documents.orders.decisions import Act, Decision, Docket, find_dockets
from service.documents.orders.text import Clerk
from service.documents.participants import Participants
from service.documents.words.naming import FullNames
from service.view import Paper, RunView


def render_extracts(view: RunView) -> tuple[Paper, ...]:
    """Return ``extracts/<code>.docx`` for every pupil whom an order of the own organisation pairs or changes.

    The family of a pupil kept apart gets a copy of the paper under ``private/`` from the curator's hand instead: a
    file here whose code no order holds would tell who it is.
    """
    if view.approval is None:
        return ()
    people = Participants.of(view)
    papers = [paper for docket in find_dockets(people) for paper in _extracts(people, docket)]
    return tuple(sorted(papers, key=lambda paper: paper.path))


def _extracts(people: Participants, docket: Docket) -> Iterator[Paper]:
    """Yield an extract per pupil of the docket's organisation."""
    if docket.act is Act.COMPLETION:
        return
    about: dict[str, list[Decision]] = {}
    for decision in docket.decisions:
        for person in decision.people():
            if _gets_extract(people, person, docket) and person is not decision.before:
                about.setdefault(person.code, []).append(decision)
    for code, decisions in about.items():
        clerk = Clerk(people, replace(docket, decisions=tuple(decisions)), FullNames(people))
        fields = {
            **clerk.fields(),
            "act_genitive": clerk.act["genitive"].upper(),
            "points": clerk.single_points(),
        }
        yield Paper(f"extracts/{code}.docx", get_template("extract").fill(fields))


def _gets_extract(people: Participants, person: Person, docket: Docket) -> bool:
    base = people.bases.get(person.base)
    is_pupil = base is not None and base.category is Category.PUPIL
    return is_pupil and person.organisation == docket.organisation.key
