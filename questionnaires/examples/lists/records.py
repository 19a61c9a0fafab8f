"""The register of consents and admissions: a quarter of the papers are late, some outsiders lack one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from questionnaires.examples.dice import Dice, is_picked
from questionnaires.examples.example import Trap, TrapKind
from questionnaires.examples.files.shapes import write_workbook
from questionnaires.examples.files.sheet import Cell, Row, Sheet
from questionnaires.examples.people.cast import Persona
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

LATE = (4,)
"""Of so many people the papers of one have not come yet."""
WITHDRAWN = 2
PUBLIC = 55
"""Percent of the people who agree to be named on the site."""
UNADMITTED = 20
"""Percent of outsiders who lack one of the papers that admit them."""
UNTRAINED = 8
"""Percent of the mentors of the school itself who have not been selected or trained yet."""
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
    misspelt: Collection[str] = (),
    name: str = FILE_NAME,
) -> tuple[InputFile, tuple[Trap, ...]]:
    """Return the register, and the misspelt names in it.

    Those of `spared` people are written well, those of `misspelt` ones never.
    """
    asked = {document for base in programme.bases for document in base.documents} | {Document.PUBLICATION}
    documents = [document for document in Document if document in asked]
    headers = (*FACTS, *(RECORD_HEADERS[document] for document in documents), *SIGNED)
    drawn = [(roles[0], draw_papers(programme, roles, seed)) for roles in _roles(people)]
    rows = [_row(programme, persona, papers, documents) for persona, papers in drawn if not papers.lost]
    sheet = Sheet(headers=headers, rows=tuple(rows), title="Реестр")
    sheet, traps = _misspell(sheet, name, (spared, misspelt), Dice(seed, programme.key, "records", name))
    return InputFile(name, write_workbook((sheet,))), traps


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What has become of the papers of one person.

    Parameters
    ----------
    late, lost
        The consents have not come; not even a row stands in the register.
    missing
        One paper of admission that is not there yet.
    """

    wanted: frozenset[Document]
    late: bool
    lost: bool
    withdrawn: bool
    missing: Document | None
    signed: date

    @property
    def are_in_order(self) -> bool:
        """Whether every record that is needed stands in the register."""
        return not (self.late or self.withdrawn or self.missing)

    def cell(self, document: Document) -> Cell:
        """Return what stands in the register under a document."""
        if (
            document not in self.wanted
            or document is self.missing
            or (self.late and document not in ADMISSION)
        ):
            return ""
        if self.withdrawn and document is Document.PROCESSING:
            return f"отозвано {(self.signed + timedelta(days=9)).strftime('%d.%m.%Y')}"
        return self.signed


def draw_papers(programme: Programme, roles: Sequence[Persona], seed: int) -> Papers:
    """Return the papers of one person, given every role of the person."""
    first = roles[0]
    dice = Dice(seed, programme.key, first.name, first.birth, "records")
    late = is_picked(first.number, LATE, seed, programme.key, first.base.key, "late")
    wanted = {document for persona in roles for document in persona.base.documents}
    public = {Document.PUBLICATION} if dice.chance(PUBLIC) else set()
    admitting = [document for document in ADMISSION if document in wanted]
    outsider = any(persona.base.category.is_outsider for persona in roles)
    lacking = dice.chance(UNADMITTED if outsider else UNTRAINED)
    return Papers(
        wanted=frozenset(wanted | public),
        late=late,
        lost=late and dice.chance(50),
        withdrawn=dice.chance(WITHDRAWN),
        missing=dice.pick(admitting) if admitting and lacking else None,
        signed=programme.date + timedelta(days=2 + dice.below(20)),
    )


def _roles(people: Sequence[Persona]) -> list[list[Persona]]:
    """Return every person of an organisation once, with all bases the person stands in."""
    found: dict[tuple[str, str, date], list[Persona]] = {}
    for persona in people:
        found.setdefault((persona.organisation, persona.name, persona.birth), []).append(persona)
    return [found[key] for key in sorted(found)]


def _row(programme: Programme, persona: Persona, papers: Papers, documents: Sequence[Document]) -> Row:
    signer = "законный представитель" if persona.is_minor else "сам"
    return (
        persona.name,
        programme.get_organisation(persona.organisation).short,
        str(persona.grade or ""),
        persona.birth,
        *(papers.cell(document) for document in documents),
        "" if papers.late else signer,
        "" if papers.late else "1",
    )


def _misspell(
    sheet: Sheet, file: str, names: tuple[Collection[str], Collection[str]], dice: Dice
) -> tuple[Sheet, tuple[Trap, ...]]:
    """Leave a letter out of two surnames, and of those that must be wrong: whose paper it is, a person has to say."""
    traps = []
    spared, misspelt = names
    papers = slice(len(FACTS), -len(SIGNED))
    numbers = [n for n, row in enumerate(sheet.rows) if any(row[papers]) and row[0] not in spared]
    drawn = dice.some(numbers, len(numbers) // ROWS_A_SLIP if len(numbers) < 2 * ROWS_A_SLIP else 2)
    for number in sorted({*drawn, *(n for n, row in enumerate(sheet.rows) if row[0] in misspelt)}):
        name = str(sheet.rows[number][0])
        wrong = name[:3] + name[4:]
        sheet = sheet.with_cell(number, 0, wrong)
        traps.append(Trap(file=file, row=number + 2, column=NAME.text, kind=TrapKind.MISSPELT, found=wrong))
    return sheet, tuple(traps)
