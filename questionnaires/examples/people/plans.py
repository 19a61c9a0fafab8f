"""How many people answer for each base of a programme: mentors are scarce, about one for two mentees."""

from questionnaires.programme import Base, Programme, Side

PEOPLE = {
    "r1-district": 600,
    "r2-gymnasium": 180,
    "r3-full-process": 300,
    "r4-additional-education": 24,
    "r5-teachers": 90,
}
"""People of each built-in programme when nothing else is asked for."""
USUAL = 60
SHARES: dict[str, dict[str, int]] = {
    "r2-gymnasium": {"pupils": 88, "pupils-individual": 8, "young-teachers": 10, "teachers": 14}
    | {"pupil-mentors": 24, "teacher-mentors": 18, "alumni": 9, "employers": 9},
    "r1-district": {
        "pupils": 400,
        "pupil-mentors": 100,
        "teacher-mentors": 70,
        "students": 20,
        "employers": 10,
    },
    "r3-full-process": {"pupils": 140, "peers": 24, "college-students": 16, "teachers": 20}
    | {"pupil-mentors": 50, "teacher-mentors": 16, "students": 24, "employers": 10},
    "r4-additional-education": {"teachers": 16, "teacher-mentors": 8},
    "r5-teachers": {"teachers": 60, "teacher-mentors": 30},
}
"""Programme → base → its part of the people, where the usual division does not suit."""
LATER = {"r4-additional-education": {"teachers": 3, "teacher-mentors": 2}}
"""Programme → base → people who answer during the year."""
MENTEES = 66
"""People of a hundred who look for a mentor."""


def plan_people(programme: Programme, people: int | None = None) -> dict[str, int]:
    """Return how many people answer for each base, `people` in all."""
    people = PEOPLE.get(programme.key, USUAL) if people is None else people
    shares = _shares(programme)
    whole = sum(shares.values())
    exact = {key: people * share for key, share in shares.items()}
    planned = {key: share // whole for key, share in exact.items()}
    # largest remainders get the people that rounding left over
    rest = sorted(exact, key=lambda key: (-(exact[key] % whole), key))
    for key in rest[: people - sum(planned.values())]:
        planned[key] += 1
    return planned


def _shares(programme: Programme) -> dict[str, int]:
    known = SHARES.get(programme.key, {})
    return {base.key: known.get(base.key) or _usual_share(programme, base) for base in programme.bases}


def _usual_share(programme: Programme, base: Base) -> int:
    sought = base.side is not Side.MENTOR
    same = [other for other in programme.bases if (other.side is not Side.MENTOR) is sought]
    part = MENTEES if sought else 100 - MENTEES
    share = max(1, 10 * part // len(same))
    return max(1, share // 4) if base.private else share
