"""What a programme hands out: questionnaires on paper, as tables and for form services, consents, registers.

Every table has the questions' own texts as headers, so reading takes it back with no mapping.
"""

import re
from collections.abc import Iterator, Sequence

from questionnaires.programme import Category, ConsentText, Document, Programme, Stage
from questionnaires.question import Kind, Question, Questionnaire, QuestionnaireKind
from questionnaires.reading.list_forms import (
    HOW_TO_FILL,
    LOCKS_FORM,
    PREFERENCES_FORM,
    VERDICTS_FORM,
    WHAT_IS_ASKED,
)
from questionnaires.reading.records_form import RECORDS_FORM
from questionnaires.words import DOCUMENTS
from service.documents.formats.mail_merge import get_template
from service.documents.formats.sheets import Column, Sheet, render_workbook
from service.documents.handout_questions import (
    cell_hint,
    choices,
    paper_question,
    service_lines,
)
from service.documents.words.answer_text import day_text
from service.view import Paper

NOT_A_CONSENT = (
    "Звёздочкой отмечены обязательные вопросы. Анкета не заменяет согласие на обработку данных: оно отдельно."
)
OPTIONAL = (Document.TRANSFER, Document.PUBLICATION)
"""Consents that nobody needs to take part, yet people may give."""
CONSENTS = (Document.PROCESSING, Document.TRANSFER, Document.PARTICIPATION, Document.EXTRA_DUTIES)
"""Consents that people give on paper and that may be needed to take part."""
OF_DATA = (Document.PROCESSING, Document.TRANSFER, Document.PUBLICATION)
"""Consents about personal data: they name the address and the document of who signs, and the operator's address."""
RECORD_HINT = (
    "Дата документа дд.мм.гггг или «да». Нет документа — оставьте пустым. Отозван — «отозвано 05.10.2026». "
    "Подписал не тот или текст не тот, что в конце строки, — допишите: «05.10.2026, оба, версия 2»"
)
RECORD_HINTS = {
    "signer": "сам, законный представитель или оба",
    "code": "Код из people.csv, если он уже есть: тогда имя можно не сверять",
    "version": "Стоит внизу бланка согласия",
}
_PROGRAMME = re.compile(r"(программ\w+) «\{programme\}»")
_WIDE = {Kind.TEXT: 34, Kind.CHOICES: 34, Kind.NAME: 30, Kind.NAMES: 30, Kind.CONTACT: 24, Kind.CHOICE: 22}


def render_handout(programme: Programme) -> tuple[Paper, ...]:
    """Return everything that is handed out before and during a programme."""
    papers = [paper for form in _questionnaires(programme) for paper in _in_every_shape(programme, form)]
    papers += _tables(programme)
    papers += [_consent(programme, consent) for consent in needed_consents(programme)]
    return (*papers, _contents(programme, papers))


def _questionnaires(programme: Programme) -> list[Questionnaire]:
    """Return the questionnaires people answer, each once though several bases may share it."""
    others = (programme.third_party, programme.preferences, *programme.monitoring)
    forms = [*(base.questionnaire for base in programme.bases), *(form for form in others if form)]
    return list({form.key: form for form in forms}.values())


def _in_every_shape(programme: Programme, form: Questionnaire) -> Iterator[Paper]:
    path = f"questionnaires/{form.key}"
    yield Paper(f"{path}.docx", _printed(programme, form))
    yield Paper(f"{path}.xlsx", table_to_fill(programme, form))
    yield Paper(f"{path}.txt", _for_a_service(programme, form))


def _asked(form: Questionnaire) -> list[Question]:
    """Return what a person answers himself: a form service and a curator put the date."""
    return [question for question in form.questions if question.kind is not Kind.TIMESTAMP]


def _printed(programme: Programme, form: Questionnaire) -> bytes:
    fields = {
        "programme": programme.title,
        "title": form.title,
        "introduction": form.introduction,
        "note": NOT_A_CONSENT if form.kind is QuestionnaireKind.BASE else "",
        "questions": [paper_question(question, programme) for question in _asked(form)],
    }
    return get_template("questionnaire").fill(fields)


