"""The register of consents and admissions: a quarter of the papers are late, some outsiders lack one."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from questionnaires.examples.cast import Persona
from questionnaires.examples.dice import Dice
from questionnaires.examples.example import Trap, TrapKind
from questionnaires.examples.shapes import write_workbook
from questionnaires.examples.sheet import Cell, Row, Sheet
from questionnaires.programme import Document, Programme
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.records_form import (
    BIRTH_DATE,
    GRADE,
    NAME,
    ORGANISATION,
    RECORD_HEADERS,
    SIGNER,
    VERSION,
)

LATE = 24
"""Percent of the people whose papers have not come yet."""
WITHDRAWN = 2
UNADMITTED = 20
"""Percent of outsiders who lack one of the papers that admit them."""
FILE_NAME = "Реестр согласий и допусков.xlsx"
ROWS_A_SLIP = 12
"""One name of so many is misspelt, two at most."""
ADMISSION = (
    Document.AGREEMENT,
    Document.TRAINING,
    Document.NO_RECORD,
    Document.MEETING_PLACE,
    Document.SELECTION,
)
FACTS = (NAME.text, ORGANISATION.text, GRADE.text, BIRTH_DATE.text)
SIGNED = (SIGNER.text, VERSION.text)


def file_records(
    programme: Programme,
    people: Sequence[Persona],
    seed: int,
    *,
    spared: Collection[str] = (),
    name: str = FILE_NAME,
) -> tuple[InputFile, tuple[Trap, ...]]:
    """Return the register, and the misspelt names in it; those of `spared` people are written well."""
    documents = [
        document for document in Document if any(document in base.documents for base in programme.bases)
    ]
    documents += [Document.PUBLICATION] if Document.PUBLICATION not in documents else []
    headers = (*FACTS, *(RECORD_HEADERS[document] for document in documents), *SIGNED)
    rows = [row for persona in _once(people) if (row := _row(programme, persona, documents, seed))]
    sheet = Sheet(headers=headers, rows=tuple(rows), title="Реестр")
    sheet, traps = _misspell(sheet, name, spared, Dice(seed, programme.key, "records", name))
    return InputFile(name, write_workbook((sheet,))), traps


def has_papers(programme: Programme, persona: Persona, seed: int) -> bool:
    """Whether every record that the person's base asks for stands in the register."""
    dice = Dice(seed, programme.key, persona.base.key, persona.number, "records")
    late, withdrawn = dice.chance(LATE), dice.chance(WITHDRAWN)
    if late or withdrawn:
        return False
    _signing_day(programme, dice)
    return _missing(persona, dice) is None


def _signing_day(programme: Programme, dice: Dice) -> date:
    return programme.date + timedelta(days=2 + dice.below(20))


def _once(people: Sequence[Persona]) -> list[Persona]:
    """Return every person once, however many bases the person stands in."""
    found: dict[tuple[object, ...], Persona] = {}
    for persona in people:
        found.setdefault((persona.name, persona.organisation, persona.birth), persona)
    return sorted(found.values(), key=lambda persona: (persona.organisation, persona.name, persona.birth))


def _row(programme: Programme, persona: Persona, documents: list[Document], seed: int) -> Row | None:
    dice = Dice(seed, programme.key, persona.base.key, persona.number, "records")
    late, withdrawn = dice.chance(LATE), dice.chance(WITHDRAWN)
    if late and dice.chance(50):
        return None
    signed = _signing_day(programme, dice)
    missing = _missing(persona, dice)
    cells: list[Cell] = []
    for document in documents:
        wanted = document in persona.base.documents or (document is Document.PUBLICATION and dice.chance(55))
        given = wanted and document is not missing and not (late and document not in ADMISSION)
        cells.append(signed if given else "")
    if withdrawn and cells[0]:
        cells[0] = f"отозвано {(signed + timedelta(days=9)).strftime('%d.%m.%Y')}"
    organisation = programme.get_organisation(persona.organisation).short
    signer = "законный представитель" if persona.is_minor else "сам"
    return (
        persona.name,
        organisation,
        str(persona.grade or ""),
        persona.birth,
        *cells,
        "" if late else signer,
        "" if late else "1",
    )


def _missing(persona: Persona, dice: Dice) -> Document | None:
    """Return the paper that an outsider has not brought: without it nobody from outside is admitted."""
    needed = [document for document in ADMISSION if document in persona.base.documents]
    return dice.pick(needed) if needed and dice.chance(UNADMITTED) else None


def _misspell(sheet: Sheet, file: str, spared: Collection[str], dice: Dice) -> tuple[Sheet, tuple[Trap, ...]]:
    """Leave a letter out of two surnames: whose paper it is, a person has to say."""
    traps = []
    numbers = [number for number, row in enumerate(sheet.rows) if row[0] not in spared]
    for number in dice.some(numbers, len(numbers) // ROWS_A_SLIP if len(numbers) < 2 * ROWS_A_SLIP else 2):
        name = str(sheet.rows[number][0])
        wrong = name[:3] + name[4:]
        sheet = sheet.with_cell(number, 0, wrong)
        traps.append(Trap(file=file, row=number + 2, column=NAME.text, kind=TrapKind.MISSPELT, found=wrong))
    return sheet, tuple(traps)
