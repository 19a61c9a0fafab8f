"""What a person answers: facts agree with the person, wishes are drawn so that some suit each other well."""

from collections.abc import Callable
from decimal import Decimal

from questionnaires.examples.cast import Persona, bounds
from questionnaires.examples.dice import Dice
from questionnaires.programme import Requirement, Side
from questionnaires.question import Kind, Question, Questionnaire, Range, Value

BLANK = 6
"""Percent of the questions one may skip that are skipped."""

Draw = Callable[[Question, Persona, Dice], Value | None]


def draw_answers(questionnaire: Questionnaire, persona: Persona, dice: Dice) -> dict[str, Value | None]:
    """Return an answer, or None for a blank, to every question of the questionnaire."""
    return {question.key: _draw(question, persona, dice) for question in questionnaire.questions}


def _draw(question: Question, persona: Persona, dice: Dice) -> Value | None:
    bounding = [r for r in (*persona.base.where, *persona.base.requirements) if r.fact == question.key]
    if question.kind in FACTS:
        return FACTS[question.kind](question, persona, dice)
    if bounding:
        return _meet(bounding, question, persona, dice)
    if not question.required and dice.chance(BLANK):
        return None
    return DRAWS[question.kind](question, persona, dice)


def _meet(bounding: list[Requirement], question: Question, persona: Persona, dice: Dice) -> Value | None:
    choices = next((r.one_of for r in bounding if r.one_of), ())
    if choices and question.kind is Kind.YES_NO:
        return choices[0] in {"yes", "true", "да", "True"}
    if choices:
        return (dice.pick(choices),) if question.kind is Kind.CHOICES else dice.pick(choices)
    usual = (question.least or 0, question.most if question.most is not None else 30)
    return Decimal(dice.between(*bounds(persona.base, question.key, usual)))


def popularity(question: Question, side: Side) -> list[int]:
    """Return how often each option is chosen: the first ones are popular, mentors like later ones more."""
    number = len(question.options)
    if side is Side.MENTOR:
        return [3 + number - index + (index * 5) % 7 for index in range(number)]
    return [2 + 2 * (number - index) for index in range(number)]


def _birth(question: Question, persona: Persona, dice: Dice) -> Value | None:
    return persona.birth


def _text(question: Question, persona: Persona, dice: Dice) -> Value | None:
    return None


def _choice(question: Question, persona: Persona, dice: Dice) -> Value | None:
    options = [option.key for option in question.options]
    return dice.weigh(options, popularity(question, persona.base.side)) if options else None


def _choices(question: Question, persona: Persona, dice: Dice) -> Value | None:
    keys = [option.key for option in question.options]
    number = dice.weigh((1, 2, 3, 4), (3, 5, 3, 1))
    return dice.some(keys, number, popularity(question, persona.base.side))


def _mark(question: Question, persona: Persona, dice: Dice) -> Value | None:
    least, most = question.least or 1, question.most or 10
    return min(most, least + dice.below(most - least + 1) // 2 + (most - least + 1) // 3)


def _number(question: Question, persona: Persona, dice: Dice) -> Value | None:
    least = question.least or 0
    most = question.most if question.most is not None else least + 3
    return Decimal(dice.between(least, max(least, min(most, persona.age - 22 if most > 20 else most))))


def _hours(question: Question, persona: Persona, dice: Dice) -> Value | None:
    return Decimal(dice.weigh((1, 2, 3, 4), (3, 6, 3, 1)))


def _grades(question: Question, persona: Persona, dice: Dice) -> Value | None:
    least = dice.between(3, 6)
    return Range(least, min(11, least + dice.between(2, 5)))


def _ages(question: Question, persona: Persona, dice: Dice) -> Value | None:
    least = dice.between(9, 13)
    return Range(least, min(18, least + dice.between(2, 5)))


def _yes_no(question: Question, persona: Persona, dice: Dice) -> Value | None:
    return dice.chance(60)


def _nobody(question: Question, persona: Persona, dice: Dice) -> Value | None:
    return None


FACTS: dict[Kind, Draw] = {
    Kind.NAME: lambda question, persona, dice: persona.name,
    Kind.ORGANISATION: lambda question, persona, dice: persona.organisation,
    Kind.GRADE: lambda question, persona, dice: persona.grade,
    Kind.DATE: _birth,
    Kind.CONTACT: lambda question, persona, dice: persona.phone,
    Kind.TIMESTAMP: _nobody,
}
"""Questions whose answer is a fact of the person."""
DRAWS: dict[Kind, Draw] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SCALE: _mark,
    Kind.NUMBER: _number,
    Kind.HOURS: _hours,
    Kind.GRADES: _grades,
    Kind.AGES: _ages,
    Kind.YES_NO: _yes_no,
    Kind.NAMES: _nobody,
}
