"""The people of `sample`, all invented, with names that are hard to print and to decline.

Черных, Живаго, Дюма (never declined), Гончар, Ковальчук, Зуб (women whose names end in a consonant),
Ёлкин (ё), Мамин-Озерский (double), Алиева (no patronymic), Мельник (a man whose name is also a noun).
"""

from datetime import date
from decimal import Decimal

from questionnaires.people import Gender, People, Person
from questionnaires.question import Grade, Range, Value

SECRET_REQUEST = "трудно заговорить с одноклассниками"
"""The запрос of one mentee: may stand in no paper that others read."""

F, M = Gender.FEMALE, Gender.MALE


def _pupil(code: str, name: str, school: str, grade: str, gender: Gender, **more: object) -> Person:
    number, letter = int(grade[:-1]), grade[-1]
    facts: dict[str, object] = {
        "base": "pupil-mentees" if code.startswith("Н") else "pupil-mentors",
        "birth_date": date(2026 - 7 - number, 3, 14),
        "grade": Grade(number, letter),
        "contact": f"+7 900 000-00-{code[-2:]}",
        "guardian": "Законный представитель " + code,
    }
    return Person(code=code, name=name, organisation=school, gender=gender, **{**facts, **more})


def _adult(code: str, name: str, place: str, base: str, position: str, gender: Gender) -> Person:
    return Person(
        code=code,
        name=name,
        organisation=place,
        base=base,
        gender=gender,
        birth_date=date(1980, 5, 20),
        position=position,
        contact=f"{code[-3:]}@example.org",
    )


PEOPLE = People(
    (
        _adult(
            "М-003", "Лебедева-Шмидт Елена Аркадьевна", "school-3", "teacher-mentors", "учитель математики", F
        ),
        _adult("М-004", "Зуб Раиса Фёдоровна", "gymnasium-1", "teacher-mentors", "учитель русского языка", F),
        _adult("М-005", "Кравец Николай Ильич", "plant", "employers", "инженер-технолог", M),
        _pupil("М-001", "Гончар Дарья Олеговна", "school-3", "9А", F),
        _pupil("М-002", "Петренко Максим Юрьевич", "school-3", "10А", M),
        _pupil("М-006", "Мельник Павел Андреевич", "gymnasium-1", "11Б", M),
        _pupil("М-007", "Швец Кирилл Олегович", "school-3", "11А", M),
        _pupil("Н-001", "Ильина Мария Андреевна", "school-3", "6Б", F),
        _pupil("Н-002", "Черных Пётр Сергеевич", "school-3", "6А", M),
        _pupil("Н-003", "Ковальчук Анна Игоревна", "school-3", "8А", F),
        _pupil("Н-004", "Ёлкин Артём Дмитриевич", "gymnasium-1", "9Б", M),
        _pupil("Н-005", "Мамин-Озерский Глеб Ильич", "school-3", "9А", M),
        _pupil("Н-006", "Дюма Софья Романовна", "gymnasium-1", "5Б", F),
        _pupil("Н-007", "Алиева Лейла", "school-3", "7Б", F),
        _pupil("Н-008", "Тихонов Егор Павлович", "school-3", "7А", M, base="special-mentees"),
        _adult("Н-009", "Живаго Ольга Викторовна", "gymnasium-1", "teacher-mentees", "учитель математики", F),
        _pupil("Н-010", "Зайцева Полина Евгеньевна", "school-3", "7Б", F),
    )
)

ANSWERED: dict[str, dict[str, Value]] = {
    "Н-001": {"subjects_needed": ("maths",), "interests": ("reading", "chess"), "days": ("tue", "thu")},
    "Н-002": {"subjects_needed": ("physics",), "interests": ("robots",), "days": ("mon",)},
    "Н-003": {"goals_needed": ("profession",), "interests": ("robots",), "days": ("fri",)},
    "Н-004": {"goals_needed": ("profession", "project"), "days": ("fri",)},
    "Н-005": {"goals_needed": ("project",), "interests": ("robots", "chess"), "days": ("fri", "tue")},
    "Н-006": {"subjects_needed": ("russian",), "interests": ("reading",), "days": ("sat",)},
    "Н-007": {"request": SECRET_REQUEST, "interests": ("reading",), "days": ("mon",)},
    "Н-008": {"subjects_needed": ("maths",), "preparation": ("short-tasks",), "days": ("mon",)},
    "Н-009": {"subject": "maths", "experience": Decimal("1.5"), "days": ("wed",)},
    "Н-010": {"subjects_needed": ("maths",), "days": ("tue",)},
    "М-001": {"subjects_offered": ("maths", "russian"), "interests": ("reading",), "days": ("tue",)},
    "М-002": {
        "subjects_offered": ("physics", "maths"),
        "interests": ("robots",),
        "days": ("mon",),
        "capacity": Decimal(2),
    },
    "М-003": {
        "subject": "maths",
        "experience": Decimal(22),
        "days": ("wed",),
        "achievements": "Высшая категория",
    },
    "М-004": {"subject": "russian", "experience": Decimal(15), "days": ("thu",)},
    "М-005": {
        "goals_offered": ("profession", "project"),
        "interests": ("robots",),
        "days": ("fri",),
        "wanted_grades": Range(8, 11),
        "capacity": Decimal(3),
    },
    "М-006": {"subjects_offered": ("physics",), "days": ("sun",)},
}
