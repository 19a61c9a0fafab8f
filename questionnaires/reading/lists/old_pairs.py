"""Pairs that a base from before this program names: they work on, where both names leave no doubt."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from questionnaires.answers import EarlierPair
from questionnaires.finding import Severity
from questionnaires.people import Person
from questionnaires.programme import Programme, ProgrammeForm
from questionnaires.reading.cells.cell import cell_is_blank, text_of
from questionnaires.reading.cells.names import split_names
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.message import Message, Place
from questionnaires.reading.people.directory import Directory, Found, Match
from questionnaires.reading.recognition.headers import Mapped, name_question
from questionnaires.reading.spelling import fold_header
from questionnaires.wording import Wording

PARTNERS = {fold_header("ФИО наставника"): True, fold_header("ФИО наставляемых"): False}
"""Header of the partners → whether the row itself is about a mentee."""
FORM, END = fold_header("Форма"), fold_header("Дата завершения")
UNCLEAR = Message(
    Severity.WARNING,
    "old-pair-unclear",
    "Пара из базы «{own}» – «{partner}» не продолжена: {why}.",
    "The pair “{own}” – “{partner}” of the base is not continued: {why}.",
    "Если пара работает, запишите её в решениях куратора: «оставить вместе».",
    "If the pair works, write it into the curator's decisions: keep together.",
)
NOBODY = Wording("«{found}» нет среди ответивших", "“{found}” is not among those who answered")
SEVERAL = Wording("«{found}» может быть любым из: {candidates}", "“{found}” may be any of: {candidates}")
NO_FORM = Wording(
    "не видно, в какой форме «{form}» она работает", "it is not clear in which form “{form}” it works"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPair:
    """A working pair as a row of an old base tells it."""

    place: Place
    own: str
    partner: str
    own_is_mentee: bool
    form: str


def find_told_pairs(tables: Iterable[Mapped]) -> list[ToldPair]:
    """Return the pairs of old bases that have no day of completion; an exported base tells none.

    What an export names may be a proposal that nobody has agreed to: working pairs of this program come from the
    folder of its run.
    """
    return [pair for table in tables if table.rows is None for pair in _told_in(table)]


def _told_in(table: Mapped) -> Iterable[ToldPair]:
    sheet, name = table.sheet, table.columns.get(name_question(table.questionnaire).key)
    places = {fold_header(header): place for place, header in enumerate(sheet.headers(table.header_row))}
    partner = next((header for header in PARTNERS if header in places), None)
    if partner is None or not name:
        return
    for row in range(table.header_row + 1, sheet.height):
        cells = {header: sheet.columns[place][row] for header, place in places.items()}
        if cell_is_blank(cells[partner]) or not cell_is_blank(cells.get(END, "")):
            continue
        header = sheet.headers(table.header_row)[places[partner]]
        for text in split_names(str(cells[partner])):
            yield ToldPair(
                place=sheet.place(row + 1, header, text),
                own=text_of(sheet.columns[name[0].place][row]),
                partner=text,
                own_is_mentee=PARTNERS[partner],
                form=text_of(cells.get(FORM, "")),
            )


def read_told_pairs(
    told: Iterable[ToldPair],
    programme: Programme,
    directory: Directory,
    decided: Collection[str],
    findings: Findings,
) -> tuple[EarlierPair, ...]:
    """Return the pairs whose people and form are known, each once.

    Parameters
    ----------
    decided
        Codes of the people about whom an earlier run has decided: it has kept or ended their pairs.
    """
    pairs: dict[EarlierPair, None] = {}
    for pair in told:
        found = [directory.find(pair.own, letters=_letters(pair.own_is_mentee))]
        found.append(directory.find(pair.partner, letters=_letters(not pair.own_is_mentee)))
        unclear = [_why(text, one) for text, one in zip((pair.own, pair.partner), found, strict=True)]
        if why := next(filter(None, unclear), None):
            _report(pair, why, findings)
            continue
        mentee, mentor = (one.persons[0] for one in (found if pair.own_is_mentee else found[::-1]))
        form = _find_form(programme, pair.form, mentee, mentor)
        if form is None:
            _report(pair, NO_FORM.format(form=pair.form), findings)
        elif not {mentee.code, mentor.code} <= set(decided):
            pairs[EarlierPair(mentee=mentee.code, mentor=mentor.code, form=form.key)] = None
    return tuple(pairs)


def _letters(is_mentee: bool) -> str:
    return "Н" if is_mentee else "М"


def _why(text: str, found: Found) -> Wording | None:
    if found.match is Match.FOUND:
        return None
    sentence = SEVERAL if found.match is Match.AMBIGUOUS else NOBODY
    return sentence.format(found=text, candidates=found.candidates)


def _report(pair: ToldPair, why: Wording, findings: Findings) -> None:
    findings.add(UNCLEAR, pair.place, own=pair.own, partner=pair.partner, why=why)


def _find_form(programme: Programme, told: str, mentee: Person, mentor: Person) -> ProgrammeForm | None:
    """Return the form that is named, or the only one in which the two may stand."""
    fitting = [
        form for form in programme.forms if mentee.base in form.mentees and mentor.base in form.mentors
    ]
    named = [
        form for form in fitting if fold_header(told) in {fold_header(form.title), fold_header(form.key)}
    ]
    chosen = named if told else fitting
    return chosen[0] if len(chosen) == 1 else None
