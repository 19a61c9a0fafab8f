"""The columns of a file as a person sees them, and the mapping the person makes of them; both in the limited child."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaires.loading import load_programme
from questionnaires.programme import Programme
from questionnaires.question import Questionnaire
from questionnaires.reading import InputFile, propose_profile
from questionnaires.reading.cells.cell import cell_is_blank, text_of
from questionnaires.reading.findings import Findings
from questionnaires.reading.recognition.headers import HEADER_ROWS, map_headers, questions_of
from questionnaires.reading.recognition.profile import FileProfile, Profile, read_profiles
from questionnaires.reading.recognition.proposing import propose_for
from questionnaires.reading.recognition.recognise import ANSWER_LAYOUTS, IGNORE, candidates
from questionnaires.reading.tables.sheet import Sheet
from questionnaires.reading.tables.table import read_table

MOST_SAMPLES, LONGEST_SAMPLE = 3, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSeen:
    """One column with a header: what stands in it, and the question it answers or ``""``."""

    header: str
    samples: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSeen:
    """One table of a file.

    Parameters
    ----------
    reads
        Key of the questionnaire it is taken for; ``ignore``, or empty while nobody has said.
    questions
        (key, text) of the questions of that questionnaire.
    """

    title: str
    reads: str
    columns: tuple[ColumnSeen, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """A file with all a person may say it is: (key, title) of questionnaires."""

    sheets: tuple[SheetSeen, ...]
    choices: tuple[tuple[str, str], ...]


def see_columns(
    content: bytes, file: InputFile, saved: Sequence[InputFile], reads: Mapping[int, str]
) -> FileSeen:
    """Return the tables of a file with what each column is taken for.

    Parameters
    ----------
    content
        The programme.
    saved
        Mappings made before.
    reads
        Place of a table → what a person says it is now.
    """
    programme = load_programme(content)
    forms = _forms(programme)
    before, proposed = read_profiles(saved, Findings()), propose_profile(programme, file)
    seen = []
    for place, sheet in enumerate(read_table(file, Findings())):
        known = before.find(sheet.file, sheet.title) or proposed.files[place]
        chosen = reads.get(place, known.reads)
        seen.append(_see(sheet, chosen, known, forms.get(chosen)))
    return FileSeen(sheets=tuple(seen), choices=tuple((key, form.title) for key, form in forms.items()))


def map_columns(content: bytes, file: InputFile, said: Sequence[tuple[str, Sequence[str]]]) -> bytes | None:
    """Return the mapping of a file as a profile, or None when what was said does not fit the file.

    Parameters
    ----------
    said
        Of each table what it is, and for each column with a header the key of a question or ``""``.
    """
    forms, sheets = _forms(load_programme(content)), read_table(file, Findings())
    if len(said) != len(sheets):
        return None
    files = []
    for sheet, (reads, keys) in zip(sheets, said, strict=True):
        headers = _headers(sheet, forms.get(reads))
        known = {question.key for question in questions_of(forms[reads])} if reads in forms else set()
        if (reads not in forms and reads != IGNORE) or not set(keys) <= {*known, ""}:
            return None
        if reads in forms and len(keys) != len(headers):
            return None
        columns = dict(zip((header for _, header in headers), keys, strict=False))
        files.append(FileProfile(name=sheet.file, sheet=sheet.title, reads=reads, columns=columns))
    return Profile(tuple(files)).to_toml()


def _forms(programme: Programme) -> dict[str, Questionnaire]:
    return {form.key: form for _, form in candidates(programme, ANSWER_LAYOUTS)}


def _see(sheet: Sheet, reads: str, known: FileProfile, form: Questionnaire | None) -> SheetSeen:
    if form is None:
        return SheetSeen(title=sheet.title, reads=reads if reads == IGNORE else "")
    keys = known.columns if known.reads == reads else propose_for(sheet, form)
    below = _header_row(sheet, form) + 1
    columns = tuple(
        ColumnSeen(header=header, samples=_samples(sheet, place, below), key=keys.get(header, ""))
        for place, header in _headers(sheet, form)
    )
    questions = tuple((question.key, question.text) for question in questions_of(form))
    return SheetSeen(title=sheet.title, reads=reads, columns=columns, questions=questions)


def _headers(sheet: Sheet, form: Questionnaire | None) -> list[tuple[int, str]]:
    """Return (place, header) of the columns that have one."""
    headers = sheet.headers(_header_row(sheet, form)) if sheet.height else []
    return [(place, header) for place, header in enumerate(headers) if header.strip()]


def _header_row(sheet: Sheet, form: Questionnaire | None) -> int:
    """Return the row of the headers; while no header is known, the fullest of the first rows."""
    mapped = map_headers(sheet, form) if form is not None and sheet.height else None
    if mapped is not None and mapped.columns:
        return mapped.header_row
    rows = range(min(HEADER_ROWS, sheet.height))
    return max(
        rows, key=lambda row: (sum(not cell_is_blank(cell) for cell in sheet.row(row)), -row), default=0
    )


def _samples(sheet: Sheet, place: int, below: int) -> tuple[str, ...]:
    filled = (text_of(cell) for cell in sheet.columns[place][below:] if not cell_is_blank(cell))
    found: dict[str, None] = {}
    for text in filled:
        found.setdefault(text[:LONGEST_SAMPLE] + ("…" if len(text) > LONGEST_SAMPLE else ""))
        if len(found) == MOST_SAMPLES:
            break
    return tuple(found)
