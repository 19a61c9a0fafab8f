"""What a base of the field says about a person: the columns of both bases and of the lists kept apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from questionnaires.answers import PairState
from questionnaires.people import Person
from questionnaires.programme import Document, Side
from questionnaires.question import Value
from questionnaires.reading.list_forms import SUMMED
from service.documents.bases.consents import Consents
from service.documents.bases.earlier import CODE, NAME
from service.documents.formats.sheets import Cell, Column
from service.documents.participants import Participants, Partner, replies
from service.documents.words.answer_text import answer_text
from service.view import RunView


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """Everything a row of a base is made from."""

    participants: Participants
    answers: Mapping[str, Mapping[str, Value]]
    partners: Mapping[str, list[Partner]]
    agreed: Mapping[str, date]
    """Code → first day of the consent to processing."""
    consents: Consents
    renewed: frozenset[str] = frozenset()
    """Codes of people whose pair ended and stands again in this run, with the same partner."""

    @classmethod
    def of(cls, view: RunView, apart: bool = False) -> "Ledger":
        """Return the ledger of a run; with `apart`, of the people kept apart."""
        participants = Participants.of(view)
        partners = participants.partners_apart() if apart else participants.partners()
        consents = Consents.of(view.answers)
        return cls(participants, replies(view), partners, _agreed(view), consents, _renewed(view))

    def said(self, person: Person, header: str) -> str:
        """Return what the person answered to the questions of a column, without those only the curator sees."""
        base, given = self.participants.bases.get(person.base), self.answers.get(person.code, {})
        asked = SUMMED[header].of(base.questionnaire) if base else ()
        texts = [answer_text(question, given[question.key]) for question in asked if question.key in given]
        # a line for each question, so that reading can tell the subject taught from the subjects offered
        return "\n".join(text for text in texts if text)

    def entered(self, person: Person) -> date | None:
        """Return the day the questionnaire came; where no file says it, the day the data could be used."""
        came = self.answers.get(person.code, {}).get("timestamp")
        return came.date() if isinstance(came, datetime) else self.agreed.get(person.code)

    def lines(self, person: Person, told: Callable[[Partner], str]) -> str:
        """Return one line per partner."""
        return "\n".join(told(partner) for partner in self.partners.get(person.code, ()))


def _renewed(view: RunView) -> frozenset[str]:
    going = (PairState.WORKING, PairState.FORMER)  # who only lost the mentor has no ended entry to close
    over = {(p.mentee, p.mentor) for p in view.answers.previous if p.state not in going}
    again = ({pair.mentee, pair.mentor} for pair in view.pairs() if (pair.mentee, pair.mentor) in over)
    return frozenset().union(*again)


def _agreed(view: RunView) -> dict[str, date]:
    days: dict[str, date] = {}
    for record in view.answers.records:
        if record.document is Document.PROCESSING and record.given and record.on is not None:
            days[record.code] = min(record.on, days.get(record.code, record.on))
    return days


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of a base: filled from the run, or by hand when `told` is None."""

    title: str
    width: int
    told: Callable[[Ledger, Person], Cell] | None = None
    of_run: bool = False
    """The run alone decides it: without a mentor now, no mentor stands there."""
    first_stays: bool = False
    """What stood there first is kept: the day a person entered does not change."""
    names_partner: bool = False
    ends_pair: bool = False
    """What is typed here ends the pair of its round: beside another one it would end the new pair."""
    of_pair: bool = False
    """What is typed here is about the pair of its round: it is closed with it."""

    @property
    def column(self) -> Column:
        """Return the column of the sheet."""
        return Column(title=self.title, width=self.width, by_hand=self.told is None)


def _said(title: str, width: int) -> Entry:
    """Return a column of answers, which reading takes apart again."""
    return Entry(title, width, lambda ledger, person: ledger.said(person, title))


def _partner_names(ledger: Ledger, person: Person) -> str:
    return ledger.lines(person, lambda partner: partner.person.name)


def _partners(title: str) -> Entry:
    """Return a column with the names of those a person is paired with."""
    return Entry(title, 28, _partner_names, of_run=True, names_partner=True)


def _partner_place(ledger: Ledger, person: Person) -> str:
    return ledger.lines(person, lambda partner: ledger.participants.place(partner.person))


_NUMBER = Entry("№", 5, lambda ledger, person: "")
_NAME = Entry(NAME, 28, lambda ledger, person: person.name)
_PLACE = Entry("Место работы/учёбы", 24, lambda ledger, person: ledger.participants.place(person))
_ENTERED = Entry("Дата вхождения", 12, lambda ledger, person: ledger.entered(person), first_stays=True)
_FORM = Entry(
    "Форма", 18, lambda ledger, person: ledger.lines(person, lambda partner: partner.form.title), True
)
_REQUEST = _said("Основной запрос", 30)
_RESULTS = (Entry("Результаты", 24, of_pair=True), Entry("Ссылка на кейс/отзыв", 20, of_pair=True))
_END = Entry("Дата завершения", 12, ends_pair=True)
_DONE = Entry("Отметка о прохождении", 14, of_pair=True)
_CODE = Entry(CODE, 8, lambda ledger, person: person.code)

MENTEES = (
    _NUMBER,
    _NAME,
    Entry("Контактные данные (представителя)", 28, lambda ledger, person: _contact(person)),
    Entry("Год рождения", 9, lambda ledger, person: person.birth_date.year if person.birth_date else None),
    _REQUEST,
    _ENTERED,
    _partners("ФИО наставника"),
    _FORM,
    Entry("Место работы/учёбы наставника", 24, _partner_place, True),
    _END,
    *_RESULTS,
    _DONE,
    _CODE,
)
"""База наставляемых: the thirteen customary columns and the code."""

MENTORS = (
    _NUMBER,
    _NAME,
    Entry("Контактные данные", 28, lambda ledger, person: _contact(person)),
    _PLACE,
    _said("Основные компетенции", 28),
    _said("Важные достижения", 24),
    _said("Интересы", 22),
    _said("Желаемый возраст наставляемых", 14),
    _said("Ресурс времени", 20),
    _ENTERED,
    _partners("ФИО наставляемых"),
    _FORM,
    Entry("Место работы/учёбы наставляемого", 24, _partner_place, True),
    _END,
    *_RESULTS,
    _CODE,
)
"""База наставников: the sixteen customary columns and the code."""

APART = (
    _NUMBER,
    _CODE,
    _REQUEST,
    _ENTERED,
    Entry(
        "Код наставника или наставляемого",
        16,
        lambda ledger, person: _partner_codes(ledger, person),
        of_run=True,
        names_partner=True,
    ),
    _FORM,
    _END,
    *_RESULTS,
    _DONE,
)
"""The list of people kept apart: codes only, for the curator, who tells them personally."""

COLUMNS: dict[Side, tuple[Entry, ...]] = {Side.MENTEE: MENTEES, Side.MENTOR: MENTORS}


def _contact(person: Person) -> str:
    return "\n".join(part for part in (person.guardian, person.contact) if part)


def _partner_codes(ledger: Ledger, person: Person) -> str:
    return ledger.lines(person, lambda partner: partner.person.code)
