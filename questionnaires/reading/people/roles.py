"""One human in two bases: both codes are linked, so that nobody becomes his or her own mentor and load is shared."""

from collections.abc import Mapping, Sequence

from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.people import INDISTINGUISHABLE, TWO_ROLES
from questionnaires.reading.people.applicants import place_of, same_grade
from questionnaires.reading.people.codes import Coded, code_order
from questionnaires.reading.people.submissions import Submissions


def find_twins(
    coded: Sequence[Coded], bases: Mapping[str, Submissions], findings: Findings
) -> dict[str, str]:
    """Return code → code of the same human in another base; three roles form a ring."""
    if len({one.applicant.base.key for one in coded}) < 2:
        return {}
    by_name: dict[str, list[Coded]] = {}
    for one in coded:
        if one.applicant.key:
            by_name.setdefault(one.applicant.key, []).append(one)
    twins: dict[str, str] = {}
    for group in by_name.values():
        if len(group) > 1 and len({one.applicant.base.key for one in group}) > 1:
            for human in _humans(group, bases, findings):
                twins.update(_ring(human, bases, findings))
    return twins


def _humans(group: list[Coded], bases: Mapping[str, Submissions], findings: Findings) -> list[list[Coded]]:
    """Split the people of one name into humans; each has at most one code in a base."""
    humans: list[list[Coded]] = []
    certain_first = sorted(
        group,
        key=lambda one: (one.applicant.birth_date is None, one.applicant.grade is None, code_order(one.code)),
    )
    for one in certain_first:
        fitting = [human for human in humans if all(_may_be_one(one, other) for other in human)]
        dated = [human for human in fitting if any(_same_birth(one, other) for other in human)]
        fitting = dated or fitting
        if len(fitting) > 1:
            place = place_of(one.applicant, bases)
            details = "; ".join(f"{human[0].code}: {human[0].applicant.details()}" for human in fitting)
            findings.add(INDISTINGUISHABLE, place, name=one.applicant.name, details=details)
        elif fitting:
            fitting[0].append(one)
        else:
            humans.append([one])
    return humans


def _same_birth(one: Coded, other: Coded) -> bool:
    born = one.applicant.birth_date
    return born is not None and born == other.applicant.birth_date


def _may_be_one(one: Coded, other: Coded) -> bool:
    first, second = one.applicant, other.applicant
    if first.base.key == second.base.key:
        return False
    if first.birth_date and second.birth_date:
        return first.birth_date == second.birth_date
    same_place = first.organisation == second.organisation
    same_category = first.base.category is second.base.category
    return same_place and same_category and same_grade(first.grade, second.grade)


def _ring(human: list[Coded], bases: Mapping[str, Submissions], findings: Findings) -> dict[str, str]:
    if len(human) < 2:
        return {}
    human = sorted(human, key=lambda one: code_order(one.code))
    codes = [one.code for one in human]
    place = place_of(human[0].applicant, bases)
    findings.add(
        TWO_ROLES,
        place,
        name=human[0].applicant.name,
        first=_title(human[0]),
        second=_title(human[1]),
    )
    return dict(zip(codes, codes[1:] + codes[:1], strict=True))


def _title(one: Coded) -> str:
    """Return the base in words; that somebody stands in a private one is not spelt out beside a name."""
    return "отдельная база" if one.applicant.base.private else one.applicant.base.title
