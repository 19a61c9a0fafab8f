"""Makes the files of a programme: the whole way from invented people to bytes."""

from collections.abc import Sequence

from questionnaires.examples.dice import Dice
from questionnaires.examples.example import Example, InputFile, Trap, TrapKind
from questionnaires.examples.filing import Part, file_answers
from questionnaires.examples.records import file_records
from questionnaires.examples.submissions import Submission, submit
from questionnaires.examples.traps import plant
from questionnaires.examples.troupe import Troupe, gather
from questionnaires.programme import Programme

SEED = 2026


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
    files, traps = _write(programme, file_answers(programme, submissions), seed)
    register, misspelt = file_records(programme, troupe.everybody(), seed)
    return Example(
        programme=programme.key,
        answers=(*files, register),
        traps=(*traps, *misspelt, *_standing_twice(troupe)),
        planned={key: len(persons) for key, persons in troupe.bases.items()},
    )


def gather_submissions(programme: Programme, people: int | None = None, seed: int = SEED) -> list[Submission]:
    """Return what everybody sent, before it is put into files."""
    return _submit_all(programme, gather(programme, people, seed), seed)


def _submit_all(programme: Programme, troupe: Troupe, seed: int) -> list[Submission]:
    return [one for persona in troupe.everybody() for one in submit(programme, persona, seed)]


def _write(programme: Programme, parts: Sequence[Part], seed: int) -> tuple[list[InputFile], list[Trap]]:
    files: list[InputFile] = []
    traps: list[Trap] = []
    for part in parts:
        spoilt, planted = plant(part, Dice(seed, programme.key, part.name, "traps"))
        files.append(InputFile(spoilt.name, spoilt.shape.write(spoilt.sheet)))
        traps.extend(planted)
    return files, traps


def _standing_twice(troupe: Troupe) -> list[Trap]:
    """Name those who are two persons under one name, or one person in two bases."""
    kinds = ((TrapKind.NAMESAKE, troupe.namesakes), (TrapKind.TWO_BASES, troupe.twins))
    return [
        Trap(file="", row=None, column="", kind=kind, found=one.name)
        for kind, pairs in kinds
        for one, _ in pairs
    ]
