"""The pairs that a school wrote down as over, in the bases of the earlier run and in those it gives back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from questionnaires.finding import Finding, InputRefused, Severity
from questionnaires.people import Person
from questionnaires.reading import InputFile, read_people
from questionnaires.reading.cells.cell import Cell, text_of
from questionnaires.reading.cells.dates import read_date
from questionnaires.reading.cells.names import split_names
from questionnaires.reading.findings import Findings
from questionnaires.reading.list_forms import LEFT
from questionnaires.reading.messages.message import Message, Place
from questionnaires.reading.tables.sheet import Sheet
from questionnaires.reading.tables.table import read_table
from service.documents.bases.earlier import may_be_base
from service.documents.words.grounds import is_known
from service.folder.earlier.days import EarlierDays, PairKey
from service.named import fold_name

CODE, END, RESULT = "Код", "Дата завершения", "Результаты"
PARTNERS = ("ФИО наставника", "ФИО наставляемых", "Код наставника или наставляемого")
"""Headers under which a base names the other one of a pair."""
NO_DAY = Message(
    Severity.ERROR,
    "end-unreadable",
    "«{found}» — не дата: неизвестно, по какой день работала пара.",
    "“{found}” is no date: it is not known till when the pair worked.",
    "Впишите последний день пары: ДД.ММ.ГГГГ; почему она завершилась — в столбец «Результаты».",
    "Write the last day of the pair as DD.MM.YYYY, and why it ended into the column «Результаты».",
)
WHICH_PAIR = Message(
    Severity.ERROR,
    "end-of-which",
    "{name}: дата завершения есть, а у наставника несколько пар ({mentees}). Какая из них завершилась, не видно.",
    "{name} has a day of an end and several pairs ({mentees}). It is not clear which of them ended.",
    "Впишите дату в базе наставляемых: у каждого, чья пара завершилась. Если наставник ушёл, "
    "напишите о нём решение «выбыл» (--locks): завершатся все его пары, и других подбор ему не предложит.",
    "Write the day into the base of mentees, for everybody whose pair ended. If the mentor has left, write "
    "the decision «выбыл» (--locks): all the pairs end, and nobody else is proposed to the mentor.",
)

ENDS_DIFFER = Message(
    Severity.ERROR,
    "ends-differ",
    "Последний день пары записан дважды и по-разному: здесь {found}, а в файле {file}, строка {row}, — {other}.",
    "The last day of the pair is written twice and differently: {found} here, {other} in the file {file}, row {row}.",
    "Оставьте один и тот же день в обеих базах или уберите его из одной.",
    "Leave one and the same day in both bases, or take it out of one.",
)
RESULT_WITHOUT_DAY = Message(
    Severity.WARNING,
    "result-without-day",
    "{name}: в «Результаты» записано «{found}», а дня завершения нет: пара считается работающей.",
    "{name}: “{found}” stands among the results and no day of an end does: the pair is taken for working.",
    "Если пара завершилась, впишите её последний день в «Дата завершения» базы наставляемых.",
    "If the pair is over, write its last day into «Дата завершения» of the base of mentees.",
)
RESULT_OF_WHICH = Message(
    Severity.WARNING,
    "result-of-which",
    "{name}: записанное в «Результаты» не прочитано: у наставника несколько пар ({mentees}), и завершились не все.",
    "{name}: the result was not read: the mentor has several pairs ({mentees}), and not all of them ended.",
    "Впишите, почему пара завершилась, в базе наставляемых: рядом с датой её завершения.",
    "Write why a pair ended into the base of mentees, beside the day of its end.",
)


class End(NamedTuple):
    """What a school wrote into its base of a pair that is over.

    Parameters
    ----------
    day
        «Дата завершения».
    result
        «Результаты», which tell why a pair ended early.
    """

    day: date
    result: str = ""


Ends = Mapping[PairKey, End]


@dataclass(frozen=True, slots=True)
class EndsRead:
    """The ends of the pairs of an earlier run, by pair, and what was noticed about results that end nothing."""

    ends: Ends
    findings: tuple[Finding, ...] = ()


class _Told(NamedTuple):
    """A row with an end or a result: whose it is, whom it names as the other ones, whether a school gave it back."""

    code: str
    day: date | None
    result: str
    place: Place
    partners: tuple[str, ...]
    is_given: bool

    def tells(self, couple: PairKey, people: Mapping[str, Person], days: EarlierDays) -> bool:
        """Return whether the row is about this pair of its person; the bases of the run itself are about no other."""
        if not self.is_given:
            return True
        partner = couple[1] if couple[0] == self.code else couple[0]
        began, person = days.began.get(couple), people.get(partner)
        spellings = (partner, person.name, *person.spellings) if person else (partner,)
        named = set(map(fold_name, self.partners)) & set(map(fold_name, spellings))
        return bool(named) and (began is None or self.day is None or began <= self.day)


def read_ends(
    earlier: Mapping[str, bytes],
    given: Iterable[InputFile],
    couples: Collection[PairKey],
    days: EarlierDays,
) -> EndsRead:
    """Return the ends of the pairs of an earlier run.

    A base that is given back may be older than the run: it tells of a pair only where it names both and a day on which
    the pair worked. A day beside a mentor of several pairs tells nothing where the base of mentees does not.

    Parameters
    ----------
    earlier
        Name → bytes of the files of the earlier run, named with ``~`` for ``/``.
    given
        Files of the refresh, bases among them.

    Raises
    ------
    InputRefused
        When a base of the run cannot be opened, words stand for a day, or it is not clear which pair is over.
    """
    findings = Findings()
    people = _people(earlier)
    told = [*_told_earlier(earlier, findings), *_told_given(given, findings)]
    ends: dict[PairKey, End] = {}
    dated = [row for row in told if row.day]
    for row in dated:
        own = [couple for couple in couples if couple[0] == row.code and row.tells(couple, people, days)]
        ends |= {couple: End(row.day, row.result) for couple in own if row.day}
    for row in dated:
        mine = [couple for couple in couples if couple[1] == row.code and row.tells(couple, people, days)]
        if row.day and len(mine) == len(row.partners) == 1:
            beside = [one for one in dated if one.code == mine[0][0] and one.tells(mine[0], people, days)]
            _report_other_day(row, beside, findings)
            known = ends.setdefault(mine[0], End(row.day, row.result))
            ends[mine[0]] = known._replace(result=known.result or row.result)
            continue
        told_already = any(couple in ends or couple in days.completed for couple in mine)
        if mine and len(mine) == len(row.partners) and not told_already:
            mentees = ", ".join(_name(mentee, people) for mentee, _ in mine)
            findings.add(WHICH_PAIR, row.place, name=_name(row.code, people), mentees=mentees)
    refused = [finding for finding in findings.all() if finding.severity is Severity.ERROR]
    if refused:
        raise InputRefused(refused)
    whole = _with_results(ends, told, couples, people, days, findings)
    return EndsRead(whole, findings.all())


def _with_results(
    ends: Ends,
    told: Sequence[_Told],
    couples: Collection[PairKey],
    people: Mapping[str, Person],
    days: EarlierDays,
    findings: Findings,
) -> Ends:
    """Return the ends with the results that stand in rows without a day; what ends nothing is pointed out.

    What a school gave back goes before what the run's own base holds.
    """
    found = dict(ends)
    for row in sorted((row for row in told if not row.day), key=lambda each: not each.is_given):
        own = [two for two in couples if row.code in two and row.tells(two, people, days)]
        over = [couple for couple in own if couple in found]
        if over and len(over) == len(own):
            found |= {two: found[two]._replace(result=found[two].result or row.result) for two in over}
        elif over:
            mentees = ", ".join(_name(mentee, people) for mentee, _ in own)
            findings.add(RESULT_OF_WHICH, row.place, name=_name(row.code, people), mentees=mentees)
        elif own and is_known(row.result) and not set(own) <= days.completed.keys():
            findings.add(RESULT_WITHOUT_DAY, row.place, name=_name(row.code, people), found=row.result)
    return found


def _report_other_day(row: _Told, beside: Iterable[_Told], findings: Findings) -> None:
    """Report a mentor's day that is not the mentee's; a base that was given back may correct one of the run."""
    for other in beside:
        if other.is_given is row.is_given and other.day != row.day:
            values = {"file": other.place.file, "row": other.place.row, "other": other.place.found}
            findings.add(ENDS_DIFFER, row.place, found=row.place.found, **values)


def _people(earlier: Mapping[str, bytes]) -> Mapping[str, Person]:
    people, _ = read_people(InputFile("people.csv", earlier.get("people.csv", b"")))
    return people.by_code()


def _name(code: str, people: Mapping[str, Person]) -> str:
    person = people.get(code)
    return person.name if person and person.name else code


def _told_earlier(earlier: Mapping[str, bytes], findings: Findings) -> Iterator[_Told]:
    """Yield what the bases of the run itself tell; one that cannot be opened is an error."""
    for name, content in earlier.items():
        if name.endswith(("mentees.xlsx", "mentors.xlsx")):
            yield from _told_in(InputFile(name.replace("~", "/"), content), False, findings)


def _told_given(given: Iterable[InputFile], findings: Findings) -> Iterator[_Told]:
    """Yield what bases among the answers tell; what else is wrong with such a file is said where answers are read."""
    for file in given:
        if may_be_base(file.content):
            yield from _told_in(file, True, findings)


def _told_in(file: InputFile, is_given: bool, findings: Findings) -> Iterator[_Told]:
    own = Findings()
    sheets = sorted(read_table(file, own), key=lambda each: each.title == LEFT)
    findings.extend(own.all() if not is_given else ())
    met: set[str] = set()
    for sheet in sheets:
        yield from _told_on(sheet, met, is_given, findings)


def _told_on(sheet: Sheet, met: set[str], is_given: bool, findings: Findings) -> Iterator[_Told]:
    """Yield the ends on one sheet; none when it has not the headers of a base.

    Parameters
    ----------
    met
        Codes that the sheets before have told of: a former entry of theirs is about a pair that ended before this one.
    """
    rows = [sheet.row(number) for number in range(sheet.height)]
    top = next((number for number, row in enumerate(rows) if {CODE, END} <= set(map(str, row))), None)
    if top is None:
        return
    header = [str(cell) for cell in rows[top]]
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        cells = {title: text_of(cell) for title, cell in zip(header, row, strict=False)}
        if sheet.title == LEFT and cells[CODE] in met:
            continue
        met.add(cells[CODE])
        day = read_date(row[header.index(END)]) if cells[END] else None
        result = cells.get(RESULT, "")
        title = END if cells[END] else RESULT
        place = sheet.place(number, title, cells.get(title, ""))
        if cells[END] and day is None:
            findings.add(NO_DAY, place, found=cells[END])
        elif day is not None or result:
            partners = _partners(dict(zip(header, row, strict=False)))
            yield _Told(cells[CODE], day, result, place, partners, is_given)


def _partners(cells: Mapping[str, Cell]) -> tuple[str, ...]:
    """Return who is named in a row, one on a line."""
    return split_names("\n".join(str(cells[title]) for title in PARTNERS if title in cells))
