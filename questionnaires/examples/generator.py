"""Makes the files of a programme: the whole way from invented people to bytes."""

from collections.abc import Sequence

from questionnaires.examples.dice import Dice
from questionnaires.examples.example import Example, Trap, TrapKind
from questionnaires.examples.files.filing import Part, file_answers
from questionnaires.examples.files.traps import plant
from questionnaires.examples.lists.affinity import invite
from questionnaires.examples.lists.decisions import file_decisions
from questionnaires.examples.lists.meeting import file_preferences
from questionnaires.examples.lists.old_base import keep_base
from questionnaires.examples.lists.records import file_records
from questionnaires.examples.lists.requests import file_requests
from questionnaires.examples.people.submissions import Submission, copy_neighbours, submit
from questionnaires.examples.people.troupe import Troupe, gather
from questionnaires.programme import Programme
from questionnaires.reading.input_file import InputFile

SEED = 2026
NOTES = {
    "r1-district": "Район: двенадцать школ и три организации дополнительного образования, дети в двух организациях",
    "r2-gymnasium": "Гимназия: базы с границами возраста и стажа, отдельная база, допуск приходящих наставников",
    "r3-full-process": "Полный процесс: дополнения к запросу, общая встреча и анкеты предпочтений",
    "r4-additional-education": "Дом творчества: решения после собеседований, в течение года пришли ещё пятеро",
    "r5-teachers": "Учителя восемнадцати школ: сначала своя школа, имена записаны по-разному",
}
"""What is special to the files of each built-in programme."""
ADDED = "(дополнение)"


def example_files(programme: Programme, seed: int = SEED, *, people: int | None = None) -> Example:
    """Return example files of a programme; the same programme, seed and number are always the same bytes.

    Parameters
    ----------
    programme
        Any programme: what is asked comes from its questionnaires.
    seed
        Decides every draw.
    people
        How many people answer, all bases together; None for the usual number of a built-in programme.
    """
    troupe = gather(programme, people, seed)
    submissions = _submit_all(programme, troupe, seed)
    filed, bases, kept = keep_base(programme, submissions, seed)
    files, traps = _write(programme, file_answers(programme, filed), seed)
    guests = invite(submissions)
    preferences, strangers = file_preferences(programme, guests, seed)
    decisions, unknown = file_decisions(programme, guests, seed)
    register, misspelt = file_records(
        programme, troupe.everybody(), seed, spared=decisions.named, misspelt=decisions.misspelt
    )
    return Example(
        programme=programme.key,
        answers=(*files, *bases, *file_requests(programme, troupe, seed), register),
        preferences=tuple(preferences),
        verdicts=decisions.verdicts,
        locks=decisions.locks,
        additions=tuple(_file_later(programme, troupe, seed)),
        traps=(*traps, *kept, *misspelt, *strangers, *unknown, *_standing_twice(troupe)),
        planned={key: len(persons) for key, persons in troupe.bases.items()},
        note=NOTES.get(programme.key, ""),
    )


def gather_submissions(programme: Programme, people: int | None = None) -> list[Submission]:
    """Return what everybody sent, before it is put into files."""
    return _submit_all(programme, gather(programme, people, SEED), SEED)


def _submit_all(programme: Programme, troupe: Troupe, seed: int) -> list[Submission]:
    sent = [one for persona in troupe.everybody() for one in submit(programme, persona, seed)]
    return copy_neighbours(sent)


def _write(programme: Programme, parts: Sequence[Part], seed: int) -> tuple[list[InputFile], list[Trap]]:
    files: list[InputFile] = []
    traps: list[Trap] = []
    for part in parts:
        spoilt, planted = plant(part, Dice(seed, programme.key, part.name, "traps"))
        files.append(InputFile(spoilt.name, spoilt.shape.write(spoilt.sheet)))
        traps.extend(planted)
    return files, traps


def _file_later(programme: Programme, troupe: Troupe, seed: int) -> list[InputFile]:
    """Return the files of those who join during the year, with a register of their own."""
    if not troupe.later:
        return []
    sent = [one for persona in troupe.later for one in submit(programme, persona, seed, late=True)]
    files, _ = _write(programme, file_answers(programme, sent, ADDED), seed)
    register, _ = file_records(programme, troupe.later, seed, name=f"Реестр согласий и допусков {ADDED}.xlsx")
    return [*files, register]


def _standing_twice(troupe: Troupe) -> list[Trap]:
    """Name those who are two persons under one name, or one person in two bases or organisations."""
    kinds = (
        (TrapKind.NAMESAKE, [one for one, _ in troupe.namesakes]),
        (TrapKind.TWO_BASES, [one for one, _ in troupe.twins]),
        (TrapKind.TWO_ORGANISATIONS, list(troupe.elsewhere)),
    )
    return [
        Trap(file="", row=None, column="", kind=kind, found=one.name)
        for kind, people in kinds
        for one in people
    ]
