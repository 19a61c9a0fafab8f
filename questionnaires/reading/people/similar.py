"""Names that differ by a slip of the pen: proposed to the curator, never merged.

In one organisation and class a name is enough; elsewhere, of a pupil who moved perhaps, the birth date must be one.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from questionnaires.people import People, Person
from questionnaires.programme import Side
from questionnaires.question import Grade
from questionnaires.reading.cells.name import is_initial, name_key
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.people import MAYBE_ONE, SIMILAR_ELSEWHERE, SIMILAR_NAMES
from questionnaires.reading.people.applicants import Applicant, place_of
from questionnaires.reading.people.codes import PREFIXES, Coded, code_order
from questionnaires.reading.people.submissions import Submissions

_LONG_WORD = 8
"""From so many letters two slips are allowed in a word, below only one."""
_WORDS_OF_A_FULL_NAME = 3
_MOST_IN_A_BUCKET = 60
"""A name many people share says nothing about a slip in the rest."""
_Key = tuple[int | str, ...]
"""What names that may be one have in common; the place of a word or the kind of likeness stands first."""


def report_similar(
    coded: Sequence[Coded], humans: Mapping[str, str], bases: Mapping[str, Submissions], findings: Findings
) -> tuple[tuple[str, str], ...]:
    """Report every pair of people whose names may be one; return the codes of those who could be paired.

    Parameters
    ----------
    humans
        Code → first code of the same human: who is known to be one is no pair of similar names.
    """
    alike = []
    for first, second in _found(coded, humans):
        person, other = second.applicant, first.applicant
        could_be_paired = first.code[0] != second.code[0] or first.code[0] == PREFIXES[Side.PEERS]
        moved = person.organisation != other.organisation
        findings.add(
            MAYBE_ONE if could_be_paired else SIMILAR_ELSEWHERE if moved else SIMILAR_NAMES,
            place_of(person, bases),
            first=person.name,
            second=other.name,
            code=first.code,
            **({"own": second.code} if could_be_paired else {}),
            **(_places(person, other, bases) if moved and not could_be_paired else {}),
        )
        alike += [(first.code, second.code)] if could_be_paired else []
    return tuple(sorted(alike))


def _found(coded: Sequence[Coded], humans: Mapping[str, str]) -> Iterator[tuple[Coded, Coded]]:
    """Give the pairs of one class, class by class, then those of one birth date from different ones."""
    classes: dict[tuple[str, Grade | None], list[Coded]] = {}
    # whoever shares the day by chance seldom shares the first letters too: few names need comparing
    alone: dict[tuple[date, str, str], Coded] = {}
    born: dict[tuple[date, str, str], list[Coded]] = {}
    for one in coded:
        person = one.applicant
        classes.setdefault((person.organisation, person.grade), []).append(one)
        if person.birth_date is None:
            continue
        second = person.key.find(" ") + 1
        key = (person.birth_date, person.key[:1], person.key[second : second + 1])
        first = alone.setdefault(key, one)
        if first is not one:
            born.setdefault(key, [first]).append(one)
    for people in classes.values():
        yield from _slips(people, humans)
    # in the order of the first ones, whoever came second
    for key in filter(born.__contains__, alone):
        yield from (pair for pair in _slips(born[key], humans) if _class_of(pair[0]) != _class_of(pair[1]))


def _class_of(one: Coded) -> tuple[str, Grade | None]:
    return one.applicant.organisation, one.applicant.grade


def _places(person: Applicant, other: Applicant, bases: Mapping[str, Submissions]) -> dict[str, str]:
    name = bases[person.base.key].organisation_name
    return {"here": name(person.organisation), "elsewhere": name(other.organisation)}


def _slips(people: list[Coded], humans: Mapping[str, str]) -> list[tuple[Coded, Coded]]:
    """Return the pairs whose names may be one, each once, in the order of the codes."""
    pairs: dict[tuple[str, str], tuple[Coded, Coded]] = {}
    for first, second in _candidates(people):
        if _may_be_slip(first, second) and humans[first.code] != humans[second.code]:
            pairs.setdefault((first.code, second.code), (first, second))
    return [pairs[codes] for codes in sorted(pairs, key=lambda codes: tuple(map(code_order, codes)))]


def report_similar_to_register(
    coded: Sequence[Coded], people: People, bases: Mapping[str, Submissions], findings: Findings
) -> None:
    """Report new people whose names may be those of known people who did not answer this time."""
    answered = {one.code for one in coded}
    buckets: dict[tuple[object, ...], list[Person]] = {}
    for person in (person for person in people if person.code not in answered):
        for key in _keys(name_key(person.name)):
            for where in {person.organisation, person.birth_date} - {None}:
                buckets.setdefault((person.code[0], where, *key), []).append(person)
    for one in coded if buckets else ():
        if one.known is None:
            near = {
                person.code: person
                for key in _keys(one.applicant.key)
                for where in (one.applicant.organisation, one.applicant.birth_date)
                for person in buckets.get((one.code[0], where, *key), ())
            }
            for code in sorted(near, key=code_order):
                _report_known(one, near[code], bases, findings)


def _report_known(one: Coded, person: Person, bases: Mapping[str, Submissions], findings: Findings) -> None:
    known = Coded(_as_applicant(person, one), person.code)
    if _may_be_slip(one, known) and _may_have_grown(person.grade, one.applicant.grade):
        moved = person.organisation != one.applicant.organisation
        findings.add(
            SIMILAR_ELSEWHERE if moved else SIMILAR_NAMES,
            place_of(one.applicant, bases),
            first=one.applicant.name,
            second=person.name,
            code=person.code,
            **(_places(one.applicant, known.applicant, bases) if moved else {}),
        )


def _as_applicant(person: Person, like: Coded) -> Applicant:
    return Applicant(
        base=like.applicant.base,
        row=-1,
        name=person.name,
        key=name_key(person.name),
        organisation=person.organisation,
        birth_date=person.birth_date,
        grade=person.grade,
    )


def _may_have_grown(before: Grade | None, now: Grade | None) -> bool:
    """Tell whether a pupil of one class may now be in the other: classes only go up, by a year or two."""
    return before is None or now is None or 0 <= now.number - before.number <= 2


def _candidates(coded: Sequence[Coded]) -> Iterator[tuple[Coded, Coded]]:
    """Give pairs that share all words of the name but one, or the surname and initials."""
    alone: dict[_Key, Coded] = {}
    buckets: dict[_Key, list[Coded]] = {}
    for one in coded:
        for key in _keys(one.applicant.key):
            # most keys are those of one person: only what several share gets a list
            other = alone.setdefault(key, one)
            if other is not one:
                buckets.setdefault(key, [other]).append(one)
    for bucket in buckets.values():
        if len(bucket) <= _MOST_IN_A_BUCKET:
            yield from combinations(bucket, 2)


def _keys(name: str) -> list[_Key]:
    words = name.split()
    order: _Key = ("order", *sorted(words))
    if len(words) == _WORDS_OF_A_FULL_NAME:
        # most names, and there are many
        one, two, three = words
        return [
            (0, two, three),
            (1, one, three),
            (2, one, two),
            ("initials", one, two[0], three[0]),
            order,
        ]
    keys: list[_Key] = [(place, *words[:place], *words[place + 1 :]) for place in range(len(words))]
    if len(words) > 1:
        initials = [word[0] for word in words[1:]]
        # the first two words are what a full name is found by when its third word is left out
        keys += [("initials", words[0], *initials), order, (2, *words[:2])]
    return keys


def _may_be_slip(first: Coded, second: Coded) -> bool:
    one, other = first.applicant, second.applicant
    if one.key == other.key or (one.birth_date and other.birth_date and one.birth_date != other.birth_date):
        return False
    words, others = one.key.split(), other.key.split()
    if sorted(words) == sorted(others):
        return True
    if len(words) != len(others):
        return _is_longer_form(words, others)
    return all(map(_same_word, words, others))


def _is_longer_form(words: list[str], others: list[str]) -> bool:
    """Tell whether one name is the other without the patronymic."""
    short, long = sorted((words, others), key=len)
    return len(short) > 1 and long[: len(short)] == short


def _same_word(word: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    if word == other:
        return True
    if len(word) == 1 or len(other) == 1 or is_initial(word) or is_initial(other):
        return word[0] == other[0]
    slips = 2 if min(len(word), len(other)) >= _LONG_WORD else 1
    # «Анна» and «Алла», «Иван» and «Ивар» are names, not slips: short words must be nearly equal
    return min(len(word), len(other)) > 3 and OSA.distance(word, other, score_cutoff=slips) <= slips
