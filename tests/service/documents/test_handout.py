"""What is handed out: every shape has every question, tables carry the exact texts, consents are separate papers."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from docx_text import words
from handed_out import handed_out
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from sample import sample_view
from sample_programme import PROGRAMME

from questionnaires.loading import find_programmes, load_programme
from questionnaires.programme import Document
from questionnaires.question import Kind
from questionnaires.reading.list_forms import LOCKS_FORM
from questionnaires.reading.records_form import RECORD_HEADERS, RECORDS_FORM
from service.documents.handout import needed_consents, needed_documents, unwritten_consents
from service.documents.handout_questions import MANNERS

PROGRAMMES = find_programmes()


def headers(content):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def rules(content):
    """Return header → data validation of its column, and the workbook."""
    book = openpyxl.load_workbook(BytesIO(content))
    page = book.worksheets[0]
    found = {str(rule.sqref).split(":")[0].rstrip("2"): rule for rule in page.data_validations.dataValidation}
    return {cell.value: found.get(cell.column_letter) for cell in page[1]}, book


@pytest.mark.parametrize("key", PROGRAMMES)
def test_ready_programmes_have_a_form_for_every_consent_that_is_needed(key):
    assert unwritten_consents(load_programme(key)) == []


def test_a_consent_that_is_needed_and_has_no_form_is_named():
    bare = replace(load_programme("r2-gymnasium"), consents=())
    missing = [Document.PROCESSING, Document.PARTICIPATION, Document.EXTRA_DUTIES]
    assert unwritten_consents(bare) == missing
    contents = handed_out(bare)["contents.txt"].decode("utf-8-sig")
    assert (
        "Бланков нет, а без этих документов не допускают: согласие на обработку персональных данных; "
        in contents
    )


@pytest.mark.parametrize("key", PROGRAMMES)
def test_every_questionnaire_comes_in_every_shape_with_every_question(key):
    programme = load_programme(key)
    made = handed_out(programme)
    for base in programme.bases:
        form = base.questionnaire
        printed = words(made[f"questionnaires/{form.key}.docx"])
        pasted = made[f"questionnaires/{form.key}.txt"].decode("utf-8-sig")
        for question in form.questions:
            if question.kind is not Kind.TIMESTAMP:
                assert question.text in printed
                assert question.text in pasted
            assert all(option.label in printed and option.label in pasted for option in question.options)


@pytest.mark.parametrize("key", PROGRAMMES)
def test_a_table_has_one_header_row_of_exact_texts(key):
    programme = load_programme(key)
    made = handed_out(programme)
    for base in programme.bases:
        form = base.questionnaire
        assert headers(made[f"questionnaires/{form.key}.xlsx"]) == [
            [question.text for question in form.questions]
        ]


def test_choices_drop_down_and_several_may_be_typed():
    (found, book) = rules(handed_out(load_programme("r2-gymnasium"))["questionnaires/pupil-mentee.xlsx"])
    shift, subjects = found["В какую смену вы учитесь"], found["По каким предметам нужна помощь"]
    assert (shift.type, shift.showErrorMessage) == ("list", True)
    assert (subjects.type, subjects.showErrorMessage) == ("list", False)
    assert "точку с запятой" in subjects.prompt
    page, cells = shift.formula1.split("!")
    assert [cell.value for (cell,) in book[page][cells.replace("$", "")]] == ["первая", "вторая"]


def test_the_lists_are_on_a_hidden_sheet_and_an_explanation_on_an_open_one():
    book = CalamineWorkbook.from_filelike(BytesIO(handed_out(PROGRAMME)["questionnaires/pupil-mentees.xlsx"]))
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible]
    assert visible == ["Ответы", "Как заполнять"]
    assert "Списки" in book.sheet_names


def test_only_schools_can_be_chosen_as_organisation():
    _, book = rules(handed_out(PROGRAMME)["questionnaires/pupil-mentees.xlsx"])
    listed = {cell.value for row in book["Списки"].iter_rows() for cell in row}
    assert {"Гимназия № 1", "Школа № 3"} <= listed
    assert "ООО «ЛЗП»" not in listed


def test_the_register_has_the_headers_reading_knows_and_only_documents_needed():
    row = headers(handed_out(PROGRAMME)["register.xlsx"])[0]
    assert set(row) <= {question.text for question in RECORDS_FORM.questions}
    assert RECORD_HEADERS[Document.AGREEMENT] in row
    assert RECORD_HEADERS[Document.SELECTION] not in row
    assert needed_documents(PROGRAMME)[0] is Document.PROCESSING


def test_locks_and_verdicts_are_tables_too():
    made = handed_out(PROGRAMME)
    assert headers(made["locks.xlsx"])[0] == [question.text for question in LOCKS_FORM.questions]
    assert "verdicts.xlsx" in made  # the sample programme has that stage


def explained(content):
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [row[:4] for row in book.get_sheet_by_name("Как заполнять").to_python()]


@pytest.mark.parametrize("name", ["locks.xlsx", "verdicts.xlsx"])
def test_a_table_of_decisions_says_whom_to_name_and_that_a_row_is_a_decision(name):
    rows = explained(handed_out(load_programme("r2-gymnasium"))[name])
    assert rows[1][0].startswith("Одна строка — одно решение.")
    told = {row[0]: row[1] for row in rows}
    assert all("код" in told[who] for who in ("Наставляемый", "Наставник"))


def test_no_hint_is_said_twice():
    hints = {
        row[1]
        for path, content in handed_out(load_programme("r2-gymnasium")).items()
        if path.endswith("xlsx")
        for row in explained(content)
    }
    assert "дд.мм.гггг, например 05.03.2012" in hints
    assert "Например, 9А. Для 9 и 11 классов встречи идут до конца апреля" in hints
    assert not [hint for hint in hints if hint.casefold().count("например, ") > 1]


def test_third_party_and_preferences_are_handed_out_where_the_programme_has_them():
    full, plain = handed_out(load_programme("r3-full-process")), handed_out(load_programme("r2-gymnasium"))
    for name in ("questionnaires/third-party.docx", "questionnaires/preferences.xlsx"):
        assert name in full
        assert name not in plain


@pytest.mark.parametrize("key", PROGRAMMES)
def test_each_consent_is_a_document_of_its_own_and_filled_in(key):
    programme = load_programme(key)
    made = handed_out(programme)
    for consent in needed_consents(programme):
        said = words(made[f"consents/{consent.key}.docx"])
        assert consent.title in said
        assert "{" not in said
    wanted = {document for base in programme.bases for document in base.documents} & {
        c.document for c in programme.consents
    }
    assert wanted <= {consent.document for consent in needed_consents(programme)}


@pytest.mark.parametrize("key", PROGRAMMES)
def test_a_consent_doubles_neither_a_word_nor_quotation_marks(key):
    programme = load_programme(key)
    made = handed_out(programme)
    for consent in needed_consents(programme):
        said = words(made[f"consents/{consent.key}.docx"])
        assert "программе «Программа" not in said
        assert "программы «Программа" not in said
        depth = 0
        for sign in said.partition("\n")[2]:  # a heading has the quotation marks the school gave itself
            depth += {"«": 1, "»": -1}.get(sign, 0)
            assert depth <= 1, said


def test_a_consent_about_data_has_room_for_addresses_and_a_document():
    made = handed_out(load_programme("r2-gymnasium"))
    blanks = ("Адрес организации:", "Адрес подписавшего", "Документ: вид, номер, кем и когда выдан")
    said = words(made["consents/processing-minor.docx"])
    assert "программе наставничества «Рядом»" in said
    assert all(blank in said for blank in blanks)
    assert not any(blank in words(made["consents/extra-duties.docx"]) for blank in blanks)


@pytest.mark.parametrize(
    ("programme", "consent", "standing"),
    [
        ("r2-gymnasium", "participation", "Класс"),
        ("r2-gymnasium", "extra-duties", "Должность"),
        ("r2-gymnasium", "publication", "Класс или должность"),
        ("r5-teachers", "publication", "Должность"),
    ],
)
def test_a_teacher_is_not_asked_for_a_class(programme, consent, standing):
    lines = words(handed_out(load_programme(programme))[f"consents/{consent}.docx"]).splitlines()
    assert [line for line in lines if line in {"Класс", "Должность", "Класс или должность"}] == [standing]


def test_one_school_is_named_in_the_consent_and_of_many_each_writes_its_own():
    one = words(handed_out(load_programme("r2-gymnasium"))["consents/processing-minor.docx"])
    many = words(handed_out(load_programme("r1-district"))["consents/processing-minor.docx"])
    assert "Гимназия" in one
    assert "_____" in many
    assert "Школа №" not in many


def test_texts_open_in_notepad():
    content = handed_out(PROGRAMME)["contents.txt"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_every_kind_of_question_can_be_asked():
    assert set(MANNERS) == set(Kind)


@pytest.mark.parametrize("key", PROGRAMMES)
def test_the_same_programme_gives_the_same_bytes(key):
    assert handed_out(load_programme(key)) == handed_out(load_programme(key))


def test_nobody_is_named():
    said = str(sorted(handed_out(PROGRAMME)))
    assert not any(person.code in said for person in sample_view().answers.people)
