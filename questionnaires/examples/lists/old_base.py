"""An existing «База наставников»: filled in by hand last year, with columns of the school's own."""

from collections.abc import Sequence
from datetime import timedelta

from questionnaires.examples.dice import Dice
from questionnaires.examples.example import Trap, TrapKind
from questionnaires.examples.files.shapes import OWN, write_workbook
from questionnaires.examples.files.sheet import Cell, Sheet
from questionnaires.examples.files.writing import write_answer
from questionnaires.examples.people.names import draw_name
from questionnaires.examples.people.submissions import Submission
from questionnaires.people import Gender
from questionnaires.programme import Programme
from questionnaires.question import Value
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.list_forms import MENTORS_BASE

KEPT = {"r2-gymnasium": "teacher-mentors"}
"""Programme → base of mentors that the school has kept as a workbook."""
SILENT, AGAIN = 2, 6
"""So many people of it have sent no questionnaire this year, so many have sent one again."""
OWN_COLUMN = "Кабинет"
HEADERS = (*MENTORS_BASE, OWN_COLUMN)
RESULTS = ("цели достигнуты", "оценка выросла с 3 до 4", "проект защищён на школьной конференции")


def keep_base(
    programme: Programme, submissions: Sequence[Submission], seed: int
) -> tuple[list[Submission], list[InputFile], list[Trap]]:
    """Return what is left to be filed as questionnaires, the old base, and what is odd in it."""
    key = KEPT.get(programme.key)
    members = [one for one in submissions if one.persona.base.key == key and not one.outdated]
    if key is None or len(members) < SILENT + AGAIN:
        return list(submissions), [], []
    silent = {one.persona.name for one in members[:SILENT]}
    left = [one for one in submissions if one.persona.base.key != key or one.persona.name not in silent]
    name = f"{programme.get_base(key).title}.xlsx"
    rows = [_row(programme, one, place + 1, seed) for place, one in enumerate(members[: SILENT + AGAIN])]
    sheet = Sheet(HEADERS, tuple(rows), title="База")
    trap = Trap(file=name, row=None, column=OWN_COLUMN, kind=TrapKind.HAND_COLUMN)
    return left, [InputFile(name, write_workbook((sheet,)))], [trap]


def _row(programme: Programme, member: Submission, number: int, seed: int) -> tuple[Cell, ...]:
    dice = Dice(seed, member.persona.name, "old base")
    said = _Said(programme, member)
    joined = programme.date - timedelta(days=330 + dice.below(20))
    hours = said("hours")
    cells: dict[str, Cell] = {
        "№": number,
        "ФИО": member.persona.name,
        "Контактные данные": said("contact"),
        "Место работы/учёбы": said("position"),
        "Основные компетенции": said("subjects_offered"),
        "Важные достижения": said("achievements"),
        "Интересы": said("interests"),
        "Желаемый возраст наставляемых": f"{said('wanted_grades')} класс" if said("wanted_grades") else "",
        "Ресурс времени": f"{hours} часа в неделю" if hours == 2 else hours,
        "Дата вхождения": joined,
        "ФИО наставляемых": draw_name(dice, dice.pick(tuple(Gender))),
        "Форма": "учитель – ученик",
        "Место работы/учёбы наставляемого": programme.organisations[0].short,
        "Дата завершения": joined + timedelta(days=220),
        "Результаты": dice.pick(RESULTS),
        OWN_COLUMN: 101 + dice.below(220),
    }
    return tuple(cells.get(header, "") for header in HEADERS)


class _Said:
    """The cells of one person's answers, empty where the question is not asked."""

    def __init__(self, programme: Programme, member: Submission) -> None:
        self._programme = programme
        self._member = member

    def __call__(self, key: str) -> Cell:
        question = self._member.persona.base.questionnaire.find(key)
        value: Value | None = self._member.answers.get(key)
        return write_answer(question, value, OWN, self._programme) if question else ""
