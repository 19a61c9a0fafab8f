"""The other files a curator brings, as tables: preferences, decisions, locks and old bases."""

from questionnaires.programme import Side
from questionnaires.question import Kind, Option, Question, Questionnaire, QuestionnaireKind
from questionnaires.reading.records_form import GRADE, NAME, ORGANISATION


def _names(key: str, text: str, *also: str) -> Question:
    return Question(key=key, text=text, kind=Kind.NAMES, purpose="Кого называет человек", also=also)


def _text(key: str, text: str, *also: str) -> Question:
    return Question(key=key, text=text, kind=Kind.TEXT, purpose="Читает только куратор", also=also)


MENTEE = _text("mentee", "Наставляемый", "ФИО наставляемого", "Код наставляемого")
MENTOR = _text("mentor", "Наставник", "ФИО наставника", "Код наставника")
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
    Option(key="declined", label="Отклонена", also=("Нет", "Отклонено", "Отклонены", "Не согласны")),
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
        _text("form", "Форма", "Форма наставничества"),
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
