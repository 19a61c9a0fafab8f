"""What is handed out comes back filled in and is read with no mapping."""

from io import BytesIO

import openpyxl
import pytest
from handed_out import handed_out

from questionnaires.finding import Severity
from questionnaires.loading import find_programmes, load_programme
from questionnaires.programme import Document
from questionnaires.question import MEASURED, Grade, Kind
from questionnaires.reading import InputFile, read_answers
from questionnaires.reading.records_form import RECORD_HEADERS
from service.documents.handout_questions import SEPARATOR, choices

TYPED = {
    Kind.TEXT: "своими словами",
    Kind.CONTACT: "+7 900 000-00-00",
    Kind.NUMBER: "2",
    Kind.HOURS: "2 часа",
    Kind.GRADE: "8А",
    Kind.GRADES: "5–7",
    Kind.AGES: "10–12",
    Kind.DATE: "05.03.2012",
    Kind.SCALE: "5",
    Kind.TIMESTAMP: "",
    Kind.NAMES: "",
}
MISMATCH = {
    "column-missing",
    "column-ignored",
    "unrecognised",
    "ambiguous-file",
    "unknown-option",
    "duplicate-header",
}
"""Findings that would mean: a person has to say which column is which."""


def filled(content, *rows):
    """Return the workbook with rows typed below the header, header → text each."""
    book = openpyxl.load_workbook(BytesIO(content))
    page = book.worksheets[0]
    headers = [cell.value for cell in page[1]]
    for row in rows:
        page.append([row.get(header) or None for header in headers])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def answer(question, programme, person):
    if question.kind is Kind.NAME:
        return person if question.key == "name" else "Старшова Ольга Петровна"
    said = choices(question, programme)
    if question.kind is Kind.CHOICES:
        return SEPARATOR.join(said[:2])
    return said[0] if said else TYPED[question.kind]


def row(form, programme, person):
    return {question.text: answer(question, programme, person) for question in form.questions}


def filled_questionnaires(programme):
    made, files = handed_out(programme), []
    forms = {base.questionnaire.key: base.questionnaire for base in programme.bases}
    for number, (key, form) in enumerate(forms.items()):
        person = f"Проверкин{'абвгдежзик'[number]} Иван Сергеевич"
        content = filled(made[f"questionnaires/{key}.xlsx"], row(form, programme, person))
        files.append(InputFile(f"{key}.xlsx", content))
    return tuple(files)


def kinds(answers):
    return {finding.code for finding in answers.findings}


@pytest.mark.parametrize("key", find_programmes())
def test_every_filled_questionnaire_is_read_with_no_mapping(key):
    programme = load_programme(key)
    files = filled_questionnaires(programme)
    answers = read_answers(programme, answers=files)
    errors = [f.sentence() for f in answers.findings if f.severity is Severity.ERROR]
    assert errors == []
    assert not kinds(answers) & MISMATCH
    assert len(answers.people) == len(files)


@pytest.mark.parametrize("key", find_programmes())
def test_every_filled_monitoring_sheet_is_read_with_no_mapping(key):
    programme = load_programme(key)
    made, files = handed_out(programme), filled_questionnaires(programme)
    known = read_answers(programme, answers=files).people
    for form in programme.monitoring:
        content = filled(made[f"questionnaires/{form.key}.xlsx"], row(form, programme, known.persons[0].name))
        answers = read_answers(programme, answers=(*files, InputFile("мониторинг.xlsx", content)))
        assert not kinds(answers) & (MISMATCH | {"sheet-skipped", "unknown-name"})
        (one,) = answers.monitoring
        asked = {q.key: 5 if q.kind is Kind.SCALE else True for q in form.questions if q.kind in MEASURED}
        assert (one.stage, dict(one.marks)) == (form.kind, asked)


def test_every_answer_comes_back_as_it_was_chosen():
    programme = load_programme("r2-gymnasium")
    answers = read_answers(programme, answers=filled_questionnaires(programme))
    base = answers.get_base("pupils")
    form = programme.get_base("pupils").questionnaire
    for question in form.questions:
        if question.kind is Kind.CHOICES:
            keys = tuple(option.key for option in question.options[:2])
            assert base.columns[question.key] == (keys,), question.text
        if question.kind is Kind.CHOICE:
            assert base.columns[question.key] == (question.options[0].key,)
    assert base.columns["grade"] == (Grade(8, "А"),)


def test_the_register_is_read_with_its_dates_and_withdrawals():
    programme = load_programme("r2-gymnasium")
    files = filled_questionnaires(programme)
    known = read_answers(programme, answers=files).people
    person = next(person for person in known if person.base == "pupils")
    typed = {
        "ФИО": person.name,
        RECORD_HEADERS[Document.PROCESSING]: "05.09.2026",
        RECORD_HEADERS[Document.PARTICIPATION]: "да",
        RECORD_HEADERS[Document.TRANSFER]: "отозвано 06.09.2026",
        "Подписал": "законный представитель",
    }
    register = InputFile("register.xlsx", filled(handed_out(programme)["register.xlsx"], typed))
    answers = read_answers(programme, answers=(*files, register))
    given = {record.document: record.given for record in answers.records if record.code == person.code}
    assert given == {Document.PROCESSING: True, Document.PARTICIPATION: True, Document.TRANSFER: False}
    assert not kinds(answers) & MISMATCH


def test_preferences_requests_decisions_and_locks_are_read_too():
    programme = load_programme("r3-full-process")
    made, files = handed_out(programme), filled_questionnaires(programme)
    people = {person.base: person for person in read_answers(programme, answers=files).people}
    mentee = next(people[base] for base in programme.forms[0].mentees if base in people)
    mentor = next(people[base] for base in programme.forms[0].mentors if base in people)
    asked = programme.third_party
    request = row(asked, programme, mentee.name) | {"Класс": str(mentee.grade)}
    liked = {programme.preferences.questions[1].text: mentee.name}
    liked |= {q.text: mentor.name for q in programme.preferences.questions if q.key == "first"}
    verdict = {"Наставляемый": mentee.code, "Наставник": mentor.code, "Решение": "принята"}
    lock = {
        "Вид": "Оставить вместе",
        "Наставляемый": mentee.code,
        "Наставник": mentor.code,
        "Автор": "Куратор",
    }
    answers = read_answers(
        programme,
        answers=(*files, InputFile("t.xlsx", filled(made["questionnaires/third-party.xlsx"], request))),
        preferences=(InputFile("p.xlsx", filled(made["questionnaires/preferences.xlsx"], liked)),),
        verdicts=(InputFile("v.xlsx", filled(made["verdicts.xlsx"], verdict)),),
        locks=(InputFile("l.xlsx", filled(made["locks.xlsx"], lock)),),
    )
    assert [f.sentence() for f in answers.findings if f.severity is Severity.ERROR] == []
    assert answers.requests[mentee.code]
    assert answers.preferences[0].liked == (mentor.code,)
    assert (answers.verdicts[0].mentee, answers.verdicts[0].mentor) == (mentee.code, mentor.code)
    assert answers.locks[0].mentor == mentor.code
    assert not kinds(answers) & MISMATCH
