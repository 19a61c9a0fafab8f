"""The register of consents and admissions as a table: one row a person, one column a document.

The canonical headers are here, for reading and for the workbook that is handed out.
"""

from questionnaires.programme import Document
from questionnaires.question import Kind, Question, Questionnaire, QuestionnaireKind
from questionnaires.words import DOCUMENTS

CODE = Question(key="code", text="Код", kind=Kind.TEXT, purpose="Код из реестра людей надёжнее имени")
NAME = Question(
    key="name",
    text="ФИО",
    kind=Kind.NAME,
    purpose="Чья запись",
    also=("Фамилия, имя, отчество", "Ф.И.О.", "Фамилия Имя Отчество"),
)
ORGANISATION = Question(
    key="organisation",
    text="Организация",
    kind=Kind.ORGANISATION,
    purpose="Различает тёзок",
    also=("Школа", "Образовательная организация"),
)
GRADE = Question(key="grade", text="Класс", kind=Kind.GRADE, purpose="Различает тёзок")
BIRTH_DATE = Question(key="birth_date", text="Дата рождения", kind=Kind.DATE, purpose="Различает тёзок")
SIGNER = Question(
    key="signer",
    text="Подписал",
    kind=Kind.TEXT,
    purpose="Сам, законный представитель или оба",
    also=("Кто подписал",),
)
VERSION = Question(
    key="version", text="Версия текста", kind=Kind.TEXT, purpose="Какой текст подписан", also=("Версия",)
)

RECORD_HEADERS: dict[Document, str] = {
    document: DOCUMENTS[document].ru[:1].upper() + DOCUMENTS[document].ru[1:] for document in Document
}
"""Header of the column of each document; a cell holds a date, «да» or «+», «нет» or «отозвано дд.мм.гггг».

Who signed and which version may follow, where they differ from what the last columns say of the whole row.
"""

_ALSO: dict[Document, tuple[str, ...]] = {
    Document.PROCESSING: ("Согласие на обработку", "Согласие на обработку ПДн"),
    Document.TRANSFER: ("Согласие на передачу данных", "Согласие на передачу"),
    Document.PUBLICATION: ("Согласие на публикацию",),
    Document.PARTICIPATION: ("Согласие на участие", "Согласие родителя", "Согласие законного представителя на участие"),
    Document.EXTRA_DUTIES: ("Согласие на дополнительные обязанности", "Согласие работника"),
    Document.AGREEMENT: ("Соглашение", "Договор с организацией"),
    Document.TRAINING: ("Обучение", "Обучение пройдено"),
    Document.NO_RECORD: ("Справка об отсутствии судимости предъявлена", "Справка об отсутствии судимости"),
    Document.MEETING_PLACE: ("Место встреч", "Место встреч в школе определено"),
    Document.SELECTION: ("Собеседование", "Собеседование пройдено", "Отбор"),
}  # fmt: skip


def record_question(document: Document) -> Question:
    """Return the column of one document."""
    return Question(
        key=document.value,
        text=RECORD_HEADERS[document],
        kind=Kind.TEXT,
        purpose="Без записи человек не допущен",
        also=(*_ALSO[document], document.value),
    )


RECORDS_FORM = Questionnaire(
    key="records",
    title="Реестр согласий и допусков",
    kind=QuestionnaireKind.BASE,
    introduction="",
    questions=(
        CODE,
        NAME,
        ORGANISATION,
        GRADE,
        BIRTH_DATE,
        *(record_question(document) for document in Document),
        SIGNER,
        VERSION,
    ),
)
