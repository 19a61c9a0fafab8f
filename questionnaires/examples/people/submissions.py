"""Who sends which answers when; some people send the form twice and change an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from questionnaires.examples.dice import Dice, is_picked
from questionnaires.examples.people.cast import Persona
from questionnaires.examples.people.drawing import draw_answers
from questionnaires.examples.people.wishes import WISHED
from questionnaires.programme import Programme, Side
from questionnaires.question import Kind, Value

TWICE = (7, 7, 6)
"""Of twenty people three answer twice, one of each of these blocks."""
NEIGHBOURS = 6
"""So many pupils copy the answers of a classmate."""
DAYS = 18
"""The form is open for so many days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One form, as sent.

    Parameters
    ----------
    answers
        Question key → answer, None for a blank.
    sent
        When; different for every submission of one person.
    outdated
        Whether the same person has sent another one later.
    """

    persona: Persona
    answers: dict[str, Value | None]
    sent: datetime
    outdated: bool = False


def submit(
    programme: Programme, persona: Persona, seed: int, *, late: bool = False
) -> tuple[Submission, ...]:
    """Return what the person sent, in the order of sending; `late`: during the year and not at its start."""
    dice = Dice(seed, programme.key, persona.base.key, persona.number, "answers")
    answers = draw_answers(persona.base.questionnaire, persona, seed, WISHED)
    last = Submission(persona=persona, answers=answers, sent=_moment(programme, dice, late))
    if late or not is_picked(persona.number, TWICE, seed, programme.key, persona.base.key, "twice"):
        return (last,)
    return (_earlier(last, dice), last)


def copy_neighbours(submissions: Sequence[Submission]) -> list[Submission]:
    """Let some classmates have the same answers: one of them copied, so that equal choices come up."""
    last: dict[object, Submission] = {}
    copied: dict[int, Submission] = {}
    for place, one in enumerate(submissions):
        person = one.persona
        if one.outdated or person.base.side is not Side.MENTEE or not person.grade or person.base.private:
            continue
        key = (person.base.key, person.organisation, person.grade.number)
        model = last.pop(key, None)
        if model is None:
            last[key] = one
        elif len(copied) < NEIGHBOURS:
            copied[place] = replace(one, answers={**one.answers, **_closed(model)})
    return [copied.get(place, one) for place, one in enumerate(submissions)]


def _closed(model: Submission) -> dict[str, Value | None]:
    questions = model.persona.base.questionnaire.questions
    return {q.key: model.answers[q.key] for q in questions if q.kind in {Kind.CHOICE, Kind.CHOICES}}


def _moment(programme: Programme, dice: Dice, late: bool) -> datetime:
    opened = datetime.combine(programme.date, time(8)) + timedelta(days=1 + (120 if late else 0))
    day, second = dice.below(DAYS), dice.below(13 * 3600)
    return opened + timedelta(days=day, seconds=second)


def _earlier(last: Submission, dice: Dice) -> Submission:
    """Return what the person sent some hours before, with one answer that was changed afterwards."""
    answers = dict(last.answers)
    changed = dice.shuffle([q for q in last.persona.base.questionnaire.questions if q.kind is Kind.CHOICES])
    bounded = {
        requirement.fact for requirement in (*last.persona.base.where, *last.persona.base.requirements)
    }
    for question in changed:
        if question.key not in bounded:
            number = len(answers[question.key] or ()) or 1  # type: ignore[arg-type]
            answers[question.key] = dice.some([option.key for option in question.options], number)
            break
    sent = last.sent - timedelta(days=dice.below(3), minutes=5 + dice.below(40), seconds=dice.below(60))
    return replace(last, answers=answers, sent=sent, outdated=True)
