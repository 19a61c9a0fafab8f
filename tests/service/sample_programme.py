"""The programme of `sample`: three forms, six bases (one kept apart), invented organisations."""

from datetime import date
from decimal import Decimal

from questionnaires.criterion import Criterion, CriterionKind, Force
from questionnaires.programme import (
    Arrangement,
    Base,
    Capacity,
    Category,
    Document,
    Indicator,
    OrderText,
    Organisation,
    Programme,
    ProgrammeForm,
    Requirement,
    RoleModel,
    Side,
    Stage,
)
from questionnaires.question import Kind, Option, Question, Questionnaire, QuestionnaireKind


def _options(**labels: str) -> tuple[Option, ...]:
    return tuple(Option(key=key.replace("_", "-"), label=label) for key, label in labels.items())


SUBJECTS = _options(maths="Математика", physics="Физика", russian="Русский язык")
GOALS = _options(profession="Выбор профессии", project="Свой проект")
INTERESTS = _options(reading="чтение, книги", chess="шахматы", robots="робототехника")
DAYS = _options(
    mon="понедельник",
    tue="вторник",
    wed="среда",
    thu="четверг",
    fri="пятница",
    sat="суббота",
    sun="воскресенье",
)

_COMMON = (
    Question(
        key="name", text="Фамилия, имя, отчество", kind=Kind.NAME, purpose="Кто отвечает", required=True
    ),
    Question(
        key="organisation", text="Организация", kind=Kind.ORGANISATION, purpose="Где учится или работает"
    ),
    Question(key="birth_date", text="Дата рождения", kind=Kind.DATE, purpose="Возраст на дату программы"),
    Question(key="contact", text="Телефон или почта", kind=Kind.CONTACT, purpose="Связь с куратором"),
    Question(
        key="interests",
        text="Чем увлекаетесь?",
        kind=Kind.CHOICES,
        purpose="Общие интересы",
        options=INTERESTS,
    ),
    Question(key="days", text="Удобные дни", kind=Kind.CHOICES, purpose="Время встреч", options=DAYS),
)
_GRADE = Question(key="grade", text="Класс", kind=Kind.GRADE, purpose="Разница в классах")
_POSITION = Question(key="position", text="Должность", kind=Kind.TEXT, purpose="Для приказа")
_EXPERIENCE = Question(key="experience", text="Стаж, лет", kind=Kind.NUMBER, purpose="Опыт")
_CAPACITY = Question(
    key="capacity", text="Сколько наставляемых готовы взять?", kind=Kind.NUMBER, purpose="Нагрузка"
)
_SUBJECT = Question(
    key="subject", text="Ваш предмет", kind=Kind.CHOICE, purpose="Общий предмет", options=SUBJECTS
)
_REQUEST = Question(key="request", text="Ваш запрос", kind=Kind.TEXT, purpose="Основной запрос", private=True)


def _choices(key: str, text: str, options: tuple[Option, ...]) -> Question:
    return Question(key=key, text=text, kind=Kind.CHOICES, purpose="Чем можно помочь", options=options)


def _base(key: str, title: str, side: Side, category: Category, *questions: Question, **more: object) -> Base:
    questionnaire = Questionnaire(
        key=key,
        title=title,
        kind=QuestionnaireKind.BASE,
        introduction="Анкета",
        questions=(*_COMMON, *questions),
    )
    facts: dict[str, object] = {"documents": (Document.PROCESSING,), **more}
    return Base(key=key, title=title, side=side, category=category, questionnaire=questionnaire, **facts)


_NEEDED = _choices("subjects_needed", "По каким предметам нужна помощь?", SUBJECTS)
_GOALS = _choices("goals_needed", "Чего хотите достичь?", GOALS)
_OFFERED = _choices("subjects_offered", "По каким предметам можете помочь?", SUBJECTS)
_PREPARATION = _choices("preparation", "Как удобнее заниматься?", _options(short_tasks="короткими заданиями"))

BASES = (
    _base(
        "pupil-mentees",
        "Обучающиеся-наставляемые",
        Side.MENTEE,
        Category.PUPIL,
        _GRADE,
        _NEEDED,
        _GOALS,
        _REQUEST,
    ),
    _base(
        "special-mentees",
        "Обучающиеся с ОВЗ",
        Side.MENTEE,
        Category.PUPIL,
        _GRADE,
        _NEEDED,
        _PREPARATION,
        private=True,
    ),
    _base(
        "teacher-mentees",
        "Молодые специалисты",
        Side.MENTEE,
        Category.TEACHER,
        _POSITION,
        _SUBJECT,
        _EXPERIENCE,
    ),
    _base(
        "pupil-mentors",
        "Обучающиеся-наставники",
        Side.MENTOR,
        Category.PUPIL,
        _GRADE,
        _OFFERED,
        _CAPACITY,
        capacity=Capacity(question="capacity", default=1, ceiling=2),
    ),
    _base(
        "teacher-mentors",
        "Педагоги-наставники",
        Side.MENTOR,
        Category.TEACHER,
        _POSITION,
        _SUBJECT,
        _EXPERIENCE,
        Question(key="achievements", text="Достижения", kind=Kind.TEXT, purpose="Для базы наставников"),
    ),
    _base(
        "employers",
        "Наставники от предприятий",
        Side.MENTOR,
        Category.EMPLOYER,
        _POSITION,
        _choices("goals_offered", "В чём можете помочь?", GOALS),
        Question(
            key="wanted_grades", text="Желаемый класс", kind=Kind.GRADES, purpose="Возраст наставляемых"
        ),
        _CAPACITY,
        documents=(Document.PROCESSING, Document.AGREEMENT, Document.TRAINING),
        capacity=Capacity(question="capacity", default=1, ceiling=4),
    ),
)


