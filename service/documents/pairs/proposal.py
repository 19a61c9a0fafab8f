"""The proposal: potential pairs with the reasons in words, and who has nobody yet.

It is the curator's paper and no order: the sheets that families sign are `interviews`. It holds no points and
nothing that only the curator may know; pairs with people of bases kept apart stand in ``private/proposal.docx``
by code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from matcher.result import Change, Origin, Pair, PeerGroup, Potential
from questionnaires.answers import PairState
from questionnaires.people import Person
from questionnaires.programme import Organisation, ProgrammeForm
from service.documents.formats.mail_merge import get_template
from service.documents.pairs.endings import is_broken_off
from service.documents.participants import Participants
from service.documents.words.doubtful import DoubtfulRow, doubtful_rows
from service.documents.words.grounds import is_goal_reached, neutral
from service.documents.words.names import sort_key
from service.documents.words.naming import CodedNames
from service.named import CODE
from service.view import Paper, RunView

_NOWHERE = Organisation(key="", name="", short="")
_HOW = {
    Origin.TOGETHER: "оставлены вместе по решению куратора",
    Origin.ACCEPTED: "приняли друг друга после встречи",
    Origin.KEPT: "работают вместе с прошлого подбора",
}
_HOW_CHOSEN = {
    True: "иначе было бы хуже",
    False: "равные варианты, выбран жребием",
    None: "найдены подбором",
}
_INTRODUCTION = (
    "Это предложение, а не приказ: пары складываются только после бесед и согласия участников. "
    "Решение по каждой паре запишите в лист собеседования с тем же номером (interviews.docx)."
)
_NOBODY = "Пар в этом предложении нет: собеседовать и утверждать некого."

MOST_REASONS = 4
"""More than so many nobody reads; all of them stand in the curator's report."""
NO_REASON = "в ответах общего мало: обсудите на встрече"
_ONE_COPY = "Экземпляр куратора. "

PairKey = tuple[str, ...]
"""Form, mentee and mentor; form and members for a group of peers."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """One mentee beside the mentor."""

    number: int
    who: str
    why: str
    how: str


@dataclass(frozen=True, slots=True)
class PairBlock:
    """One mentor, or a group of peers, with everybody beside."""

    who: str
    rows: tuple[PairRow, ...]


@dataclass(frozen=True, slots=True)
class FormTable:
    """The pairs of one form."""

    title: str
    blocks: tuple[PairBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A row of one of the lists below the pairs; each list uses the fields it shows."""

    name: str
    standing: str = ""
    text: str = ""
    before: str = ""
    after: str = ""
    ground: str = ""


def render_proposal(view: RunView) -> tuple[Paper, ...]:
    """Return ``proposal.docx`` and, when somebody of a base kept apart takes part, ``private/proposal.docx``."""
    people = Participants.of(view)
    papers = [Paper("proposal.docx", Secretary(people, private=False).paper())]
    apart = Secretary(people, private=True)
    if apart.is_needed():
        papers.append(Paper("private/proposal.docx", apart.paper()))
    return tuple(papers)


