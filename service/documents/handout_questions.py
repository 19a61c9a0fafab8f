"""How each kind of question is put: on paper, in a spreadsheet's cell, in a form service."""

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.programme import Programme
from questionnaires.question import SHOWN, Kind, Question

SEPARATOR = "; "
"""Between several answers in one cell: an answer itself may hold a comma."""
OTHER = "Другое"
EXAMPLE = "например"
WORDLESS = ("Своими словами",)
"""Says nothing where a question has a hint of its own."""
BOX = "☐"
LINE = "_" * 78
LINES = f"{LINE}\n{LINE}"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a kind of question is answered.

    Parameters
    ----------
    paper
        Beside the question on paper.
    cell
        In a spreadsheet.
    service
        The type of question to choose in a form service.
    """

    paper: str
    cell: str
    service: str


MANNERS: Mapping[Kind, Manner] = {
    Kind.NAME: Manner("", "Фамилия, имя и отчество полностью", "короткий текст"),
    Kind.TEXT: Manner("", "Своими словами", "длинный текст"),
    Kind.CONTACT: Manner("", "Телефон или адрес почты", "короткий текст"),
    Kind.ORGANISATION: Manner("", "Выберите из списка", "один из списка"),
    Kind.CHOICE: Manner("выберите один ответ", "Выберите из списка", "один из списка"),
    Kind.CHOICES: Manner(
        "можно несколько ответов",
        "Можно несколько: перечислите через точку с запятой, например «{example}». Ничего не подходит — «нет»",
        "несколько из списка",
    ),
    Kind.SCALE: Manner("обведите число", "Число от {least} до {most}", "шкала от {least} до {most}"),
    Kind.NUMBER: Manner("число", "Число, например 2 или 1,5", "короткий текст"),
    Kind.HOURS: Manner("часов в неделю", "Часов в неделю, например 2", "короткий текст"),
    Kind.GRADE: Manner("", "Например, 9А", "короткий текст"),
    Kind.GRADES: Manner("", "Например, 5–7", "короткий текст"),
    Kind.AGES: Manner("", "Например, 10–12", "короткий текст"),
    Kind.DATE: Manner("дд.мм.гггг", "дд.мм.гггг, например 05.03.2012", "дата"),
    Kind.YES_NO: Manner("", "да или нет", "один из списка"),
    Kind.NAMES: Manner("", "Фамилия, имя; нескольких — через точку с запятой", "короткий текст"),
    Kind.TIMESTAMP: Manner("", "Дата заполнения; можно не указывать", "ставится сама"),
}


def choices(question: Question, programme: Programme) -> tuple[str, ...]:
    """Return the answers a question offers, in the words in which reading knows them."""
    if question.kind in {Kind.CHOICE, Kind.CHOICES}:
        return tuple(option.label for option in question.options)
    if question.kind is Kind.ORGANISATION:
        return tuple(organisation.short for organisation in programme.signers)
    return tuple(said.ru for said in SHOWN.values()) if question.kind is Kind.YES_NO else ()


def cell_hint(question: Question, programme: Programme) -> str:
    """Return how a cell is filled in."""
    said = choices(question, programme)
    manner = MANNERS[question.kind].cell
    text = manner.format(example=SEPARATOR.join(said[:2]), least=question.least, most=question.most)
    own = f"Свой ответ тоже можно ({OTHER.lower()})" if question.other else ""
    parts = [*_said_once(text, question.hint), own]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _said_once(manner: str, hint: str) -> tuple[str, ...]:
    """Return the usual way to answer and the question's own hint, without what both of them say."""
    if hint in manner:
        return (manner,)
    both_show = all(EXAMPLE in text.casefold() for text in (manner, hint))
    return (hint,) if both_show or manner in WORDLESS else (manner, hint)


def paper_question(question: Question, programme: Programme) -> dict[str, object]:
    """Return a question as the printed questionnaire shows it."""
    boxes = [f"{BOX} {choice}" for choice in choices(question, programme)]
    boxes += [f"{BOX} {OTHER}: " + "_" * 20] if question.other else []
    half = (len(boxes) + 1) // 2
    return {
        "text": question.text,
        "required": question.required,
        "how": "; ".join(
            dict.fromkeys(part for part in (MANNERS[question.kind].paper, question.hint) if part)
        ),
        "rows": [(boxes[i], boxes[half + i] if half + i < len(boxes) else "") for i in range(half)],
        "line": "" if boxes else _line(question),
        "purpose": f"Зачем: {question.purpose[:1].lower()}{question.purpose[1:]}" if question.purpose else "",
    }


def _line(question: Question) -> str:
    if question.kind is Kind.SCALE:
        return "     ".join(str(mark) for mark in range(question.least or 0, (question.most or 10) + 1))
    return LINES if question.kind is Kind.TEXT else LINE


def service_lines(number: int, question: Question, programme: Programme) -> list[str]:
    """Return the lines to paste into a form service."""
    kind = MANNERS[question.kind].service.format(least=question.least, most=question.most)
    needed = ", обязательный" if question.required else ""
    lines = [f"{number}. {question.text}", f"   [{kind}{needed}]"]
    lines += [f"   Подсказка: {question.hint}"] if question.hint else []
    lines += [f"   – {choice}" for choice in choices(question, programme)]
    return [*lines, *([f"   – {OTHER} (свой ответ)"] if question.other else []), ""]
