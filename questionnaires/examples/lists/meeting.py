"""After the group meeting: whom people of both sides name, in full, without the patronymic or with initials."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

from questionnaires.criterion import CriterionKind
from questionnaires.examples.dice import Dice
from questionnaires.examples.example import Trap, TrapKind
from questionnaires.examples.files.shapes import EXCEL_BOM
from questionnaires.examples.files.sheet import Cell, Row, Sheet
from questionnaires.examples.lists.affinity import Guest, affinity, sides
from questionnaires.programme import Programme, ProgrammeForm, Stage
from questionnaires.question import Kind, Question, Questionnaire
from questionnaires.reading.input_file import InputFile

CAME = 65
"""Percent of the people who came to the meeting and filled in the sheet after it."""
REFUSES = 9
RANKED = 3
MET = 14
"""With so many people of the other side one has talked."""
STRANGER = "Светозаров Мирон Игнатович"
"""Named by people, but answered no questionnaire."""
Guests = Mapping[str, list[Guest]]


def file_preferences(programme: Programme, guests: Guests, seed: int) -> tuple[list[InputFile], list[Trap]]:
    """Return the sheets filled in after the meeting, one file a side, where the programme has a meeting."""
    if programme.preferences is None or Stage.MEETING not in programme.stages:
        return [], []
    unique = _unique_initials(guest for people in guests.values() for guest in people)
    guests = _told_apart(guests)
    named: dict[str, tuple[Guest, list[Guest]]] = {}
    for form in programme.forms:
        if any(criterion.kind is CriterionKind.PREFERENCE for criterion in form.criteria):
            mentees, mentors = sides(programme, form, guests)
            _name_each_other(programme, form, (mentees, mentors), named, seed)
            _name_each_other(programme, form, (mentors, mentees), named, seed, turned=True)
    rows = [
        _row(programme, programme.preferences, guest, liked, seed, unique) for guest, liked in named.values()
    ]
    return _file(programme.preferences, rows)


def _told_apart(guests: Guests) -> Guests:
    """Leave out namesakes and people of two bases: of a name alone nobody could tell who is meant."""
    counted = Counter(guest.persona.name for people in guests.values() for guest in people)
    return {key: [one for one in people if counted[one.persona.name] == 1] for key, people in guests.items()}


def _name_each_other(
    programme: Programme,
    form: ProgrammeForm,
    both: tuple[list[Guest], list[Guest]],
    named: dict[str, tuple[Guest, list[Guest]]],
    seed: int,
    *,
    turned: bool = False,
) -> None:
    """Let the people of the first side who came name those they liked best of the ones they talked to."""
    own, others = both
    for guest in own:
        persona = guest.persona
        dice = Dice(seed, programme.key, form.key, persona.name, persona.birth, "meeting", turned)
        near = [other for other in others if other.persona.organisation == persona.organisation] or others
        met = [other for other in dice.some(near, MET) if other.persona.name != persona.name]
        pairs = [(other, guest) if turned else (guest, other) for other in met]
        liked = sorted(
            zip(pairs, met, strict=True), key=lambda both: (-affinity(form, *both[0]), both[1].persona.name)
        )
        if met and persona.name not in named and Dice(seed, programme.key, persona.name, "came").chance(CAME):
            named[persona.name] = (guest, [other for _, other in liked])


def _file(sheet: Questionnaire, rows: Sequence[Row]) -> tuple[list[InputFile], list[Trap]]:
    name = f"{sheet.title}.csv"
    headers = tuple(question.text for question in sheet.questions)
    lists = [i for i, question in enumerate(sheet.questions) if question.kind is Kind.NAMES]
    table = Sheet(headers, tuple(rows))
    traps = []
    if rows and lists:
        table = table.with_cell(0, lists[0], STRANGER)
        traps = [Trap(file=name, row=2, column=headers[lists[0]], kind=TrapKind.UNKNOWN_NAME, found=STRANGER)]
    return [InputFile(name, EXCEL_BOM.write(table))], traps


def _row(
    programme: Programme,
    sheet: Questionnaire,
    guest: Guest,
    liked: Sequence[Guest],
    seed: int,
    unique: set[str],
) -> Row:
    dice = Dice(seed, programme.key, guest.persona.name, "preferences")
    number = dice.weigh((0, 1, 2, 3), (1, 3, 4, 4))
    names = [_typed(other, dice, unique) for other in liked[:number]]
    refused = _typed(liked[-1], dice, unique) if len(liked) > RANKED + 1 and dice.chance(REFUSES) else ""
    facts: dict[Kind, Cell] = {
        Kind.NAME: guest.persona.name,
        Kind.GRADE: str(guest.persona.grade or ""),
        Kind.ORGANISATION: programme.get_organisation(guest.persona.organisation).short,
        Kind.TIMESTAMP: datetime.combine(programme.start, time(14))
        - timedelta(days=7, seconds=dice.below(5400)),
    }
    cells: list[Cell] = []
    for question in sheet.questions:
        if question.kind is Kind.NAMES:
            cells.append(refused if question.key == "refused" else _next(names, question, sheet))
        else:
            cells.append(facts.get(question.kind, ""))
    return tuple(cells)


def _next(names: list[str], question: Question, sheet: Questionnaire) -> str:
    """Return the next name, or all that are left where there is one cell for all."""
    places = [q for q in sheet.questions if q.kind is Kind.NAMES and q.key != "refused"]
    if question is places[-1]:
        return ", ".join(names)
    return names.pop(0) if names else ""


def _typed(other: Guest, dice: Dice, unique: set[str]) -> str:
    """Return the name as people type it: in full, without the patronymic, or with initials."""
    family, first, father = other.persona.name.split()
    if initials(other) not in unique:
        return other.persona.name
    return dice.weigh(
        (other.persona.name, f"{family} {first}", f"{family} {first[0]}.{father[0]}."), (6, 3, 2)
    )


def initials(guest: Guest) -> str:
    """Return «Иванов И»: short forms are used only where nobody else bears them."""
    return guest.persona.name[: guest.persona.name.index(" ") + 2]


def _unique_initials(guests: Iterable[Guest]) -> set[str]:
    seen: dict[str, set[str]] = {}
    for guest in guests:
        seen.setdefault(initials(guest), set()).add(guest.persona.name)
    return {short for short, names in seen.items() if len(names) == 1}
