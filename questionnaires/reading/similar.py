"""Names that differ by a slip of the pen, in one organisation and class: proposed to the curator, never merged."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from questionnaires.people import People, Person
from questionnaires.programme import Side
from questionnaires.question import Grade
from questionnaires.reading.applicants import Applicant, place_of
from questionnaires.reading.cells.name import is_initial, name_key
from questionnaires.reading.codes import PREFIXES, Coded, code_order
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.people import MAYBE_ONE, SIMILAR_NAMES
from questionnaires.reading.submissions import Submissions

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
    classes: dict[tuple[str, Grade | None], list[Coded]] = {}
    for one in coded:
        classes.setdefault((one.applicant.organisation, one.applicant.grade), []).append(one)
    for people in classes.values():
        for first, second in _slips(people, humans):
            person = second.applicant
            could_be_paired = first.code[0] != second.code[0] or first.code[0] == PREFIXES[Side.PEERS]
            findings.add(
                MAYBE_ONE if could_be_paired else SIMILAR_NAMES,
                place_of(person, bases),
                first=person.name,
                second=first.applicant.name,
                code=first.code,
                **({"own": second.code} if could_be_paired else {}),
            )
            alike += [(first.code, second.code)] if could_be_paired else []
    return tuple(sorted(alike))


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
    waiting = [person for person in people if person.code not in answered]
    buckets: dict[_Key, list[Person]] = {}
    for person in waiting:
        for key in _keys(name_key(person.name)):
            buckets.setdefault((person.code[0], person.organisation, *key), []).append(person)
    for one in coded if buckets else ():
        if one.known is None:
            near = {
                person.code: person
                for key in _keys(one.applicant.key)
                for person in buckets.get((one.code[0], one.applicant.organisation, *key), ())
            }
            for code in sorted(near, key=code_order):
                _report_known(one, near[code], bases, findings)


def _report_known(one: Coded, person: Person, bases: Mapping[str, Submissions], findings: Findings) -> None:
    known = Coded(_as_applicant(person, one), person.code)
    if _may_be_slip(one, known) and _may_have_grown(person.grade, one.applicant.grade):
        place = place_of(one.applicant, bases)
        findings.add(SIMILAR_NAMES, place, first=one.applicant.name, second=person.name, code=person.code)


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