def _for_a_service(programme: Programme, form: Questionnaire) -> bytes:
    """Return a text for Notepad: Windows line ends and a mark of the encoding."""
    lines = [form.title, "", form.introduction, ""]
    for number, question in enumerate(_asked(form), start=1):
        lines += service_lines(number, question, programme)
    lines.append("Вопросы вставляйте слово в слово: по ним таблица ответов узнаётся сама.")
    return "\r\n".join(lines).encode("utf-8-sig")


def table_to_fill(programme: Programme, form: Questionnaire) -> bytes:
    """Return a workbook with the questions as its one header row, drop-down lists, and a sheet that explains."""
    columns = tuple(_column(question, programme) for question in form.questions)
    table = Sheet(title="Ответы", columns=columns)
    explained = Sheet(
        title=HOW_TO_FILL,
        columns=tuple(Column(title=title, width=width) for title, width in _EXPLAINED),
        rows=[
            (
                question.text,
                cell_hint(question, programme),
                "\n".join(choices(question, programme)),
                question.purpose,
            )
            for question in form.questions
        ],
        above=(form.title, f"{_one_row(form)} Заголовки не меняйте: по ним таблица узнаётся."),
    )
    return render_workbook([table, explained])


def _one_row(form: Questionnaire) -> str:
    return f"Одна строка — {'одно решение' if form.kind is QuestionnaireKind.VERDICTS else 'один человек'}."


_EXPLAINED = ((WHAT_IS_ASKED, 44), ("Как отвечать", 44), ("Варианты", 40), ("Зачем спрашиваем", 44))


def _column(question: Question, programme: Programme) -> Column:
    return Column(
        title=question.text,
        width=_WIDE.get(question.kind, 16),
        choices=choices(question, programme),
        several=question.kind is Kind.CHOICES or question.other,
        hint=cell_hint(question, programme),
    )


def _tables(programme: Programme) -> Iterator[Paper]:
    """Yield the tables the curator keeps: consents and admissions, decisions, and who stays together."""
    yield Paper("register.xlsx", _register(programme))
    if programme.verdicts or Stage.VERDICTS in programme.stages:
        yield Paper("verdicts.xlsx", table_to_fill(programme, programme.verdicts or VERDICTS_FORM))
    if programme.preferences is None and Stage.MEETING in programme.stages:
        yield Paper("preferences.xlsx", table_to_fill(programme, PREFERENCES_FORM))
    yield Paper("locks.xlsx", table_to_fill(programme, LOCKS_FORM))


def _register(programme: Programme) -> bytes:
    """Return the register with the documents this programme needs or may ask for."""
    needed = needed_documents(programme)
    kept = [q for q in RECORDS_FORM.questions if q.key not in set(Document) or Document(q.key) in needed]
    documents = {document.value for document in needed}
    hints = [RECORD_HINT if q.key in documents else RECORD_HINTS.get(q.key, "") for q in kept]
    columns = tuple(
        Column(title=q.text, width=_WIDE.get(q.kind, 18) if q.key not in documents else 20, hint=hint)
        for q, hint in zip(kept, hints, strict=True)
    )
    explained = Sheet(
        title=HOW_TO_FILL,
        columns=tuple(Column(title=title, width=width) for title, width in _EXPLAINED[:2]),
        rows=[(q.text, hint) for q, hint in zip(kept, hints, strict=True)],
        above=(RECORDS_FORM.title, "Одна строка — один человек. Пустая ячейка значит: документа нет."),
    )
    return render_workbook([Sheet(title="Реестр", columns=columns), explained])


def needed_documents(programme: Programme) -> list[Document]:
    """Return the documents somebody needs to take part, and the consents people may give besides."""
    asked = {document for base in programme.bases for document in base.documents} | set(OPTIONAL)
    return [document for document in Document if document in asked]


