"""The summary of a run in numbers: by base, category, form and organisation, with indicators and consents.

People of bases kept apart stand in no total, so no total can give them away; their own line shows only numbers
that are large enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matcher.admission import unmet, with_facts
from matcher.crowd import Crowd
from questionnaires.people import Person
from questionnaires.programme import Base, Document, Indicator, Side
from questionnaires.words import CATEGORIES, DOCUMENTS, SIDES
from service.documents.bases.consents import Consents
from service.documents.bases.monitoring import measure, sheet_of
from service.documents.formats.sheets import Cell, Column, Formula, Sheet, render_workbook
from service.documents.participants import Participants, Partner
from service.view import Paper, RunView

SMALL = 5
"""A smaller number of people kept apart is not shown."""
FEW = f"менее {SMALL}"
HIDDEN = "скрыто"
COUNTS = ("Анкет", "Готовы", "В парах и группах", "Пока без наставника (наставники: в запасе)", "Не готовы")
OPTIONAL = (Document.TRANSFER, Document.PUBLICATION)
"""Consents nobody needs to take part; counted all the same."""


def render_summary(view: RunView) -> tuple[Paper, ...]:
    """Return ``summary.xlsx``; the curator types the populations and reads the shares at once."""
    house = _House.of(view)
    sheets = [_by_base(house), _by_category(house), _by_form(house), _by_organisation(house)]
    sheets += [_indicators(house), _consents(house)]
    if found := measure(house.participants):
        sheets.append(sheet_of(found))
    return (Paper("summary.xlsx", render_workbook(sheets)),)


@dataclass(frozen=True, slots=True, eq=False)
class _House:
    """What is counted: people who answered and may be counted openly, and who stands with whom."""

    participants: Participants
    ready: frozenset[str]
    partners: Mapping[str, list[Partner]]
    answered: tuple[Person, ...]
    apart: tuple[Person, ...]

    @classmethod
    def of(cls, view: RunView) -> "_House":
        participants = Participants.of(view)
        codes = sorted({code for base in view.answers.bases for code in base.codes})
        persons = [
            participants.persons[code] for code in codes if participants.is_own(participants.persons[code])
        ]
        return cls(
            participants=participants,
            ready=frozenset(code for codes in view.result.ready.values() for code in codes),
            partners=participants.partners(),
            answered=tuple(person for person in persons if not participants.is_private(person.code)),
            apart=tuple(person for person in persons if participants.is_private(person.code)),
        )

    def of_base(self, base: Base) -> list[Person]:
        return [person for person in self.answered if person.base == base.key]

    def counts(self, persons: Iterable[Person]) -> tuple[int, ...]:
        """Return answered, ready, with a partner, ready and waiting, not ready; a person in two roles counts once."""
        people = [(_one_person(person), person.code) for person in persons]
        everybody = {one for one, _ in people}
        ready = {one for one, code in people if code in self.ready}
        paired = {one for one, code in people if code in self.partners}
        return len(everybody), len(ready), len(paired), len(ready - paired), len(everybody - ready - paired)


def _one_person(person: Person) -> str:
    """Return one code for both roles of a person."""
    return min(person.code, person.twin) if person.twin else person.code


def _columns(*titles: str, first: int = 44) -> tuple[Column, ...]:
    return tuple(Column(title=title, width=16 if i else first) for i, title in enumerate(titles))


def _by_base(house: _House) -> Sheet:
    bases = house.participants.bases.values()
    rows: list[list[Cell]] = [
        [base.title, SIDES[base.side].ru, CATEGORIES[base.category].ru, *house.counts(house.of_base(base))]
        for base in bases
        if not base.private
    ]
    rows.append(["Всего людей (каждый один раз)", "", "", *house.counts(house.answered)])
    rows += [_apart_row(house, base) for base in bases if base.private]
    above = ["Участники по базам", house.participants.view.programme.title]
    if any(base.private for base in bases):
        above.append(f"База, которая ведётся отдельно, в итог не входит; числа меньше {SMALL} не показаны.")
    return Sheet(
        title="По базам",
        columns=_columns("База", "Сторона", "Категория", *COUNTS),
        rows=rows,
        above=tuple(above),
    )


def _apart_row(house: _House, base: Base) -> list[Cell]:
    """Return the line of a base kept apart: when one number is too small, its neighbours would give it away."""
    persons = [person for person in house.apart if person.base == base.key]
    partners = house.participants.partners_apart()
    ready = sum(person.code in house.ready for person in persons)
    paired = sum(person.code in partners for person in persons)
    counts = (len(persons), ready, paired, max(ready - paired, 0), len(persons) - ready)
    shown: list[Cell] = list(counts) if min(counts) >= SMALL else [HIDDEN] * len(counts)
    shown[0] = counts[0] if counts[0] >= SMALL else FEW
    return [base.title, SIDES[base.side].ru, CATEGORIES[base.category].ru, *shown]


def _by_category(house: _House) -> Sheet:
    bases = house.participants.bases
    rows: list[list[Cell]] = []
    for side, said in SIDES.items():
        for category, words in CATEGORIES.items():
            people = [
                p for p in house.answered if (bases[p.base].side, bases[p.base].category) == (side, category)
            ]
            if people:
                rows.append([words.ru, said.ru, *house.counts(people)])
    columns = _columns("Категория", "Сторона", *COUNTS, first=24)
    return Sheet(title="По категориям", columns=columns, rows=rows, above=("Участники по категориям",))


def _by_form(house: _House) -> Sheet:
    participants = house.participants
    rows: list[list[Cell]] = []
    for form in participants.forms.values():
        if all(participants.bases[base].private for base in form.mentees):
            continue
        pairs = [
            pair
            for pair in participants.view.pairs()
            if pair.form == form.key and not _is_apart(house, pair.mentee, pair.mentor)
        ]
        groups = [
            g for g in participants.view.groups() if g.form == form.key and not _is_apart(house, *g.members)
        ]
        mentees, mentors = {pair.mentee for pair in pairs}, {pair.mentor for pair in pairs}
        members = {code for group in groups for code in group.members}
        rows.append([form.title, len(pairs), len(mentees), len(mentors), len(groups), len(members)])
    columns = _columns("Форма", "Пар", "Наставляемых", "Наставников", "Групп равных", "В группах равных")
    return Sheet(title="По формам", columns=columns, rows=rows, above=("Пары и группы по формам",))


def _is_apart(house: _House, *codes: str) -> bool:
    return any(house.participants.is_private(code) for code in codes)


def _by_organisation(house: _House) -> Sheet:
    bases = house.participants.bases
    rows: list[list[Cell]] = []
    for organisation in house.participants.organisations.values():
        people = [person for person in house.answered if person.organisation == organisation.key]
        if people:
            mentors = [person for person in people if bases[person.base].side is Side.MENTOR]
            mentees = [person for person in people if bases[person.base].side is not Side.MENTOR]
            rows.append([organisation.short, *_sided(house, mentees), *_sided(house, mentors)])
    titles = [
        f"{side}: {what}"
        for side in ("Наставляемые", "Наставники")
        for what in ("анкет", "готовы", "в парах")
    ]
    return Sheet(
        title="По организациям",
        columns=_columns("Организация", *titles),
        rows=rows,
        above=("Участники по организациям",),
    )


def _sided(house: _House, persons: Sequence[Person]) -> tuple[int, ...]:
    return house.counts(persons)[:3]


def _indicators(house: _House) -> Sheet:
    view = house.participants.view
    above = ("Показатели", "Впишите численность в жёлтый столбец: доля посчитается сама.")
    first = len(above) + 3  # the lines above, an empty one and the header
    columns = (
        Column(title="Показатель", width=44),
        Column(title="Вошли в пары и группы", width=16),
        Column(title="Численность", width=16, by_hand=True),
        Column(title="Охват, %", width=12),
        Column(title="Цель, %", width=12, by_hand=True),
        Column(title="Итог", width=44),
    )
    rows = [
        _indicator_row(house, indicator, first + i) for i, indicator in enumerate(view.programme.indicators)
    ]
    return Sheet(title="Показатели", columns=columns, rows=rows, above=above)


def _indicator_row(house: _House, indicator: Indicator, row: int) -> list[Cell]:
    covered = covered_people(house.participants, indicator)
    if house.participants.bases[indicator.base].private and covered < SMALL:
        return [indicator.title, FEW, None, HIDDEN, indicator.target, HIDDEN]
    # The population of the programme is not the population of one of its schools.
    population = indicator.population if house.participants.view.organisation is None else None
    share = _percent(covered, population) if population else ""
    percent = Formula(f'=IF(N(C{row})>0,ROUND(100*B{row}/C{row},0),"")', share)
    goal = f'IF(N(E{row})>0,", цель "&E{row}&" %","")'
    line = Formula(
        f'=IF(N(C{row})>0,"Охват: "&B{row}&" из "&C{row}&" ("&D{row}&" %)"&{goal},"Впишите численность")',
        coverage_line(covered, population, indicator.target),
    )
    return [indicator.title, covered, population, percent, indicator.target, line]


def coverage_line(covered: int, population: int | None, target: int | None) -> str:
    """Return «Охват: 14 из 26 (54 %), цель 50 %»."""
    if not population:
        return "Впишите численность"
    goal = f", цель {target} %" if target else ""
    return f"Охват: {covered} из {population} ({_percent(covered, population)} %){goal}"


def _percent(part: int, whole: int) -> int:
    """Return the percentage as a spreadsheet rounds it: halves up."""
    return (200 * part + whole) // (2 * whole)


def covered_people(participants: Participants, indicator: Indicator) -> int:
    """Return how many people of the indicator's base have a partner and meet its requirements."""
    view, base = participants.view, participants.bases[indicator.base]
    crowd = with_facts(view.programme, base, view.answers)
    partners = participants.partners_apart() if base.private else participants.partners()
    return sum(
        code in partners and participants.is_own(participants.persons[code]) and _meets(indicator, crowd, i)
        for i, code in enumerate(crowd.codes)
    )


def _meets(indicator: Indicator, crowd: Crowd, i: int) -> bool:
    return all(unmet(need, crowd.column(need.fact)[i]) is None for need in indicator.requirements)


def _consents(house: _House) -> Sheet:
    consents = Consents.of(house.participants.view.answers)
    rows: list[list[Cell]] = []
    for base in house.participants.bases.values():
        people = [person.code for person in house.of_base(base)]
        for document in (*base.documents, *(d for d in OPTIONAL if d not in base.documents)):
            if people:
                needed = "да" if document in base.documents else "нет"
                counts = consents.counts(document, people)
                rows.append([base.title, DOCUMENTS[document].ru, needed, len(people), *counts])
    titles = ("База", "Документ", "Нужен для участия", "Анкет", "Есть", "Отозвано", "Нет")
    columns = (
        Column(title="База", width=36),
        Column(title="Документ", width=44),
        *_columns(*titles[2:], first=16),
    )
    return Sheet(title="Согласия", columns=columns, rows=rows, above=("Согласия и допуск",))
