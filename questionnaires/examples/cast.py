"""Who answers: invented people of every base of a programme, who meet its bounds (nearly all of them)."""

from dataclasses import dataclass
from datetime import date, timedelta

from questionnaires.examples.dice import Dice
from questionnaires.examples.names import Namer
from questionnaires.people import Gender
from questionnaires.programme import Base, Category, Organisation, Programme, Requirement, Side
from questionnaires.question import Grade

AGES = {
    (Category.PUPIL, Side.MENTEE): (10, 17),
    (Category.PUPIL, Side.MENTOR): (15, 17),
    (Category.PUPIL, Side.PEERS): (12, 17),
    (Category.TEACHER, Side.MENTEE): (22, 34),
    (Category.TEACHER, Side.MENTOR): (31, 63),
    (Category.TEACHER, Side.PEERS): (24, 60),
    (Category.STUDENT, Side.MENTEE): (17, 21),
    (Category.STUDENT, Side.MENTOR): (18, 22),
    (Category.ALUMNUS, Side.MENTOR): (18, 27),
    (Category.EMPLOYER, Side.MENTOR): (28, 59),
}
"""Usual whole years on the programme's date; the base's own bounds narrow them."""
LETTERS = "ААББВ"
COLLEGE = ("колледж", "техникум", "институт", "университет", "училищ")
LATE_TO_SCHOOL = 15
"""Percent of pupils a year older than most of their class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """One invented person in one base.

    Parameters
    ----------
    birth
        Date of birth.
    grade
        Of pupils only.
    number
        Which person of the base this is; with the base it decides every draw about the person.
    """

    base: Base
    number: int
    name: str
    gender: Gender
    organisation: str
    birth: date
    age: int
    grade: Grade | None = None

    @property
    def phone(self) -> str:
        """A telephone number from a range that is not given to anybody."""
        return f"+7 900 000-{self.birth.day:02d}-{(self.number * 37 + self.age) % 100:02d}"

    @property
    def is_minor(self) -> bool:
        """Whether the person is under 18 on the programme's date."""
        return self.age < 18


def cast_base(programme: Programme, base: Base, number: int, namer: Namer, seed: int) -> list[Persona]:
    """Return so many people of one base."""
    return [_cast(programme, base, index, namer, seed) for index in range(number)]


def _cast(programme: Programme, base: Base, number: int, namer: Namer, seed: int) -> Persona:
    dice = Dice(seed, programme.key, base.key, number)
    organisation = dice.weigh(*find_homes(programme, base)).key
    age = dice.between(*bounds(base, "age", AGES.get((base.category, base.side), (18, 60))))
    gender = dice.weigh(
        (Gender.FEMALE, Gender.MALE), (80, 20) if base.category is Category.TEACHER else (52, 48)
    )
    return Persona(
        base=base,
        number=number,
        name=namer.name(dice, gender),
        gender=gender,
        organisation=organisation,
        birth=birth_of(age, programme.date, dice),
        age=age,
        grade=_draw_grade(base, age, dice) if base.category is Category.PUPIL else None,
    )


def bounds(base: Base, fact: str, usual: tuple[int, int]) -> tuple[int, int]:
    """Return the usual least and most of a fact, narrowed by what the base requires."""
    least, most = usual
    for requirement in (*base.where, *base.requirements):
        if requirement.fact == fact:
            least = max(least, _rounded_up(requirement, least))
            most = min(most, int(requirement.most)) if requirement.most is not None else most
    return (least, max(least, most))


def _rounded_up(requirement: Requirement, usual: int) -> int:
    return -int(-requirement.least // 1) if requirement.least is not None else usual


def birth_of(age: int, day: date, dice: Dice) -> date:
    """Return a birth date of somebody who is so many whole years old on the day."""
    birthday = day - timedelta(days=1 + dice.below(360))
    return birthday.replace(year=birthday.year - age, day=min(birthday.day, 28))


def _draw_grade(base: Base, age: int, dice: Dice) -> Grade:
    least, most = bounds(base, "grade", (1, 11))
    usual = age - 7 + (0 if dice.chance(LATE_TO_SCHOOL) else 1)
    return Grade(min(max(usual, least), most, 11), dice.pick(LETTERS))


def find_homes(programme: Programme, base: Base) -> tuple[tuple[Organisation, ...], tuple[int, ...]]:
    """Return the organisations whose people stand in the base, and how large each is."""
    outside = base.category in {Category.STUDENT, Category.EMPLOYER}
    homes = [
        place for place in programme.organisations if place.partner is outside
    ] or programme.organisations
    if outside:
        wanted = base.category is Category.STUDENT
        homes = [place for place in homes if is_college(place) is wanted] or homes
    return tuple(homes), tuple(3 + (5 * index + 2) % 7 for index in range(len(homes)))


def is_college(place: Organisation) -> bool:
    """Whether students come from this organisation."""
    return any(word in place.name.lower() for word in COLLEGE)