def _wish(key: str, title: str, kind: CriterionKind, mentee: str, mentor: str, points: int) -> Criterion:
    return Criterion(
        key=key,
        kind=kind,
        title=title,
        force=Force.WISH,
        mentee=mentee,
        mentor=mentor,
        points=points,
    )


def _criteria(mentee: str, mentor: str) -> tuple[Criterion, ...]:
    return (
        _wish("subjects", "Предметы", CriterionKind.NEED_OFFER, mentee, mentor, 6000),
        _wish("days", "Удобные дни", CriterionKind.AVAILABILITY, "days", "days", 2500),
        _wish("interests", "Интересы", CriterionKind.OVERLAP, "interests", "interests", 1200),
        _wish("request", "Запрос", CriterionKind.OVERLAP, "request", "request", 300),
    )


FORMS = (
    ProgrammeForm(
        key="student-student",
        title="ученик – ученик",
        mentees=("pupil-mentees", "special-mentees"),
        mentors=("pupil-mentors",),
        criteria=_criteria("subjects_needed", "subjects_offered"),
        role_models=(
            RoleModel(key="support", title="успевающий – неуспевающий", print_label="поддержка в учёбе"),
        ),
        upper=2,
        order_grounds=("Положение о наставничестве, утверждённое приказом от 31.08.2026 № 100",),
    ),
    ProgrammeForm(
        key="teacher-teacher",
        title="учитель – учитель",
        mentees=("teacher-mentees",),
        mentors=("teacher-mentors",),
        criteria=_criteria("subject", "subject"),
        order_grounds=("Письменное согласие работников на дополнительные обязанности",),
    ),
    ProgrammeForm(
        key="employer-student",
        title="работодатель – ученик",
        mentees=("pupil-mentees",),
        mentors=("employers",),
        criteria=_criteria("goals_needed", "goals_offered"),
        arrangement=Arrangement.GROUPS,
        upper=4,
        group_least=2,
        order_grounds=("Соглашение о сотрудничестве с ООО «Лугодольский завод приборов»",),
    ),
)

ORGANISATIONS = (
    Organisation(
        key="gymnasium-1",
        name="Муниципальное автономное общеобразовательное учреждение «Гимназия № 1» города Лугодольска",
        short="Гимназия № 1",
        place="г. Лугодольск",
        act="распоряжение",
        head="Вяземская И. К.",
        curator="Белова Нина Петровна, заместитель директора",
        site="gymnasium-1.example.org",
    ),
    Organisation(
        key="school-3",
        name="Муниципальное бюджетное общеобразовательное учреждение "
        "«Средняя общеобразовательная школа № 3» города Лугодольска",
        short="Школа № 3",
        place="г. Лугодольск",
        head="Соколова М. А.",
        curator="Орлова Татьяна Николаевна, педагог-организатор",
        site="school-3.example.org",
    ),
    Organisation(
        key="plant",
        name="ООО «Лугодольский завод приборов»",
        short="ООО «ЛЗП»",
        place="г. Лугодольск",
        partner=True,
    ),
)

PROGRAMME = Programme(
    key="sample",
    title="Программа наставничества «Рядом»",
    road_map="R2",
    about="Вымышленный пример для проверки документов.",
    date=date(2026, 9, 1),
    start=date(2026, 10, 1),
    end=date(2027, 5, 31),
    salt="sample-2026",
    organisations=ORGANISATIONS,
    bases=BASES,
    forms=FORMS,
    stages=(Stage.ANSWERS, Stage.CONSENTS, Stage.VERDICTS),
    order=OrderText(
        preamble="В целях реализации программы наставничества и поддержки обучающихся и педагогов",
        duties=(
            "Установить срок наставничества до {end}.",
            "Наставникам проводить встречи по согласованному плану и вести дневник встреч.",
            "Назначить куратором программы: {curator}.",
            "Разместить сведения о программе на сайте {site}.",
            "Контроль за исполнением оставляю за собой.",
        ),
    ),
    indicators=(
        Indicator(
            key="young",
            title="Молодые специалисты 0–3 года",
            base="teacher-mentees",
            requirements=(Requirement(fact="experience", label="стаж до 3 лет", most=Decimal(3)),),
            population=2,
            target=50,
        ),
    ),
    invented=True,
)
