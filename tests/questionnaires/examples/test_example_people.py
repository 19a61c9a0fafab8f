from datetime import date

import pytest
from example_tables import submissions
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.examples.dice import Dice, is_picked
from questionnaires.examples.people.cast import birth_of
from questionnaires.examples.people.names import (
    FATHERS,
    MEN,
    SURNAMES,
    WOMEN,
    draw_name,
    name_guardian,
    surname,
)
from questionnaires.examples.people.work import POSITIONS, field_of
from questionnaires.loading import load_programme
from questionnaires.people import Gender


@pytest.mark.parametrize(
    ("stem", "woman"),
    [
        ("Иванов", "Иванова"),
        ("Лесной", "Лесная"),
        ("Раевский", "Раевская"),
        ("Черных", "Черных"),
        ("Седых", "Седых"),
    ],
)
def test_surnames_of_women(stem, woman):
    assert surname(stem, Gender.FEMALE) == woman
    assert surname(stem, Gender.MALE) == stem


@given(st.integers(), st.sampled_from(Gender))
def test_names_agree_in_gender(number, gender):
    family, first, father = draw_name(Dice(number), gender).split()
    assert father.endswith("на" if gender is Gender.FEMALE else "ич")
    assert first in (WOMEN if gender is Gender.FEMALE else MEN)
    assert family in {surname(stem, gender) for stem in SURNAMES}


def test_no_part_of_a_name_stands_twice():
    for parts in (SURNAMES, MEN, WOMEN, FATHERS):
        assert len(set(parts)) == len(parts)
    assert not set(MEN) & set(WOMEN)


@given(st.integers())
def test_a_parent_bears_the_name_of_the_child(number):
    dice = Dice(number)
    gender = dice.pick(tuple(Gender))
    child = draw_name(dice, gender)
    parent = name_guardian(child, gender, dice)
    assert parent.split()[0][:-2] in child
    if parent.endswith("ич"):  # a father: the child's patronymic is his name
        assert child.split()[2][:2] == parent.split()[1][:2]


@given(st.integers(10, 60), st.dates(date(2022, 1, 1), date(2030, 12, 31)), st.integers())
def test_a_birth_date_gives_the_age_on_the_day(age, day, number):
    born = birth_of(age, day, Dice(number))
    assert day.year - born.year - ((day.month, day.day) < (born.month, born.day)) == age


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(1, 8), st.integers())
def test_dice_choose_different_things_in_order(weights, number, seed):
    things = tuple(range(len(weights)))
    chosen = Dice(seed).some(things, number, weights)
    assert list(chosen) == sorted(set(chosen))
    assert len(chosen) == min(number, len(things))


@given(st.lists(st.integers()), st.integers())
def test_shuffling_loses_nothing(things, seed):
    assert sorted(Dice(seed).shuffle(things)) == sorted(things)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(1, 5), st.integers())
def test_one_of_each_block_is_picked(blocks, turns, seed):
    """Any share of people is exact, whole turn after whole turn, and evenly spread."""
    number = turns * sum(blocks)
    picked = [is_picked(person, blocks, seed) for person in range(number)]
    assert sum(picked) == turns * len(blocks)
    start = 0
    for size in [*blocks] * turns:
        assert sum(picked[start : start + size]) == 1
        start += size


def test_dice_do_what_their_words_say():
    assert [Dice("a").below(100) for _ in range(3)] == [Dice("a").below(100)] * 3
    assert Dice("a", 1).shuffle(range(20)) != Dice("a", 2).shuffle(range(20))


def test_dice_stay_the_same_for_ever():
    """The same draws in every later version: pairs of old examples must not move."""
    dice = Dice(2026, "r2-gymnasium")
    assert [dice.below(1000) for _ in range(5)] == [550, 372, 761, 366, 968]


def test_teachers_who_began_lately_answer_the_programme_that_counts_them():
    """Most of the 26 young specialists whom R5 has typed in as its population, none with blank years."""
    sent = [one for one in submissions("r5-teachers") if one.persona.base.key == "teachers"]
    young = {one.persona.number for one in sent if one.persona.newcomer}
    assert 19 <= len(young) <= 23
    assert all(22 <= one.persona.age <= 25 for one in sent if one.persona.newcomer)
    assert all(one.answers["experience"] <= 3 for one in sent if one.persona.newcomer)


def test_who_joins_as_a_young_specialist_has_worked_three_years_at_most():
    sent = [one for one in submissions("r3-full-process") if one.persona.base.key == "teachers"]
    known = [one for one in sent if one.answers["experience"] is not None]
    assert {one.answers["joining"] for one in known} >= {"young", "newcomer"}
    assert all((one.answers["joining"] == "young") is (one.answers["experience"] <= 3) for one in known)


def test_people_of_enterprises_do_what_is_done_there():
    """No doctor at the instrument plant."""
    sent = [one for one in submissions("r2-gymnasium") if one.persona.base.key == "employers"]
    places = {place.key: place.short for place in load_programme("r2-gymnasium").organisations}
    for one in sent:
        usual = POSITIONS[field_of(places[one.persona.organisation])]
        assert one.answers["position"] in (*usual, None)
    assert len({one.persona.organisation for one in sent}) == 2
