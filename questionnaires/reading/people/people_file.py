"""`people.csv`, the register of people: UTF-8 with BOM and «;», as Excel with Russian settings expects."""

import csv
import io
import re
from datetime import date

from questionnaires.finding import Finding
from questionnaires.people import Gender, People, Person
from questionnaires.question import Grade
from questionnaires.reading.cells.cell import text_of
from questionnaires.reading.cells.code import read_code
from questionnaires.reading.cells.dates import read_date
from questionnaires.reading.cells.grade import read_grade
from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.messages.cells import REQUIRED_BLANK, UNREADABLE
from questionnaires.reading.messages.message import Place
from questionnaires.reading.messages.register import REGISTER_CODE, REGISTER_TWICE, REGISTER_TWIN
from questionnaires.reading.messages.tables import UNEXPECTED_FILE
from questionnaires.reading.people.codes import code_order
from questionnaires.reading.spelling import clean, fold_header
from questionnaires.reading.tables.sheet import Sheet
from questionnaires.reading.tables.table import read_table
from questionnaires.wording import Wording

PEOPLE_HEADERS = (
    "Код",
    "ФИО",
    "Организация",
    "База",
    "Дата рождения",
    "Класс",
    "Тот же человек",
    "Контакт",
    "Законный представитель",
    "Должность",
    "Пол",
    "Другие написания",
    "Склонение",
)
_REQUIRED = ("Код", "ФИО", "Организация", "База")
_GENDERS = {Gender.MALE: "м", Gender.FEMALE: "ж"}
_DAY = Wording("дата", "a date")
_SCHOOL_CLASS = Wording("класс", "a school class")
_GENDER = Wording("«м» или «ж»", "«м» or «ж»")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")


def write_people(people: People) -> bytes:
    """Return the register as a CSV file; cells that a spreadsheet would run as a formula begin with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(PEOPLE_HEADERS)
    for person in sorted(people, key=lambda one: code_order(one.code)):
        writer.writerow([_neutral(cell) for cell in _cells(person)])
    return text.getvalue().encode("utf-8-sig")


def read_people(file: InputFile) -> tuple[People, tuple[Finding, ...]]:
    """Return the register and what was found wrong with it; no line is dropped silently."""
    findings = Findings()
    sheets = read_table(file, findings)
    persons = _read_sheet(sheets[0], findings) if sheets else []
    codes = {person.code for person in persons}
    for person in persons:
        if person.twin and person.twin not in codes:
            findings.add(REGISTER_TWIN, Place(file.label, None, "Тот же человек"), found=person.twin)
    return People(tuple(sorted(persons, key=lambda one: code_order(one.code)))), findings.all()


def _cells(person: Person) -> tuple[str, ...]:
    return (
        person.code,
        person.name,
        person.organisation,
        person.base,
        person.birth_date.strftime("%d.%m.%Y") if person.birth_date else "",
        str(person.grade or ""),
        person.twin,
        person.contact,
        person.guardian,
        person.position,
        _GENDERS[person.gender] if person.gender else "",
        ", ".join(person.spellings),
        person.declension,
    )


def _neutral(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def _read_sheet(sheet: Sheet, findings: Findings) -> list[Person]:
    headers = {fold_header(header): place for place, header in enumerate(sheet.headers(0))}
    columns = {
        header: headers[fold_header(header)] for header in PEOPLE_HEADERS if fold_header(header) in headers
    }
    missing = [header for header in _REQUIRED if header not in columns]
    if missing:
        names = ", ".join(f"«{header}»" for header in missing)
        findings.add(UNEXPECTED_FILE, Place(sheet.file), expected="people.csv", missing=names)
        return []
    persons: dict[str, Person] = {}
    for row in range(1, sheet.height):
        cells = {header: text_of(sheet.columns[place][row]) for header, place in columns.items()}
        if not any(cells.values()):
            continue
        person = _Line(sheet, row, cells, findings).to_person()
        if person is not None and person.code in persons:
            findings.add(REGISTER_TWICE, Place(sheet.file, row + 1, "Код"), found=person.code)
        elif person is not None:
            persons[person.code] = person
    return list(persons.values())


class _Line:
    """One line of the register."""

    def __init__(self, sheet: Sheet, row: int, cells: dict[str, str], findings: Findings) -> None:
        self.file = sheet.file
        self.row = row
        self.cells = cells
        self.findings = findings

    def to_person(self) -> Person | None:
        """Return the person, or None when the line names none."""
        code = read_code(self.text("Код"))
        if code is None:
            self.findings.add(REGISTER_CODE, self.place("Код"), found=self.text("Код"))
            return None
        for header in _REQUIRED:
            if not self.text(header):
                self.findings.add(REQUIRED_BLANK, self.place(header))
        return Person(
            code=code,
            name=self.text("ФИО"),
            organisation=self.text("Организация"),
            base=self.text("База"),
            birth_date=self.day(),
            grade=self.grade(),
            twin=read_code(self.text("Тот же человек")) or self.text("Тот же человек"),
            contact=self.text("Контакт"),
            guardian=self.text("Законный представитель"),
            position=self.text("Должность"),
            gender=self.gender(),
            spellings=tuple(filter(None, map(clean, re.split(r"[,;|]", self.text("Другие написания"))))),
            declension=self.text("Склонение"),
        )

    def text(self, header: str) -> str:
        """Return a cell without the apostrophe that guards against formulas."""
        return self.cells.get(header, "").removeprefix("'")

    def place(self, header: str) -> Place:
        """Return where a cell stands."""
        return Place(self.file, self.row + 1, header, self.text(header) or None)

    def day(self) -> date | None:
        """Return the birth date."""
        text = self.text("Дата рождения")
        found = read_date(text) if text else None
        self._report("Дата рождения", _DAY, unread=bool(text) and found is None)
        return found

    def grade(self) -> Grade | None:
        """Return the school class."""
        text = self.text("Класс")
        found = read_grade(text) if text else None
        self._report("Класс", _SCHOOL_CLASS, unread=bool(text) and found is None)
        return found

    def gender(self) -> Gender | None:
        """Return the grammatical gender."""
        text = self.text("Пол").lower()
        found = {"м": Gender.MALE, "муж": Gender.MALE, "ж": Gender.FEMALE, "жен": Gender.FEMALE}.get(
            text[:3].rstrip(".")
        )
        self._report("Пол", _GENDER, unread=bool(text) and found is None)
        return found

    def _report(self, header: str, expected: Wording, *, unread: bool) -> None:
        if unread:
            self.findings.add(UNREADABLE, self.place(header), expected=expected, found=self.text(header))
