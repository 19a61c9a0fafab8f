"""What others know of a mentee's request: class teachers, psychologists, parents, from a closed list of topics."""

from datetime import datetime, time, timedelta

from questionnaires.criterion import CriterionKind
from questionnaires.examples.dice import Dice
from questionnaires.examples.files.shapes import EXCEL_BOM
from questionnaires.examples.files.sheet import Row, Sheet
from questionnaires.examples.files.writing import write_answer
from questionnaires.examples.people.cast import Persona
from questionnaires.examples.people.drawing import draw_answers
from questionnaires.examples.people.troupe import Troupe
from questionnaires.examples.people.wishes import WISHED
from questionnaires.programme import Programme
from questionnaires.question import Kind, Questionnaire, Value
from questionnaires.reading.input_file import InputFile

TOLD_OF = 45
"""Percent of the mentees of whose request somebody else has told."""


def file_requests(programme: Programme, troupe: Troupe, seed: int) -> list[InputFile]:
    """Return the file of third-party requests, where the programme asks for them."""
    sheet = programme.third_party
    if sheet is None:
        return []
    asked = dict.fromkeys(
        key
        for form in programme.forms
        if any(criterion.kind is CriterionKind.REQUEST for criterion in form.criteria)
        for key in form.mentees
    )
    people = [persona for key in asked for persona in troupe.bases.get(key, ())]
    rows = [_row(programme, sheet, persona, seed) for persona in people if _is_told_of(persona, seed)]
    table = Sheet(tuple(question.text for question in sheet.questions), tuple(rows))
    return [InputFile(f"{sheet.title}.csv", EXCEL_BOM.write(table))]


def _is_told_of(persona: Persona, seed: int) -> bool:
    return Dice(seed, persona.name, persona.birth, "told of").chance(TOLD_OF)


def _row(programme: Programme, sheet: Questionnaire, persona: Persona, seed: int) -> Row:
    answers = draw_answers(sheet, persona, seed, {**WISHED, "topics": WISHED["goals_needed"]})
    dice = Dice(seed, persona.name, "told on")
    told = datetime.combine(programme.date, time(9)) + timedelta(
        days=3 + dice.below(9), minutes=dice.below(540)
    )
    cells: dict[str, Value | None] = {
        question.key: told if question.kind is Kind.TIMESTAMP else answers[question.key]
        for question in sheet.questions
    }
    return tuple(
        write_answer(question, cells[question.key], EXCEL_BOM, programme) for question in sheet.questions
    )
