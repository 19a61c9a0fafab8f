"""What a person answers: facts agree with the person, wishes are drawn so that some suit each other well."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from questionnaires.examples.dice import Dice
from questionnaires.examples.people.cast import STUDIED_UNTIL, Persona, bounds
from questionnaires.examples.people.tastes import HOW_MANY, SKIPPED, TASTES, Weights
from questionnaires.programme import Requirement, Side
from questionnaires.question import Kind, Question, Questionnaire, Range, Value

BLANK = 5
"""Percent of the people who skip a question that may be skipped."""

LONG_WORK = 20
"""A number that may be larger than this counts years of work."""
LAST = {"position"}
"""Questions whose answer follows from the others, wherever they are asked."""
COUNTED = {"experience"}
"""Questions no newcomer leaves blank: a school knows whom its indicator counts."""

Known = Mapping[str, Value | None]
"""What the person has answered to the questions before."""
Draw = Callable[[Question, Persona, Dice, Known], Value | None]


def draw_answers(
    questionnaire: Questionnaire, persona: Persona, seed: int, own: Mapping[str, Draw]
) -> dict[str, Value | None]:
    """Return an answer, or None for a blank, to every question; `own`: how some questions are answered, by key."""
    answers: dict[str, Value | None] = {}
    for question in sorted(questionnaire.questions, key=lambda question: question.key in LAST):
        # the same person answers the same in two roles, and a new question changes no other answer
        dice = Dice(seed, persona.name, persona.birth, question.key)
        answers[question.key] = _draw(question, persona, dice, answers, own)
    return {question.key: answers[question.key] for question in questionnaire.questions}


def _draw(
    question: Question, persona: Persona, dice: Dice, known: Known, own: Mapping[str, Draw]
) -> Value | None:
    bounding = [r for r in (*persona.base.where, *persona.base.requirements) if r.fact == question.key]
    if bounding:
        return _meet(bounding, question, persona, dice)
    if question.kind in FACTS and question.key not in own:
        return FACTS[question.kind](question, persona, dice, known)
    certain = question.required or question.kind in FACTS or (persona.newcomer and question.key in COUNTED)
    if dice.chance(0 if certain else SKIPPED.get(question.key, BLANK)):
        return None
    return own.get(question.key, DRAWS.get(question.kind, _nothing))(question, persona, dice, known)


def _meet(bounding: list[Requirement], question: Question, persona: Persona, dice: Dice) -> Value | None:
    choices = next((r.one_of for r in bounding if r.one_of), ())
    if choices and question.kind is Kind.YES_NO:
        return choices[0] in {"yes", "true", "да", "True"}
    if choices:
        return (dice.pick(choices),) if question.kind is Kind.CHOICES else dice.pick(choices)
    if question.kind not in {Kind.NUMBER, Kind.SCALE, Kind.HOURS}:
        return FACTS.get(question.kind, _nothing)(question, persona, dice, {})
    usual = (question.least or 0, min(question.most or 30, max(0, persona.age - STUDIED_UNTIL)))
    return Decimal(dice.between(*bounds(persona.base, question.key, usual)))


def choose(question: Question, dice: Dice, weights: Weights, number: int | None = None) -> tuple[str, ...]:
    """Return several options, each as often as `weights` says; unnamed options are not chosen."""
    keys = [option.key for option in question.options if weights.get(option.key)]
    number = number or dice.pick(HOW_MANY.get(question.key, (1, 2, 2, 3)))
    return dice.some(keys, number, [weights[key] for key in keys])


def popularity(question: Question, side: Side) -> Weights:
    """Return how often each option is chosen when nothing is known of it: the first ones are popular."""
    number = len(question.options)
    if side is Side.MENTOR:
        return {option.key: 3 + number - i + (i * 5) % 7 for i, option in enumerate(question.options)}
    return {option.key: 2 + 2 * (number - i) for i, option in enumerate(question.options)}


def _weights(question: Question, persona: Persona) -> Weights:
    known = TASTES.get(question.key, {})
    if any(option.key in known for option in question.options):
        return known
    return popularity(question, persona.base.side)


def _choice(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    return next(iter(choose(question, dice, _weights(question, persona), 1)), None)


def _choices(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    return choose(question, dice, _weights(question, persona)) or None


def _mark(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    least, most = question.least or 1, question.most or 10
    return min(most, least + dice.below(most - least + 1) // 2 + (most - least + 1) // 3)


def _number(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    least = question.least or 0
    most = question.most if question.most is not None else least + 3
    if most > LONG_WORK:
        years = max(least, persona.age - STUDIED_UNTIL)
        return Decimal(dice.between(max(least, years // 2), years))
    return Decimal(dice.between(least, most))


def _hours(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    return Decimal(dice.weigh(("1", "1.5", "2", "2.5", "3", "4"), (4, 3, 7, 2, 4, 1)))


def _grades(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    if persona.grade:
        most = max(2, persona.grade.number - dice.between(1, 2))
        return Range(max(1, most - dice.between(2, 4)), most)
    least = dice.between(5, 8)
    return Range(least, min(11, least + dice.between(2, 5)))


def _ages(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    least = dice.between(9, 13)
    return Range(least, min(18, least + dice.between(2, 5)))


def _yes_no(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    return dice.chance(60)


def _nothing(question: Question, persona: Persona, dice: Dice, known: Known) -> Value | None:
    return None


FACTS: dict[Kind, Draw] = {
    Kind.NAME: lambda question, persona, dice, known: persona.name,
    Kind.ORGANISATION: lambda question, persona, dice, known: persona.organisation,
    Kind.GRADE: lambda question, persona, dice, known: persona.grade,
    Kind.DATE: lambda question, persona, dice, known: persona.birth,
    Kind.CONTACT: lambda question, persona, dice, known: persona.contact,
}
"""Questions whose answer is a fact of the person."""
DRAWS: dict[Kind, Draw] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SCALE: _mark,
    Kind.NUMBER: _number,
    Kind.HOURS: _hours,
    Kind.GRADES: _grades,
    Kind.AGES: _ages,
    Kind.YES_NO: _yes_no,
}
"""Questions about which only the kind is known; texts, names and times of sending stay blank."""
