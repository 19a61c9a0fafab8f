"""The other files a curator brings, as tables: preferences, decisions, locks and old bases."""

from dataclasses import dataclass

from questionnaires.programme import Side
from questionnaires.question import Kind, Option, Question, Questionnaire, QuestionnaireKind
from questionnaires.reading.records_form import GRADE, NAME, ORGANISATION


def _names(key: str, text: str, *also: str) -> Question:
    return Question(key=key, text=text, kind=Kind.NAMES, purpose="Кого называет человек", also=also)


def _text(
    key: str, text: str, *also: str, hint: str = "", purpose: str = "Читает только куратор"
) -> Question:
    return Question(key=key, text=text, kind=Kind.TEXT, purpose=purpose, also=also, hint=hint)


WHO = "ФИО, как в анкете, или код из people.csv"
MENTEE = _text(
    "mentee", "Наставляемый", "ФИО наставляемого", "Код наставляемого", hint=WHO, purpose="О ком решение"
)
MENTOR = _text("mentor", "Наставник", "ФИО наставника", "Код наставника", hint=WHO, purpose="О ком решение")
REASON = _text("reason", "Причина", "Причина (видит только куратор)")

PREFERENCES_FORM = Questionnaire(
    key="preferences",
    title="Анкета после общей встречи",
    kind=QuestionnaireKind.PREFERENCES,
    introduction="",
    questions=(
        NAME,
        ORGANISATION,
        GRADE,
        _names("first", "1-й выбор"),
        _names("second", "2-й выбор"),
        _names("third", "3-й выбор"),
        _names("liked", "С кем хотели бы", "С кем вы хотели бы работать"),
        _names("refused", "С кем не хотели бы", "С кем вы не хотели бы работать"),
    ),
)

OUTCOMES = (
    Option(key="accepted", label="Принята", also=("Да", "Принято", "Приняты", "Согласны")),
    Option(key="declined", label="Отклонена", also=("Нет", "Отклонено", "Отклонены", "Не согласны", "Отказ")),
    Option(key="undecided", label="Нужна ещё встреча", also=("Ещё встреча", "Отложена", "Отложено")),
)
VERDICTS_FORM = Questionnaire(
    key="verdicts",
    title="Собеседования и решения",
    kind=QuestionnaireKind.VERDICTS,
    introduction="",
    questions=(
        MENTEE,
        MENTOR,
        Question(
            key="outcome",
            text="Решение",
            kind=Kind.CHOICE,
            purpose="Принята или отклонена",
            options=OUTCOMES,
            required=True,
        ),
        _text("by", "Кто", "Кто решил", "Кто принял решение"),
        REASON,
    ),
)

LOCK_KINDS = (
    Option(key="together", label="Оставить вместе", also=("Вместе",)),
    Option(key="apart", label="Не ставить вместе", also=("Порознь",)),
    Option(key="by-hand", label="Подбирает куратор лично", also=("Куратор лично", "Лично")),
    Option(key="allow-again", label="Снова можно", also=("Можно снова",)),
    Option(key="left", label="Выбыл", also=("Выбыла", "Выбыли", "Ушёл", "Ушла", "Уволился", "Уволилась")),
    Option(key="returned", label="Вернулся", also=("Вернулась", "Снова участвует")),
)
LOCKS_FORM = Questionnaire(
    key="locks",
    title="Оставить вместе, не ставить вместе",
    kind=QuestionnaireKind.VERDICTS,
    introduction="",
    questions=(
        Question(
            key="kind",
            text="Вид",
            kind=Kind.CHOICE,
            purpose="Что решил куратор",
            options=LOCK_KINDS,
            required=True,
        ),
        MENTEE,
        MENTOR,
        _text(
            "form",
            "Форма",
            "Форма наставничества",
            hint="Название формы; пусто — во всех формах",
            purpose="О какой форме решение",
        ),
        REASON,
        _text("author", "Автор", "Кто решил"),
    ),
)

MENTEES_BASE = (
    "№",
    "ФИО",
    "Контактные данные",
    "Год рождения",
    "Основной запрос",
    "Дата вхождения",
    "ФИО наставника",
    "Форма",
    "Место работы/учёбы наставника",
    "Дата завершения",
    "Результаты",
    "Ссылка на кейс/отзыв",
    "Отметка о прохождении",
)
MENTORS_BASE = (
    "№",
    "ФИО",
    "Контактные данные",
    "Место работы/учёбы",
    "Основные компетенции",
    "Важные достижения",
    "Интересы",
    "Желаемый возраст наставляемых",
    "Ресурс времени",
    "Дата вхождения",
    "ФИО наставляемых",
    "Форма",
    "Место работы/учёбы наставляемого",
    "Дата завершения",
    "Результаты",
    "Ссылка на кейс/отзыв",
)
OLD_BASES: dict[Side, tuple[str, ...]] = {Side.MENTEE: MENTEES_BASE, Side.MENTOR: MENTORS_BASE}
"""Headers of the existing «База наставляемых» and «База наставников»."""

LEFT, REPLACED = "Прежние записи", "Прежние значения"
"""Sheets beside an exported base: rows of people who left, and cells that had another value."""
LISTS = "Списки"
"""Title of the hidden sheet of our own workbooks that holds the options of their lists."""
HOW_TO_FILL, WHAT_IS_ASKED = "Как заполнять", "О чём вопрос"
"""The sheet of instructions beside a questionnaire that is handed out, and its first header."""
BASE = "База"
"""Column in which a school names the base of a person whom it has added to an exported one."""


@dataclass(frozen=True, slots=True)
class Summed:
    """A column of a base that holds the answers to several questions, parted by semicolons.

    Parameters
    ----------
    keys
        The questions, where a questionnaire has them.
    ending
        How the keys of further questions end, which stand first.
    """

    keys: tuple[str, ...]
    ending: str = ""

    def of(self, questionnaire: Questionnaire) -> tuple[Question, ...]:
        """Return the questions of a questionnaire whose answers the column holds, in the order of the column."""
        asked = {question.key: question for question in questionnaire.questions if not question.private}
        named = [key for key in asked if self.ending and key.endswith(self.ending)]
        return tuple(asked[key] for key in dict.fromkeys((*named, *self.keys)) if key in asked)


TRADE = ("subject", "direction", "clubs")
"""What a teacher works with: both a request and a competence."""
SUMMED: dict[str, Summed] = {
    "Основной запрос": Summed(TRADE, "_needed"),
    "Основные компетенции": Summed(TRADE, "_offered"),
    "Важные достижения": Summed(("achievements",)),
    "Интересы": Summed(("interests",)),
    "Желаемый возраст наставляемых": Summed(("wanted_grades", "wanted_ages")),
    "Ресурс времени": Summed(("hours", "days", "format")),
}
"""Header of an exported base → what its cells are made from, and are read back into."""

OLD_BASE_QUESTIONS: dict[str, tuple[str, ...]] = {
    "ФИО": ("name",),
    "Контактные данные": ("contact", "guardian_contact"),
    "Место работы/учёбы": ("position", "workplace"),
    "Основной запрос": ("goals_needed", "teacher_goals_needed", "subjects_needed"),
    "Основные компетенции": ("subjects_offered", "subject", "fields_offered", "goals_offered"),
    "Важные достижения": ("achievements",),
    "Интересы": ("interests",),
    "Желаемый возраст наставляемых": ("wanted_ages", "wanted_grades"),
    "Ресурс времени": ("hours",),
}
"""Header of an old base → questions it may answer: the first one the questionnaire has."""
