"""Letters to participants, one file each by code, with an index; nothing is sent by the program."""

from collections.abc import Iterator

from matcher.result import Origin
from questionnaires.people import Person
from questionnaires.programme import Arrangement, Organisation, Side
from service.documents.formats.mail_merge import get_template
from service.documents.pairs.letter_index import Addressed, with_index
from service.documents.pairs.terms import end_of_pair
from service.documents.participants import Participants, Partner
from service.documents.words.answer_text import day_text
from service.documents.words.names import Case, guardian_in_case, in_case
from service.view import Paper, RunView

HEADINGS = {Side.MENTEE: "Наставник", Side.MENTOR: "Наставляемый", Side.PEERS: "Вместе с кем"}


def render_letters(view: RunView) -> tuple[Paper, ...]:
    """Return the letters of an approved run: before people agreed there is nothing to announce.

    A minor's letter goes to the законный представитель. A letter has no contact of the other side, no
    answer, no points and no reason. People of bases kept apart are told by the curator: no letter names them.
    """
    if view.approval is None:
        return ()
    participants = Participants.of(view)
    partners = participants.partners()
    template = get_template("letter")
    letters = []
    for person in _recipients(participants, partners):
        fields = _fields(participants, person, partners.get(person.code, []))
        paper = Paper(f"letters/{person.code}.docx", template.fill(fields))
        letters.append(
            Addressed(paper=paper, person=person, about=_about(fields), guarded=bool(fields["minor"]))
        )
    return with_index(letters)


def _recipients(participants: Participants, partners: dict[str, list[Partner]]) -> Iterator[Person]:
    """Yield everybody who is told something: people with a partner, and those who wait for one."""
    apart = participants.partners_apart()
    waiting = {person.mentee for person in participants.view.unmatched()} | set(
        participants.view.result.idle_mentors
    )
    for code, person in participants.persons.items():
        if participants.is_private(code) or not participants.is_own(person):
            continue
        if code in partners or (
            code in waiting and code not in apart and not _is_elsewhere(participants, person)
        ):
            yield person


def _is_elsewhere(participants: Participants, person: Person) -> bool:
    """Return whether a person waits in an enterprise: of many schools none writes, the programme does."""
    own = participants.view.organisation
    return own is not None and person.organisation != own.key


def _fields(participants: Participants, person: Person, partners: list[Partner]) -> dict[str, object]:
    programme = participants.view.programme
    base, minor = participants.bases[person.base], participants.is_minor(person)
    writer = _writer(participants, person, partners)
    return {
        "organisation": writer.name if writer else "",
        "curator": writer.curator if writer else "",
        "programme": programme.title,
        "invented": programme.invented,
        "name": f"Участник: {person.name}" if minor else in_case(person, Case.DATIVE).text,
        "place": participants.position(person),
        "minor": minor,
        "guardian": guardian_in_case(person, Case.DATIVE).text,
        "mentor": base.side is Side.MENTOR,
        "waiting": not partners,
        "goes_on": bool(partners) and all(_goes_on(participants, person, each) for each in partners),
        "sought": "пара" if base.side is Side.PEERS else "наставник",
        "heading": HEADINGS[base.side],
        "partners": [_told(participants, person, partner, partners) for partner in partners],
    }


def _goes_on(participants: Participants, person: Person, partner: Partner) -> bool:
    """Return whether the two work together since an earlier run: they know each other."""
    two = {person.code, partner.person.code}
    pairs = participants.view.pairs()
    return any({pair.mentee, pair.mentor} == two and pair.origin is Origin.KEPT for pair in pairs)


def _writer(participants: Participants, person: Person, partners: list[Partner]) -> Organisation | None:
    """Return the school that writes: a partner organisation sends no letters, the mentee's school does."""
    if participants.view.organisation is not None:
        return participants.view.organisation
    places = [person.organisation, *(partner.person.organisation for partner in partners)]
    known = [participants.organisations[place] for place in places if place in participants.organisations]
    return next((organisation for organisation in known if not organisation.partner), None)


def _told(
    participants: Participants, person: Person, partner: Partner, partners: list[Partner]
) -> dict[str, str]:
    """Return what one side may know of the other: who it is, and nothing the other answered."""
    together = [partner]
    if partner.form.arrangement is Arrangement.PEER_GROUPS:  # a group of peers ends as a whole
        together = [each for each in partners if each.form == partner.form]
    end = end_of_pair(participants.view.programme, (person, *(each.person for each in together)))
    return {
        "name": partner.person.name,
        "place": participants.place(partner.person),
        "form": partner.form.title,
        "end": day_text(end),
    }


def _about(fields: dict[str, object]) -> str:
    what = "работа продолжается" if fields["goes_on"] else "с кем предстоит работать"
    return "подбор продолжается" if fields["waiting"] else what
