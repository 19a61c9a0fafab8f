"""A small invented programme for tests of reading, and files made of rows."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import xlsxwriter

from questionnaires.answers import Answers
from questionnaires.finding import Finding, Severity
from questionnaires.programme import (
    Base,
    Category,
    OrderText,
    Organisation,
    Programme,
    ProgrammeForm,
    Requirement,
    Side,
)
from questionnaires.question import Kind, Option, Question, Questionnaire, QuestionnaireKind
from questionnaires.reading import InputFile, read_answers

SUBJECTS = (
    Option(key="maths", label="Математика", also=("Алгебра",)),
    Option(key="physics", label="Физика"),
    Option(key="reading", label="чтение, книги"),
    Option(key="books", label="книги"),
)
ROLES = (Option(key="mentee", label="Наставляемым"), Option(key="mentor", label="Наставником"))


def question(key: str, text: str, kind: Kind, **settings: object) -> Question:
    return Question(key=key, text=text, kind=kind, purpose="проверка", **settings)


NAME = question("name", "Фамилия, имя, отчество", Kind.NAME, required=True, also=("ФИО",))
SCHOOL = question("organisation", "Школа", Kind.ORGANISATION)
BORN = question("birth_date", "Дата рождения", Kind.DATE)
GRADE = question("grade", "Класс", Kind.GRADE)
SENT = question("timestamp", "Отметка времени", Kind.TIMESTAMP)

MENTEE_FORM = Questionnaire(
    key="mentee-form",
    title="Анкета наставляемого",
    kind=QuestionnaireKind.BASE,
    introduction="",
    questions=(
        SENT,
        NAME,
        SCHOOL,
        BORN,
        GRADE,
        question("contact", "Телефон", Kind.CONTACT),
        question(
            "subjects_needed",
            "Какие предметы трудные, если есть?",
            Kind.CHOICES,
            options=SUBJECTS,
            other=True,
        ),
        question("wishes", "Пожелания", Kind.TEXT),
    ),
)
MENTOR_FORM = Questionnaire(
    key="mentor-form",
    title="Анкета наставника",
    kind=QuestionnaireKind.BASE,
    introduction="",
    questions=(
        SENT,
        NAME,
        SCHOOL,
        BORN,
        GRADE,
        question("subjects_offered", "По каким предметам поможете?", Kind.CHOICES, options=SUBJECTS),
        question("hours", "Сколько времени в неделю", Kind.HOURS, least=0, most=40, also=("Ресурс времени",)),
        question("wanted_ages", "Возраст наставляемых", Kind.AGES, also=("Желаемый возраст наставляемых",)),
        question("position", "Должность", Kind.TEXT),
    ),
)
REQUEST_FORM = Questionnaire(
    key="third-party",
    title="Дополнение к запросу",
    kind=QuestionnaireKind.THIRD_PARTY,
    introduction="",
    questions=(
        question("name", "ФИО обучающегося", Kind.NAME),
        GRADE,
        question(
            "topics",
            "Темы",
            Kind.CHOICES,
            options=(Option(key="study", label="Учёба"), Option(key="friends", label="Друзья")),
        ),
    ),
)


def make_programme(*, schools: int = 1, private: bool = False) -> Programme:
    organisations = tuple(
        Organisation(
            key=f"school-{n}",
            name=f"Средняя школа № {n} посёлка Заречного",
            short=f"Школа № {n}",
            also=(f"СОШ {n}",),
        )
        for n in range(1, schools + 1)
    )
    bases = (
        Base(
            key="mentees",
            title="База наставляемых",
            side=Side.MENTEE,
            category=Category.PUPIL,
            questionnaire=MENTEE_FORM,
            private=private,
        ),
        Base(
            key="mentors",
            title="База наставников",
            side=Side.MENTOR,
            category=Category.PUPIL,
            questionnaire=MENTOR_FORM,
        ),
    )
    form = ProgrammeForm(
        key="student-student",
        title="Ученик – ученик",
        mentees=("mentees",),
        mentors=("mentors",),
        criteria=(),
    )
    return Programme(
        key="sample",
        title="Рядом",
        road_map="R2",
        about="",
        date=date(2026, 9, 1),
        start=date(2026, 10, 1),
        end=date(2027, 5, 25),
        salt="проба",
        organisations=organisations,
        bases=bases,
        forms=(form,),
        stages=(),
        order=OrderText(preamble="", duties=()),
        third_party=REQUEST_FORM,
        invented=True,
    )


def make_shared_programme() -> Programme:
    """Return a programme whose two bases share one questionnaire and are told apart by an answer."""
    role = question("role", "Кем вы хотите быть", Kind.CHOICES, options=ROLES)
    shared = replace(MENTEE_FORM, key="shared", questions=(*MENTEE_FORM.questions, role))
    usual = make_programme()
    bases = tuple(
        replace(
            base,
            questionnaire=shared,
            where=(Requirement(fact="role", label=base.title, one_of=(base.side.value,)),),
        )
        for base in usual.bases
    )
    return replace(usual, bases=bases)


def csv_file(
    rows: Sequence[Sequence[str]],
    name: str = "анкеты.csv",
    *,
    delimiter: str = ";",
    encoding: str = "utf-8-sig",
    newline: str = "\r\n",
) -> InputFile:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return InputFile(name, text.getvalue().encode(encoding))


def xlsx_file(sheets: dict[str, Sequence[Sequence[object]]], name: str = "анкеты.xlsx") -> InputFile:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for title, rows in sheets.items():
        page = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date | datetime):
                    page.write_datetime(number, column, cell, day)
                else:
                    page.write(number, column, cell)
    book.close()
    return InputFile(name, buffer.getvalue())


MENTEE_HEADERS = (
    "Отметка времени",
    "Фамилия, имя, отчество",
    "Школа",
    "Дата рождения",
    "Класс",
    "Телефон",
    "Какие предметы трудные, если есть?",
    "Пожелания",
)
MENTOR_HEADERS = (
    "Отметка времени",
    "Фамилия, имя, отчество",
    "Школа",
    "Дата рождения",
    "Класс",
    "По каким предметам поможете?",
    "Сколько времени в неделю",
    "Возраст наставляемых",
    "Должность",
)


def mentee(
    name: str,
    grade: str = "7А",
    born: str = "",
    *,
    sent: str = "",
    school: str = "",
    subjects: str = "Физика",
    phone: str = "",
    wishes: str = "",
) -> list[str]:
    return [sent, name, school, born, grade, phone, subjects, wishes]


def mentor(
    name: str,
    grade: str = "10А",
    born: str = "",
    *,
    sent: str = "",
    school: str = "",
    subjects: str = "Физика",
    hours: str = "",
    ages: str = "",
) -> list[str]:
    return [sent, name, school, born, grade, subjects, hours, ages, ""]


def mentees_file(*rows: list[str], name: str = "наставляемые.csv") -> InputFile:
    return csv_file([MENTEE_HEADERS, *rows], name)


def mentors_file(*rows: list[str], name: str = "наставники.csv") -> InputFile:
    return csv_file([MENTOR_HEADERS, *rows], name)


def read(*files: InputFile, programme: Programme | None = None, **more: object) -> Answers:
    return read_answers(programme or make_programme(), answers=files, **more)


def codes_of(found: Answers | Sequence[Finding]) -> list[str]:
    findings = found.findings if isinstance(found, Answers) else found
    return [finding.code for finding in findings]


def errors(answers: Answers) -> list[Finding]:
    return [finding for finding in answers.findings if finding.severity is Severity.ERROR]


def finding(answers: Answers, code: str) -> Finding:
    return next(one for one in answers.findings if one.code == code)


def names(answers: Answers) -> dict[str, str]:
    return {person.code: person.name for person in answers.people}
