"""Who is who from run to run: known people keep their codes, new ones get the next, two roles are linked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from questionnaires.people import People, Person
from questionnaires.programme import Side
from questionnaires.reading.cells.code import read_code
from questionnaires.reading.cells.name import name_key
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.lists import UNKNOWN_NAME_REFUSED
from questionnaires.reading.messages.message import Place
from questionnaires.reading.messages.people import INDISTINGUISHABLE, MAYBE_KNOWN, MOVED
from questionnaires.reading.messages.register import UNKNOWN_CODE_TYPED
from questionnaires.reading.people.applicants import Applicant, place_of, same_grade
from questionnaires.reading.people.submissions import Submissions
from questionnaires.reading.records_form import CODE

PREFIXES = {Side.MENTEE: "Н", Side.MENTOR: "М", Side.PEERS: "У"}


def code_order(code: str) -> tuple[str, int, str]:
    """Return the order of codes: by letter, then by number, so that Н-1000 follows Н-999."""
    letter, _, number = code.partition("-")
    return (letter, int(number) if number.isdigit() else 0, code)


class Coded(NamedTuple):
    """A person of a base with the code, and what the register knew of the person."""

    applicant: Applicant
    code: str
    known: Person | None = None


@dataclass(slots=True)
class _Register:
    """The register while codes are given: who is claimed already, and the last numbers."""

    people: People
    claimed: set[str] = field(default_factory=set)
    by_code: dict[str, Person] = field(default_factory=dict)
    by_key: dict[str, list[Person]] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_code = self.people.by_code()
        for person in self.people:
            for key in sorted({name_key(name) for name in (person.name, *person.spellings)}):
                self.by_key.setdefault(key, []).append(person)
            letter, number, _ = code_order(person.code)
            self.last[letter] = max(self.last.get(letter, 0), number)

    def next_code(self, side: Side) -> str:
        letter = PREFIXES[side]
        self.last[letter] = self.last.get(letter, 0) + 1
        return f"{letter}-{self.last[letter]:03d}"

    def free(self, applicant: Applicant) -> list[Person]:
        """Return the unclaimed people of the same name and side; those of the same base first, if any."""
        letter = PREFIXES[applicant.base.side]
        found = [
            person
            for person in self.by_key.get(applicant.key, ())
            if person.code.startswith(letter) and person.code not in self.claimed
        ]
        same_base = [person for person in found if person.base == applicant.base.key]
        return same_base or found

    def taken(self, applicant: Applicant) -> list[Person]:
        """Return the people this may be whom another row of the same base has claimed, by a code for instance."""
        return [
            person
            for person in self.by_key.get(applicant.key, ())
            if person.code in self.claimed
            and (person.base, person.organisation) == (applicant.base.key, applicant.organisation)
            and _agrees(applicant, person)
        ]


def give_codes(
    applicants: Sequence[Applicant],
    people: People,
    bases: Mapping[str, Submissions],
    findings: Findings,
) -> list[Coded]:
    """Return every applicant with a code, in the order of the codes.

    Parameters
    ----------
    bases
        Base key → the rows, for saying where a person stands.
    """
    register = _Register(people)
    coded: list[Coded] = []
    new: dict[str, list[Coded]] = {}
    waiting = _in_order(applicants)
    known_bases = {person.base for person in people}
    # people of a known base first, so that nobody takes the code of a namesake in a base that is new
    maybe_known = [one for one in waiting if one.typed_code or one.key in register.by_key]
    for applicant in sorted(maybe_known, key=lambda one: one.base.key not in known_bases):
        person = _find_known(applicant, register, bases, findings)
        if person is not None:
            register.claimed.add(person.code)
            coded.append(Coded(applicant, person.code, person))
    settled = {(one.applicant.base.key, one.applicant.row) for one in coded}
    for applicant in waiting:
        if not settled or (applicant.base.key, applicant.row) not in settled:
            code = register.next_code(applicant.base.side)
            if applicant.key in register.by_key:
                _warn_of_likeness(applicant, code, register, bases, findings)
            new.setdefault(PREFIXES[applicant.base.side], []).append(Coded(applicant, code))
    coded.sort(key=lambda one: code_order(one.code))
    # a new number is higher than every other of its letter
    return [
        one
        for letter in sorted({one.code[0] for one in coded} | set(new))
        for one in (*(known for known in coded if known.code[0] == letter), *new.get(letter, ()))
    ]


def _in_order(applicants: Iterable[Applicant]) -> list[Applicant]:
    """Return applicants in the order of new codes: organisation by organisation, which takes half the time."""
    by_organisation: dict[str, list[Applicant]] = {}
    for one in applicants:
        by_organisation.setdefault(one.organisation, []).append(one)
    return [
        one
        for organisation in sorted(by_organisation)
        for one in sorted(by_organisation[organisation], key=lambda one: one.order)
    ]


def _find_known(
    applicant: Applicant, register: _Register, bases: Mapping[str, Submissions], findings: Findings
) -> Person | None:
    place = place_of(applicant, bases)
    if applicant.typed_code:
        typed = read_code(applicant.typed_code)
        found = register.by_code.get(typed or "")
        if found is None and not applicant.name:
            findings.add(UNKNOWN_NAME_REFUSED, place, found=applicant.typed_code, nearest="")
        elif found is None:
            findings.add(UNKNOWN_CODE_TYPED, _place_of_code(applicant, bases), found=applicant.typed_code)
        elif found.code not in register.claimed and found.code.startswith(PREFIXES[applicant.base.side]):
            return found
    if applicant.key not in register.by_key:
        return None
    free = register.free(applicant)
    here = [
        person
        for person in free
        if person.organisation == applicant.organisation and _agrees(applicant, person)
    ]
    if len(here) > 1:
        here = _closest(applicant, here)
    if len(here) > 1:
        details = ", ".join(person.code for person in here)
        findings.add(INDISTINGUISHABLE, place, name=applicant.name, details=details)
    if here:
        return here[0]
    taken = register.taken(applicant)
    if taken:
        findings.add(
            INDISTINGUISHABLE, place, name=applicant.name, details=", ".join(one.code for one in taken)
        )
    return _find_moved(applicant, free, bases[applicant.base.key], findings)


def _place_of_code(applicant: Applicant, bases: Mapping[str, Submissions]) -> Place:
    """Return where the code stands: the last answer of a person often has none, the base beside it has."""
    base, code = bases[applicant.base.key], applicant.typed_code
    codes = base.column(CODE.key)
    stands_here = codes[applicant.row] == code or code not in codes
    return base.place(applicant.row if stands_here else codes.index(code))


def _agrees(applicant: Applicant, person: Person) -> bool:
    """Tell whether nothing known of the two differs: the birth date decides, and without it the grade."""
    if applicant.birth_date and person.birth_date:
        return applicant.birth_date == person.birth_date
    return same_grade(applicant.grade, person.grade)


def _closest(applicant: Applicant, people: list[Person]) -> list[Person]:
    exact = [person for person in people if person.birth_date == applicant.birth_date and person.birth_date]
    graded = [person for person in people if person.grade == applicant.grade and person.grade]
    return exact or graded or people


def _find_moved(
    applicant: Applicant, free: list[Person], base: Submissions, findings: Findings
) -> Person | None:
    """Return a person who came from another organisation: the name and the birth date are the same."""
    moved = [person for person in free if person.birth_date and person.birth_date == applicant.birth_date]
    if len(moved) != 1:
        return None
    findings.add(
        MOVED,
        base.place(applicant.row),
        name=applicant.name,
        code=moved[0].code,
        before=base.organisation_name(moved[0].organisation),
        after=base.organisation_name(applicant.organisation),
    )
    return moved[0]


def _warn_of_likeness(
    applicant: Applicant,
    code: str,
    register: _Register,
    bases: Mapping[str, Submissions],
    findings: Findings,
) -> None:
    """Point at a known person of the same name who may be this one: promoted, moved or written differently."""
    base = bases[applicant.base.key]
    for person in register.free(applicant):
        if applicant.birth_date and person.birth_date:
            continue
        findings.add(
            MAYBE_KNOWN,
            place_of(applicant, bases),
            name=applicant.name,
            details=f"{base.organisation_name(applicant.organisation)}, {applicant.details()}",
            code=code,
            known=person.code,
            known_details=f"{base.organisation_name(person.organisation)}, {person.grade or '—'}",
        )
