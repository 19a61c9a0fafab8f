"""How people of schools answer particular questions: a sixth-former needs maths, an engineer tells of plants."""

from decimal import Decimal

from questionnaires.examples.dice import Dice
from questionnaires.examples.people.cast import Persona
from questionnaires.examples.people.drawing import Draw, Known, choose, popularity
from questionnaires.examples.people.tastes import (
    CLUBS,
    FORM_WISHES,
    GOALS,
    HELPS_WITH,
    MIDDLE,
    OFFERED_GOALS,
    SENIOR,
    STRONG_AT,
    SUBJECTS,
    TAUGHT,
    YOUNG,
)
from questionnaires.examples.people.work import OF_CLUBS, PLACES, POSITIONS, TAUGHT_IN, field_of
from questionnaires.programme import Category
from questionnaires.question import Kind, Question, Value

FEW_YEARS = 3
"""Up to so many years of work a teacher is a young specialist."""
WISHES = (
    "Лучше встречаться после уроков",
    "Удобнее писать, чем звонить",
    "Хочу заниматься в школе, а не дома",
    "По вторникам у меня музыкальная школа до 16:00",
    "Важно, чтобы объясняли терпеливо",
    "Если можно, начать после каникул",
)
LEARNT = (
    "Призёр школьного этапа олимпиады",
    "Победа в районном конкурсе проектов",
    "Два года помогаю младшим с уроками",
    "Грамота за волонтёрскую работу",
)
WORKED = (
    "Первая квалификационная категория",
    "Веду районное методическое объединение",
    "Подготовка призёров олимпиад",
    "Наставник молодых специалистов третий год",
)
DONE = (
    "Провожу экскурсии на предприятии",
    "Рационализаторское предложение года",
    "Руковожу практикой студентов",
)
SECOND_SHIFT = (6, 7, 8)


def stage_of(persona: Persona) -> int:
    """Return YOUNG, MIDDLE or SENIOR: pupils of one stage want much the same."""
    number = persona.grade.number if persona.grade else SENIOR
    return next(stage for stage in (YOUNG, MIDDLE, SENIOR) if number < stage or stage is SENIOR)


def _goals(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    wanted = GOALS[stage_of(persona)] if persona.base.category is Category.PUPIL else {}
    weights = (
        wanted if any(o.key in wanted for o in question.options) else popularity(question, persona.base.side)
    )
    return choose(question, dice, weights)


def _goals_offered(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    if not any(option.key in OFFERED_GOALS for option in question.options):
        return choose(question, dice, popularity(question, persona.base.side))
    young = {"profession": 0, "exam": 1} if persona.base.category is Category.PUPIL else {"friends": 1}
    grown = {"profession": 9, "study": 2} if persona.base.category is Category.EMPLOYER else {}
    return choose(question, dice, {**OFFERED_GOALS, **young, **grown})


def _subjects(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    goals = known.get("goals_needed")
    studious = not isinstance(goals, tuple) or bool({"study", "exam", "contest"} & set(goals))
    return choose(question, dice, SUBJECTS[stage_of(persona)]) if studious or dice.chance(30) else None


def _subjects_offered(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    taught = known.get("subject")
    subjects = taught if isinstance(taught, tuple) else (taught,)
    own = [key for subject in subjects for key in HELPS_WITH.get(str(subject), (str(subject),))]
    named = tuple(option.key for option in question.options if option.key in own)
    return named or choose(question, dice, STRONG_AT)


def _subject(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    several = question.kind is Kind.CHOICES
    subjects = choose(question, dice, TAUGHT, dice.weigh((1, 2), (6, 1)) if several else 1)
    return (subjects or None) if several else next(iter(subjects), None)


def _form_wish(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    weights = FORM_WISHES[stage_of(persona)]
    unnamed = {option.key: 1 for option in question.options if option.key not in FORM_WISHES[SENIOR]}
    return choose(question, dice, {**unnamed, **weights}, dice.weigh((1, 2, 3), (2, 4, 2))) or None


def _shift(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    """Say the shift of the whole class: a school lets all its sevenths come in the afternoon, or none."""
    options = [option.key for option in question.options]
    number = persona.grade.number if persona.grade else 0
    afternoon = number in SECOND_SHIFT and Dice(persona.organisation, number, "shift").chance(45)
    return options[-1] if afternoon else options[0]


def _capacity(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    if persona.base.category is Category.PUPIL:
        return Decimal(dice.weigh((1, 2), (8, 2)))
    return Decimal(dice.weigh((1, 2, 3), (3, 6, 3)))


def _workplace(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    if persona.base.category is Category.ALUMNUS and dice.chance(60):
        return dice.pick(PLACES)
    return persona.workplace or None


def _position(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    if persona.base.category is Category.TEACHER:
        subject = known.get("subject")
        return (
            OF_CLUBS
            if "clubs" in known
            else TAUGHT_IN.get(subject[0] if isinstance(subject, tuple) else str(subject))
        )
    return dice.pick(POSITIONS[field_of(persona.workplace)])


def _fields_offered(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    own = field_of(str(known.get("workplace") or persona.workplace))
    others = choose(question, dice, popularity(question, persona.base.side), 1) if dice.chance(30) else ()
    named = {own, *others}
    return tuple(option.key for option in question.options if option.key in named) or None


def _clubs(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    clubs = CLUBS.get(str(known.get("direction")), tuple(option.key for option in question.options))
    return choose(question, dice, dict.fromkeys(clubs, 1), dice.weigh((1, 2), (4, 1)))


def _joining(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    years = known.get("experience")
    young = isinstance(years, Decimal) and years <= FEW_YEARS
    keys = [option.key for option in question.options]
    return dice.pick(tuple(key for key in keys if (key == "young") is young) or tuple(keys))


def _guardian(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    return persona.guardian or None


def _guardian_contact(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    return persona.contact if persona.guardian else None


def _wishes(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    return dice.pick(WISHES)


def _achievements(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    done = {Category.TEACHER: WORKED, Category.EMPLOYER: DONE}
    return dice.pick(done.get(persona.base.category, LEARNT))


WISHED: dict[str, Draw] = {
    "goals_needed": _goals,
    "goals_offered": _goals_offered,
    "teacher_goals_offered": _goals_offered,
    "subjects_needed": _subjects,
    "subjects_offered": _subjects_offered,
    "subject": _subject,
    "form_wish": _form_wish,
    "shift": _shift,
    "capacity": _capacity,
    "workplace": _workplace,
    "position": _position,
    "fields_offered": _fields_offered,
    "clubs": _clubs,
    "joining": _joining,
    "guardian": _guardian,
    "guardian_contact": _guardian_contact,
    "wishes": _wishes,
    "achievements": _achievements,
}
"""Question key → how it is answered; other questions are answered by their kind."""
