"""One of the programme's organisations: by full name, short name, key or another listed spelling → its key."""

from collections.abc import Sequence

from questionnaires.programme import Organisation
from questionnaires.question import Question
from questionnaires.reading.cells.cell import UNKNOWN, Cell, Reader, Reading, text_of
from questionnaires.reading.cells.nearest import perhaps
from questionnaires.reading.messages.cells import SOLE_ORGANISATION, UNKNOWN_ORGANISATION
from questionnaires.reading.spelling import fold_header


def organisation_spellings(organisations: Sequence[Organisation]) -> dict[str, str]:
    """Return folded spelling → key of the organisation; a spelling two organisations share is left out."""
    spellings: dict[str, str] = {}
    shared: set[str] = set()
    for organisation in organisations:
        for text in {organisation.key, organisation.name, organisation.short, *organisation.also}:
            folded = fold_header(text)
            if spellings.setdefault(folded, organisation.key) != organisation.key:
                shared.add(folded)
    return {folded: key for folded, key in spellings.items() if folded and folded not in shared}


def make_reader(question: Question, organisations: Sequence[Organisation]) -> Reader:
    """Return the reader of an organisation's name."""
    spellings = organisation_spellings(organisations)
    known = [organisation.short for organisation in organisations]

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        if not text:
            return UNKNOWN
        key = spellings.get(fold_header(text))
        if key is not None:
            return Reading(key)
        if len(organisations) == 1:
            sole = organisations[0]
            return Reading(sole.key, (SOLE_ORGANISATION.fill(found=text, value=sole.short),))
        hint = perhaps(text, known)
        return Reading(None, (UNKNOWN_ORGANISATION.fill(found=text, nearest=hint),))

    return read
