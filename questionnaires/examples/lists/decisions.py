"""What people decided before a run: interviews with potential pairs, and what only the curator knows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from questionnaires.examples.example import Trap, TrapKind
from questionnaires.examples.files.shapes import EXCEL_BOM, write_workbook
from questionnaires.examples.files.sheet import Row, Sheet
from questionnaires.examples.lists.affinity import Guest, affinity, may_meet, sides
from questionnaires.examples.lists.meeting import STRANGER
from questionnaires.examples.lists.records import draw_papers
from questionnaires.programme import Programme, ProgrammeForm, Stage
from questionnaires.question import Questionnaire
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.list_forms import LOCKS_FORM

ACCEPTED, DECLINED = 4, 3
"""So many pairs have been accepted, so many declined; the others have not been asked yet."""
LOOKED_AT = 60
"""A curator has so many people of each side in mind."""
LOCKS_NAME = "Решения куратора.csv"
THREE_WAYS = {"r5-teachers"}
"""Programmes whose papers spell one person in three ways: the answer, the register of consents, the decisions."""
Guests = Mapping[str, list[Guest]]
Pairs = Sequence[tuple[Guest, Guest]]


class Decisions(NamedTuple):
    """The files, and whom they name: these people's papers are in order."""

    verdicts: tuple[InputFile, ...]
    locks: tuple[InputFile, ...]
    named: frozenset[str]
    misspelt: frozenset[str] = frozenset()
    """Named, but in another spelling than anywhere else."""


def file_decisions(programme: Programme, guests: Guests, seed: int) -> tuple[Decisions, list[Trap]]:
    """Return the sheet of interviews where the programme has them, otherwise what the curator has decided alone."""
    form = programme.forms[0]
    pairs = list(_likely_pairs(programme, form, guests, seed))[: ACCEPTED + DECLINED]
    named = frozenset(guest.persona.name for pair in pairs for guest in pair)
    if programme.verdicts is not None and Stage.VERDICTS in programme.stages:
        return Decisions((_file_verdicts(programme.verdicts, pairs),), (), named), []
    if len(pairs) < ACCEPTED:
        return Decisions((), (), frozenset()), []
    misspelt = [pairs[ACCEPTED][0]] if programme.key in THREE_WAYS and len(pairs) > ACCEPTED else []
    locks, traps = _file_locks(programme.organisations[0].curator, pairs, misspelt)
    names = frozenset(guest.persona.name for guest in misspelt)
    return Decisions((), (locks,), named - names, names), traps


def _file_verdicts(questionnaire: Questionnaire, pairs: Pairs) -> InputFile:
    accepted = [(*pair, "принята", "методист", "") for pair in pairs[:ACCEPTED]]
    declined = [(*pair, "отклонена", "методист", "не совпало время занятий") for pair in pairs[ACCEPTED:]]
    headers = tuple(question.text for question in questionnaire.questions)
    rows: list[Row] = [(a.persona.name, b.persona.name, *rest) for a, b, *rest in (*accepted, *declined)]
    return InputFile(
        f"{questionnaire.title}.xlsx", write_workbook((Sheet(headers, tuple(rows), title="Решения"),))
    )


def _file_locks(author: str, pairs: Pairs, misspelt: Sequence[Guest]) -> tuple[InputFile, list[Trap]]:
    """Return what the curator wants together and apart; one name in it belongs to nobody who answered."""
    names = [(mentee.persona.name, mentor.persona.name) for mentee, mentor in pairs]
    rows: list[Row] = [
        ("оставить вместе", *names[0], "", "уже занимались вместе в прошлом году", author),
        ("не ставить вместе", *names[1], "", "просьба стороны", author),
        ("не ставить вместе", names[2][0], STRANGER, "", "просьба стороны", author),
        ("подбирает куратор лично", names[3][0], "", "", "", author),
    ]
    headers = tuple(question.text for question in LOCKS_FORM.questions)
    traps = [Trap(file=LOCKS_NAME, row=4, column=headers[2], kind=TrapKind.UNKNOWN_NAME, found=STRANGER)]
    for guest in misspelt:
        name = guest.persona.name
        wrong = name[:4] + name[3:]
        rows.append(("не ставить вместе", wrong, names[0][1], "", "просьба стороны", author))
        place = len(rows) + 1
        traps.append(Trap(file=LOCKS_NAME, row=place, column=headers[1], kind=TrapKind.MISSPELT, found=wrong))
    return InputFile(LOCKS_NAME, EXCEL_BOM.write(Sheet(headers, tuple(rows)))), traps


def _likely_pairs(
    programme: Programme, form: ProgrammeForm, guests: Guests, seed: int
) -> Iterator[tuple[Guest, Guest]]:
    """Return pairs that no rule forbids, everybody at most once, those with much in common first."""
    names = Counter(guest.persona.name for people in guests.values() for guest in people)
    # who stands in two bases or has a namesake would make a decision hard to read
    ready = {
        key: [g for g in people if names[g.persona.name] == 1 and _is_ready(programme, g, seed)]
        for key, people in guests.items()
    }
    mentees, mentors = (side[:LOOKED_AT] for side in sides(programme, form, ready))
    pairs = [(a, b) for a in mentees for b in mentors if may_meet(form, a, b)]
    pairs.sort(key=lambda pair: (-affinity(form, *pair), pair[0].persona.name, pair[1].persona.name))
    seen: set[str] = set()
    for pair in pairs:
        both = {guest.persona.name for guest in pair}
        if not both & seen:
            seen |= both
            yield pair


def _is_ready(programme: Programme, guest: Guest, seed: int) -> bool:
    return draw_papers(programme, [guest.persona], seed).are_in_order
