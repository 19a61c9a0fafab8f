"""База практик and the reserve of mentors at the close: what the school fills in after the final meeting.

What is known stands there already. Nobody is ranked: no points, no marks, and the order is that of the names.
"""

from collections.abc import Iterator

from questionnaires.people import Person
from questionnaires.programme import Category, Document
from service.documents.bases.consents import Consents
from service.documents.closing.completed import completed, mentees_of, mentors_of
from service.documents.formats.sheets import Cell, Column, Sheet, render_workbook
from service.documents.orders.decisions import Decision, end_of
from service.documents.participants import Participants
from service.documents.words.names import sort_key
from service.view import Paper, RunView

YES_NO = ("да", "нет")
PRACTICES = (
    Column(title="№", width=5),
    Column(title="Форма", width=18),
    Column(title="Наставник", width=26),
    Column(title="Наставляемый (группа)", width=30),
    Column(title="Срок, по", width=12),
    Column(title="Чего хотели достичь", width=26, by_hand=True),
    Column(title="Что делали", width=30, by_hand=True),
    Column(title="Что получилось", width=30, by_hand=True),
    Column(title="Ссылка на кейс/отзыв", width=20, by_hand=True),
    Column(title="Можно повторить в других организациях", width=16, by_hand=True, choices=YES_NO),
    Column(title="Согласие на публикацию есть у всех", width=16),
)
RESERVE = (
    Column(title="№", width=5),
    Column(title="ФИО", width=28),
    Column(title="Место работы/учёбы", width=30),
    Column(title="Участие", width=28),
    Column(title="Готов(а) быть наставником в следующем цикле", width=20, by_hand=True, choices=YES_NO),
    Column(title="Примечание", width=30, by_hand=True),
)
ABOUT_PRACTICES = (
    "База практик наставничества",
    "Заполните то, чем стоит поделиться. На сайт — только при согласии на публикацию у всех участников пары.",
)
ABOUT_RESERVE = ("Реестр потенциальных наставников", "Порядок — по именам: это список, а не рейтинг.")
WORKED, WAITED, FINISHED = (
    "работал(а) наставником",
    "ждал(а) наставляемого",
    "завершил(а) как наставляемый",
)


def render_practices(view: RunView, *, ending: bool = False) -> tuple[Paper, ...]:
    """Return ``practices.xlsx`` of an organisation; people kept apart stand on neither sheet."""
    if view.approval is None:
        return ()
    people = Participants.of(view)
    done = [decision for _, decision in completed(people, ending=ending)]
    if not done:
        return ()
    sheets = [
        Sheet(title="Практики", columns=PRACTICES, rows=_practices(people, done), above=ABOUT_PRACTICES),
        Sheet(title="Резерв наставников", columns=RESERVE, rows=_reserve(people, done), above=ABOUT_RESERVE),
    ]
    return (Paper("practices.xlsx", render_workbook(sheets)),)


def _practices(people: Participants, done: list[Decision]) -> list[list[Cell]]:
    consents = Consents.of(people.view.answers)
    rows: list[list[Cell]] = []
    for number, decision in enumerate(done, 1):
        agreed = all(consents.has(one.code, Document.PUBLICATION) for one in decision.people())
        known: list[Cell] = [
            number,
            decision.form.title,
            "\n".join(_line(people, one) for one in mentors_of(decision)),
            "\n".join(_line(people, one) for one in mentees_of(decision)),
            decision.ended_on or end_of(people, decision),
        ]
        rows.append([*known, "", "", "", "", "", "да" if agreed else "нет"])
    return rows


def _line(people: Participants, person: Person) -> str:
    position = people.position(person)
    return f"{person.name} ({position})" if position else person.name


def _reserve(people: Participants, done: list[Decision]) -> list[list[Cell]]:
    found = {person.code: (person, part) for person, part in reversed(list(_potential(people, done)))}
    ordered = sorted(found.values(), key=lambda each: (sort_key(each[0].name), each[0].code))
    return [
        [number, person.name, people.place(person), part, "", ""]
        for number, (person, part) in enumerate(ordered, 1)
    ]


def _potential(people: Participants, done: list[Decision]) -> Iterator[tuple[Person, str]]:
    """Yield who may be a mentor next time: mentors, those who waited, and teachers who were mentees themselves."""
    for decision in done:
        yield from ((one, WORKED) for one in mentors_of(decision))
    for code in people.view.result.idle_mentors:
        if not people.is_private(code) and people.is_own(people.persons[code]):
            yield people.persons[code], WAITED
    for decision in done:
        yield from ((one, FINISHED) for one in mentees_of(decision) if _is_teacher(people, one))


def _is_teacher(people: Participants, person: Person) -> bool:
    base = people.bases.get(person.base)
    return base is not None and base.category is Category.TEACHER
