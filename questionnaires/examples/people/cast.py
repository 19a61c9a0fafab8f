"""Who answers: invented people of every base of a programme, who meet its bounds (nearly all of them)."""

from dataclasses import dataclass
from datetime import date, timedelta

from questionnaires.examples.dice import Dice
from questionnaires.examples.people.names import Namer, name_guardian
from questionnaires.people import Gender
from questionnaires.programme import Base, Category, Organisation, Programme, Requirement, Side
from questionnaires.question import Grade

AGES = {
    (Category.PUPIL, Side.MENTEE): (10, 17),
    (Category.PUPIL, Side.MENTOR): (15, 17),
    (Category.PUPIL, Side.PEERS): (12, 17),
    (Category.TEACHER, Side.MENTEE): (28, 57),
    (Category.TEACHER, Side.MENTOR): (33, 63),
    (Category.TEACHER, Side.PEERS): (24, 60),
    (Category.STUDENT, Side.MENTEE): (17, 21),
    (Category.STUDENT, Side.MENTOR): (18, 22),
    (Category.ALUMNUS, Side.MENTOR): (18, 27),
    (Category.EMPLOYER, Side.MENTOR): (28, 59),
}
"""Usual whole years on the programme's date; the base's own bounds narrow them."""
BEGINNERS = (22, 29)
"""Usual ages where the base wants few years of work."""
STUDIED_UNTIL = 22
"""Years of work are counted from this age."""
NEWCOMERS = 36
"""Percent of the teachers who began lately, where the programme counts such teachers in an indicator."""
LETTERS = "ААББВ"
COLLEGE = ("колледж", "техникум", "институт", "университет", "училищ")
ONE_CLASS = 6
"""Percent of pupils whose class has no letter."""
LATE_TO_SCHOOL = 15
"""Percent of pupils a year older than most of their class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """One invented person in one base.

    Parameters
    ----------
    birth
        Date of birth.
    grade, guardian
        Of pupils and of minors only.
    newcomer
        A teacher who began lately, in a programme that counts such teachers.
    workplace
        Partner organisation of employers and students.
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
    contact: str
    grade: Grade | None = None
    guardian: str = ""
    workplace: str = ""
    newcomer: bool = False

    @property
    def is_minor(self) -> bool:
        """Whether the person is under 18 on the programme's date."""
        return self.age < 18


def cast_base(programme: Programme, base: Base, numbers: range, namer: Namer, seed: int) -> list[Persona]:
    """Return the people of one base with these numbers."""
    return [_cast(programme, base, number, namer, seed) for number in numbers]


def _cast(programme: Programme, base: Base, number: int, namer: Namer, seed: int) -> Persona:
    dice = Dice(seed, programme.key, base.key, number)
    home = dice.weigh(*find_homes(programme, base))
    years = _newcomer_years(programme, base, number, seed)
    age = dice.between(*_ages(base, years))
    gender = dice.weigh(
        (Gender.FEMALE, Gender.MALE), (80, 20) if base.category is Category.TEACHER else (52, 48)
    )
    name = namer.name(dice, gender)
    return Persona(
        base=base,
        number=number,
        name=name,
        gender=gender,
        organisation=home.key,
        birth=birth_of(age, programme.date, dice),
        age=age,
        contact=_draw_contact(dice),
        grade=_draw_grade(base, age, dice) if base.category is Category.PUPIL else None,
        guardian=name_guardian(name, gender, dice) if age < 18 else "",
        workplace=home.short if home.partner else _draw_workplace(programme, base, dice),
        newcomer=years is not None,
    )


def _newcomer_years(programme: Programme, base: Base, number: int, seed: int) -> int | None:
    """Return the most years of work of somebody whom an indicator counts as a newcomer; None for anybody else."""
    needs = [need for each in programme.indicators if each.base == base.key for need in each.requirements]
    years = [int(need.most) for need in needs if need.fact == "experience" and need.most is not None]
    # a dice of its own, so that nothing else about anybody changes
    is_newcomer = Dice(seed, programme.key, base.key, number, "years of work").chance(NEWCOMERS)
    return min(years) if years and is_newcomer else None


def _ages(base: Base, newcomer_years: int | None) -> tuple[int, int]:
    if newcomer_years is not None:
        return bounds(base, "age", (STUDIED_UNTIL, STUDIED_UNTIL + newcomer_years))
    beginners = bounds(base, "experience", (0, 40))[1] <= 5 and base.category is Category.TEACHER
    return bounds(base, "age", BEGINNERS if beginners else AGES.get((base.category, base.side), (18, 60)))


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
    late = dice.chance(LATE_TO_SCHOOL) and base.side is not Side.MENTOR
    usual = age - 7 + (0 if late else 1)
    letter = "" if dice.chance(ONE_CLASS) else dice.pick(LETTERS)
    return Grade(min(max(usual, least), most, 11), letter)


def _draw_contact(dice: Dice) -> str:
    """Return a telephone number or an address of a kind that is given to nobody."""
    number = 1000 + dice.below(9000)
    return (
        f"+7 000 000-{number // 100}-{number % 100:02d}"
        if dice.chance(70)
        else f"pochta{number}@school.example"
    )


def _draw_workplace(programme: Programme, base: Base, dice: Dice) -> str:
    partners = [place for place in programme.organisations if place.partner]
    wanted = [place for place in partners if is_college(place) is (base.category is Category.STUDENT)]
    outside = base.category in {Category.STUDENT, Category.EMPLOYER}
    return dice.pick(wanted).short if outside and wanted else ""


def find_homes(programme: Programme, base: Base) -> tuple[tuple[Organisation, ...], tuple[int, ...]]:
    """Return the organisations whose people stand in the base, and how large each is."""
    # those who are asked where they work are asked for the school in which they will be mentors
    asked = base.questionnaire.find("workplace") is not None
    outside = base.category is Category.EMPLOYER and not asked
    homes = [
        place for place in programme.organisations if place.partner is outside
    ] or programme.organisations
    studying = base.category is Category.STUDENT
    if studying:
        homes = list(programme.organisations)
    homes = [place for place in homes if is_college(place) is studying] or homes
    return tuple(homes), tuple(3 + (5 * index + 2) % 7 for index in range(len(homes)))


def is_college(place: Organisation) -> bool:
    """Whether students come from this organisation."""
    return any(word in place.name.lower() for word in COLLEGE)
