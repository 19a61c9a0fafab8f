"""What is known before a run: places, people nobody fits, help from a neighbour."""

from small import MENTEE, MENTOR, answers, programme

from matcher.readiness import readiness

PHYSICS = ("physics",)


def test_places_against_people():
    state = readiness(
        programme(), answers({"Н-1": MENTEE, "Н-2": MENTEE, "М-1": {**MENTOR, "capacity": 2}, "М-2": MENTOR})
    )
    assert (state.people, state.places) == (2, 3)
    (supply,) = state.supplies
    assert (supply.mentees, supply.mentors, supply.places) == (2, 2, 3)


def test_who_fits_nobody_is_named_before_any_run():
    state = readiness(
        programme(), answers({"Н-1": MENTEE, "Н-2": {**MENTEE, "days": ("wed",)}, "М-1": MENTOR})
    )
    assert [person.mentee for person in state.lonely] == ["Н-2"]


def test_neighbour_with_a_spare_mentor_is_named():
    people = {
        "Н-1": {**MENTEE, "needs": PHYSICS},
        "М-1": {**MENTOR, "offers": PHYSICS, "capacity": 2, "school": "south"},
        "М-2": MENTOR,
    }
    (shortage,) = readiness(programme(), answers(people)).shortages
    assert (shortage.organisation, shortage.option, shortage.wanted, shortage.spare) == (
        "north",
        "Physics",
        1,
        ("south",),
    )


def test_neighbour_who_needs_its_mentor_itself_is_not_named():
    people = {
        "Н-1": {**MENTEE, "needs": PHYSICS},
        "Н-2": {**MENTEE, "needs": PHYSICS, "school": "south"},
        "М-1": {**MENTOR, "offers": PHYSICS, "school": "south"},
    }
    assert readiness(programme(), answers(people)).shortages == ()


def test_who_cannot_take_part_is_not_counted():
    state = readiness(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, consent=False))
    assert (state.people, state.places, len(state.absences)) == (0, 0, 2)
