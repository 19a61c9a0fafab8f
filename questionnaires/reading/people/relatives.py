"""People of one family who could become a pair: said to the curator, who decides; nothing is forbidden silently."""

from collections.abc import Iterator, Mapping, Sequence

from questionnaires.people import People, Person
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.people import RELATIVES
from questionnaires.reading.people.applicants import place_of
from questionnaires.reading.people.codes import Coded
from questionnaires.reading.people.submissions import Submissions

WORDS_OF_A_FULL_NAME = 3
"""«мама» or «Иванова Анна» may be anybody."""
MOST_CHILDREN = 4
"""Who stands for more children is the head of a home, and the children are no family."""
MENTEES, MENTORS = "НУ", "МУ"
"""First letters of the codes of either side."""


def report_relatives(
    register: People, coded: Sequence[Coded], bases: Mapping[str, Submissions], findings: Findings
) -> None:
    """Report every mentee whose parent, or whose brother or sister, is a mentor, by the full name of the parent."""
    persons = register.by_code()
    mentors = [persons[one.code] for one in coded if one.code[0] in MENTORS]
    by_name, by_parent = _grouped(mentors, "name"), _grouped(mentors, "guardian")
    if not by_name and not by_parent:
        return
    children = [one for one in coded if one.code[0] in MENTEES and _parent(persons[one.code])]
    humans = register.humans() if children else {}
    for one in children:
        parent = _parent(persons[one.code])
        for other in (*by_name.get(parent, ()), *_children(by_parent.get(parent, ()))):
            if _are_two(one.code, other.code, humans):
                findings.add(
                    RELATIVES,
                    place_of(one.applicant, bases),
                    child=f"{one.applicant.name} ({one.code})",
                    relative=f"{other.name} ({other.code})",
                )


def _parent(child: Person) -> str:
    return _full_name(child.guardian)


def _are_two(child: str, other: str, humans: Mapping[str, str]) -> bool:
    """Tell whether two codes are two people; of two peers one is enough to say it."""
    if humans.get(child, child) == humans.get(other, other):
        return False
    return child[0] != other[0] or child < other


def _children(found: Sequence[Person]) -> Iterator[Person]:
    if len(found) <= MOST_CHILDREN:
        yield from found


def _grouped(persons: Sequence[Person], fact: str) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person in persons:
        if name := _full_name(getattr(person, fact)):
            found.setdefault(name, []).append(person)
    return found


def _full_name(name: str) -> str:
    """Return a full name for comparing; names are read in one spelling already, but for «ё»."""
    return name.replace("ё", "е").replace("Ё", "Е") if name.count(" ") >= WORDS_OF_A_FULL_NAME - 1 else ""