class Secretary:
    """Writes the proposal about everybody, or about the people kept apart."""

    def __init__(self, people: Participants, *, private: bool) -> None:
        self.people, self.private, self.naming = people, private, CodedNames(people)
        self.pairs = [each for each in people.view.pairs() if self._concerns((each.mentee, each.mentor))]
        self.groups = [each for each in people.view.groups() if self._concerns(each.members)]
        self.organisation = _one_organisation(people.view)
        self.waiting = [each for each in people.view.unmatched() if self._concerns((each.mentee,))]
        found = [key for form in people.view.programme.forms for key in self._keys(form)]
        self.numbers: dict[PairKey, int] = {key: number for number, key in enumerate(found, 1)}
        """Running numbers of the pairs and groups, in the order of the tables."""

    def _concerns(self, codes: Iterable[str]) -> bool:
        return any(self.people.is_private(code) for code in codes) is self.private

    def is_needed(self) -> bool:
        """Return whether there is anybody to write about."""
        return bool(self.pairs or self.groups or self.waiting)

    def paper(self) -> bytes:
        """Return the paper's bytes."""
        view = self.people.view
        fields = {
            "organisation": self.organisation.name if self.organisation else "",
            "programme": view.programme.title,
            "introduction": (_ONE_COPY if self.private else "")
            + (_INTRODUCTION if self.numbers or self.shortlist() else _NOBODY),
            "forms": self.tables(),
            "shortlist": self.shortlist(),
            "changes": self.changes(),
            "waiting": self.list_waiting(),
            "doubtful": self.doubtful(),
            "absent": self.absent(),
        }
        return get_template("proposal").fill(fields)

    def tables(self) -> tuple[FormTable, ...]:
        """Return the pairs form by form."""
        tables = [FormTable(form.title, self._blocks(form)) for form in self.people.view.programme.forms]
        return tuple(table for table in tables if table.blocks)

    def _keys(self, form: ProgrammeForm) -> list[PairKey]:
        pairs = [(form.key, pair.mentee, pair.mentor) for pair in self._pairs_of(form)]
        return [*pairs, *((form.key, *group.members) for group in self.groups if group.form == form.key)]

    def _pairs_of(self, form: ProgrammeForm) -> list[Pair]:
        return sorted(
            (pair for pair in self.pairs if pair.form == form.key),
            key=lambda each: self.place((each.form, each.mentee, each.mentor)),
        )

    def _blocks(self, form: ProgrammeForm) -> tuple[PairBlock, ...]:
        led = [list(pairs) for _, pairs in groupby(self._pairs_of(form), key=lambda each: each.mentor)]
        peers = [group for group in self.groups if group.form == form.key]
        blocks = [(self._who(each[0].mentor), tuple(map(self._row, each))) for each in led]
        blocks += [("группа без наставника", self._members(group)) for group in peers]
        return tuple(PairBlock(who, rows) for who, rows in blocks)

    def _row(self, pair: Pair) -> PairRow:
        how = _HOW_CHOSEN[pair.certain] if pair.origin is Origin.CHOSEN else _HOW[pair.origin]
        number = self.numbers[pair.form, pair.mentee, pair.mentor]
        return PairRow(number, self._who(pair.mentee), why(pair), how)

    def _members(self, group: PeerGroup) -> tuple[PairRow, ...]:
        number = self.numbers[group.form, *group.members]
        return tuple(PairRow(number, self._who(code), "", "найдены подбором") for code in group.members)

    def shortlist(self) -> tuple[ListRow, ...]:
        """Return the potential partners of each mentee, the more fitting first."""
        entries = sorted(
            self.potential(), key=lambda each: (self._sort_code(each.mentee), each.rank, each.mentor)
        )
        rows = []
        for mentee, partners in groupby(entries, key=lambda each: each.mentee):
            names = [f"{place}. {self.line(each.mentor)}" for place, each in enumerate(partners, 1)]
            rows.append(ListRow(name=self.line(mentee), text="\n".join(names)))
        return tuple(rows)

    def potential(self) -> list[Potential]:
        """Return the entries of the shortlist that the paper is about."""
        return [
            each
            for each in self.people.view.result.shortlist
            if self._concerns((each.mentee, each.mentor)) and self._is_own(each.mentee, each.mentor)
        ]

    def changes(self) -> tuple[ListRow, ...]:
        """Return what is different from the earlier run, with grounds in neutral words."""
        return tuple(
            ListRow(
                name=self.line(each.mentee),
                before=self.line(each.before) if each.before else "—",
                after=self.line(each.after) if each.after else "—",
                ground=self._ground(each) if each.before else "новая пара",
            )
            for each in self.people.view.result.changes
            if self._concerns(filter(None, (each.mentee, each.before, each.after)))
            and self._is_own(*filter(None, (each.mentee, each.before, each.after)))
        )

    def _ground(self, change: Change) -> str:
        """Return why a pair is no more: of one that a school wrote down as over, by what it wrote."""
        two = change.mentee, change.before
        for pair in self.people.view.answers.previous:
            if (pair.mentee, pair.mentor) == two and pair.state is PairState.ENDED:
                persons = [self.people.persons[code] for code in (pair.mentee, pair.mentor)]
                early = is_broken_off(self.people.view.programme, pair, persons)
                return neutral(pair.ground if early or is_goal_reached(pair.ground) else change.ground.ru)
        return neutral(change.ground.ru)

    def list_waiting(self) -> tuple[ListRow, ...]:
        """Return who has no mentor yet, the reason and what would help."""
        rows = []
        for each in sorted(self.waiting, key=lambda each: self._sort_code(each.mentee)):
            person = self.people.persons[each.mentee]
            words = [each.reason.ru, each.remedy.ru if each.remedy else ""]
            text = self._named(" ".join(filter(None, words)))
            rows.append(ListRow(name=self.naming.name(person), standing=self._standing(person), text=text))
        return tuple(rows)

    def doubtful(self) -> tuple[DoubtfulRow, ...]:
        """Return the names whose cases the curator should check; codes are not declined."""
        return () if self.private else doubtful_rows(self.people)

    def absent(self) -> str:
        """Return how many answered and are not admitted yet: a count, never names."""
        if self.private:
            return ""
        count = len([each for each in self.people.view.result.absences if self._is_own(each.code)])
        return (
            f"Ответили, но ещё не допущены к подбору: {count}. Причины — в отчёте куратора." if count else ""
        )

    def _is_own(self, *codes: str) -> bool:
        own = self.people.view.organisation
        return own is None or any(self.people.persons[code].organisation == own.key for code in codes)

    def _who(self, code: str) -> str:
        """Return the name with grade or position below it."""
        person = self.people.persons[code]
        return "\n".join(filter(None, (self.naming.name(person), self._standing(person))))

    def line(self, code: str) -> str:
        """Return «Ильина Мария Андреевна (6Б класс)»."""
        person = self.people.persons[code]
        standing = self._standing(person)
        return f"{self.naming.name(person)} ({standing})" if standing else self.naming.name(person)

    def _standing(self, person: Person) -> str:
        return self.naming.standing(person, self.organisation or _NOWHERE)

    def _named(self, text: str) -> str:
        """Return a sentence with names where the engine wrote codes."""
        persons = self.people.persons
        return CODE.sub(
            lambda code: self.naming.name(persons[code[0]]) if code[0] in persons else code[0], text
        )

    def _sort(self, person: Person) -> tuple[tuple[str, str], str]:
        return sort_key(self.naming.name(person)), person.code

    def place(self, pair: PairKey) -> tuple[object, ...]:
        """Return the place of a pair in a list: by mentor, then by mentee."""
        form, mentee, mentor = pair
        return self._sort_code(mentor), self._sort_code(mentee), form

    def _sort_code(self, code: str) -> tuple[tuple[str, str], str]:
        return self._sort(self.people.persons[code])


def _one_organisation(view: RunView) -> Organisation | None:
    """Return the organisation the paper speaks for, so that every line need not name it."""
    signers = view.programme.signers
    return view.organisation or (signers[0] if len(signers) == 1 else None)


def why(pair: Pair) -> str:
    """Return the strongest reasons in words: no points, nothing that only the curator may know."""
    told = [part for part in pair.parts if part.points and not part.blank and not part.private]
    strongest = sorted(told, key=lambda part: -part.points)[:MOST_REASONS]
    return "\n".join(f"{part.title}: {part.words.ru}" for part in strongest) or NO_REASON