def needed_consents(programme: Programme) -> list[ConsentText]:
    """Return the consent texts for people this programme has."""
    categories = {base.category for base in programme.bases}
    documents = needed_documents(programme)
    return [
        text
        for text in programme.consents
        if text.document in documents and categories & set(text.categories)
    ]


def unwritten_consents(programme: Programme) -> list[Document]:
    """Return the consents somebody needs to take part for which the programme has no text to hand out."""
    needed = {document for base in programme.bases for document in base.documents}
    written = {text.document for text in needed_consents(programme)}
    return [document for document in CONSENTS if document in needed - written]


def _consent(programme: Programme, consent: ConsentText) -> Paper:
    fields = _known(programme)
    paragraphs = [_filled(paragraph, fields) for paragraph in consent.paragraphs]
    content = get_template("consent").fill(
        {
            "organisation": fields["organisation"],
            "title": consent.title,
            "standing": _standing(programme, consent),
            "personal": consent.document in OF_DATA,
            "signer": consent.signer,
            "paragraphs": paragraphs,
            "withdrawal": consent.document is not Document.EXTRA_DUTIES,
            "version": consent.version,
        }
    )
    return Paper(f"consents/{consent.key}.docx", content)


def _standing(programme: Programme, consent: ConsentText) -> str:
    """Return what is written beside the name: a class, a position, or whichever the person has."""
    if consent.minors is True:
        return "Класс"
    signing = {base.category for base in programme.bases} & set(consent.categories)
    return "Должность" if signing <= {Category.TEACHER, Category.EMPLOYER} else "Класс или должность"


def _known(programme: Programme) -> dict[str, str]:
    """Return what fills the texts; with several schools each writes its own name by hand."""
    own = programme.signers
    one = own[0] if len(own) == 1 else None
    blank = "_" * 30
    return {
        "organisation": (one.name if one else "") or blank,
        "curator": (one.curator if one else "") or blank,
        "site": (one.site if one else "") or blank,
        "programme": programme.title,
        "end": day_text(programme.end),
    }


def _filled(paragraph: str, fields: dict[str, str]) -> str:
    paragraph = _PROGRAMME.sub(lambda found: f"{found[1]} {_named(fields['programme'])}", paragraph)
    for key, value in fields.items():
        inner = value.replace("«", "„").replace("»", "“")
        paragraph = paragraph.replace("«{" + key + "}»", f"«{inner}»").replace("{" + key + "}", value)
    return paragraph


def _named(programme: str) -> str:
    """Return the title as it follows the word «программа»: neither the word nor quotation marks twice."""
    word, _, rest = programme.partition(" ")
    return rest if word == "Программа" and rest else "«{programme}»"


def _contents(programme: Programme, papers: Sequence[Paper]) -> Paper:
    titles = {form.key: form.title for form in _questionnaires(programme)}
    titles |= {consent.key: consent.title for consent in programme.consents} | _TABLE_TITLES
    lines = [programme.title, "", "Что здесь лежит:", ""]
    for paper in papers:
        name, shape = paper.path.rsplit("/", 1)[-1].rsplit(".", 1)
        lines.append(f"{paper.path} — {titles[name]} ({_SHAPES[shape]})")
    if unwritten := unwritten_consents(programme):
        named = "; ".join(DOCUMENTS[document].ru for document in unwritten)
        lines += ["", f"Бланков нет, а без этих документов не допускают: {named}."]
    lines += ["", "Заполненные таблицы читаются как есть, ничего сопоставлять не нужно."]
    return Paper("contents.txt", "\r\n".join(lines).encode("utf-8-sig"))


_SHAPES = {"docx": "на бумаге", "xlsx": "таблица", "txt": "для сервиса опросов"}
_TABLE_TITLES = {
    "register": RECORDS_FORM.title,
    "verdicts": VERDICTS_FORM.title,
    "preferences": PREFERENCES_FORM.title,
    "locks": LOCKS_FORM.title,
}
