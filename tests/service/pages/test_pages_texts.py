import re
from pathlib import Path

import pytest

import service.pages.words as words
from questionnaires.answers import Tally
from questionnaires.finding import Finding, Severity
from questionnaires.wording import Language, Wording
from service.documents.reports.words import TEXT as REPORT_TEXT
from service.pages.files.noticed import MOST_SHOWN, group_findings, has_errors, show_tally
from service.pages.orders.shelf import arrange
from service.pages.ribbon import Progress, State, Step

PAGES = Path(words.__file__).parent.parent
NEVER = re.compile(
    r"прогон|манифест|сертификат|хэш|соль\b|оптимум|граница|\bпул\b|вебхук|расторгнут|без пары", re.I
)


def texts_used() -> set[str]:
    pages = "".join(path.read_text("utf-8") for path in (PAGES / "templates").rglob("*.html"))
    return set(re.findall(r"\bw\.([a-z_0-9]+)", pages))


def test_every_text_of_a_page_exists_and_every_text_is_used() -> None:
    assert texts_used() - words.TEXT.keys() - REPORT_TEXT.keys() == set()
    assert words.TEXT.keys() - texts_used() == set()
    assert words.TEXT.keys() & REPORT_TEXT.keys() == set(), "one wording for one thing"


def test_the_pages_speak_the_words_of_the_field() -> None:
    sources = [path.read_text("utf-8") for path in PAGES.rglob("*.py")]
    sources += [path.read_text("utf-8") for path in (PAGES / "templates").rglob("*.html")]
    assert [found.group() for text in sources if (found := NEVER.search(text))] == []


def test_no_page_names_another_host_or_holds_a_script() -> None:
    for path in (PAGES / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"https?://|//[a-z]|\sstyle=|<style|javascript:", text), path
        written = re.sub(r"{{.*?}}", "", text)  # a parameter of an address may begin with «on»
        assert not re.search(r"\son[a-z]+=", written), path
        assert re.findall(r"<script(?! src=\"{{ url_for)", text) == [], path


@pytest.mark.parametrize(
    ("rows", "ready", "repeated", "refused", "said"),
    [
        (128, 121, 2, 5, "128 строк: 121 готова, 5 исправить, 2 повтора"),
        (1, 1, 0, 0, "1 строка: 1 готова"),
        (22, 15, 7, 0, "22 строки: 15 готово, 7 повторов"),
    ],
)
def test_a_tally_reads_as_a_sentence(rows: int, ready: int, repeated: int, refused: int, said: str) -> None:
    tally = Tally(file="a.csv", base="pupils", rows=rows, ready=ready, repeated=repeated, refused=refused)
    assert show_tally(tally, {"pupils": "База"}).sentence.ru == said


def found(severity: Severity, count: int = 1) -> list[Finding]:
    said = Wording("а", "a")
    return [Finding(severity=severity, code="x", reason=said, remedy=said)] * count


def test_the_gravest_findings_come_first_and_long_lists_are_cut() -> None:
    findings = found(Severity.NOTE, MOST_SHOWN + 5) + found(Severity.ERROR)
    error, note = group_findings(findings, Language.RU)
    assert (error.severity, error.count) == ("error", 1)
    assert (note.count, note.shown) == (MOST_SHOWN + 5, MOST_SHOWN)
    assert has_errors(findings)
    assert not has_errors(found(Severity.WARNING))


def warned(code: str, row: int) -> Finding:
    said = Wording(f"ряд {row}", f"row {row}")
    return Finding(severity=Severity.WARNING, code=code, reason=said, remedy=said, row=row, column="Класс")


def test_remarks_that_are_alike_are_one_line_that_opens() -> None:
    many, lone = [warned("many", row) for row in range(2, 9)], warned("lone", 40)
    (group,) = group_findings([*many, lone], Language.RU)
    first, second = group.alike
    assert (list(first.told), list(first.others)) == (many[:3], many[3:])
    assert first.remainder is not None
    assert first.remainder.ru == "Похожих ещё: 4 — «Класс»: строки 5, 6, 7, 8"
    assert (list(second.told), second.remainder, list(second.others)) == ([lone], None, [])
    assert (group.count, group.shown) == (8, 8)


def test_errors_are_never_gathered_and_a_long_list_of_them_is_cut() -> None:
    (group,) = group_findings(found(Severity.ERROR, MOST_SHOWN + 5), Language.RU)
    assert [(len(one.told), one.remainder, len(one.others)) for one in group.alike] == [
        (1, None, 0)
    ] * MOST_SHOWN
    assert (group.count, group.shown) == (MOST_SHOWN + 5, MOST_SHOWN)


def test_of_a_long_list_every_kind_is_told_before_its_others_are_listed() -> None:
    """A remark that nobody could see behind a hundred trifles of another kind would be lost."""
    many = [warned("many", row) for row in range(2, 2 * MOST_SHOWN)]
    (group,) = group_findings([*many, warned("lone", 400)], Language.RU)
    assert [len(one.told) for one in group.alike] == [3, 1]
    assert (group.count, group.shown) == (len(many) + 1, MOST_SHOWN)


@pytest.mark.parametrize(
    ("progress", "step"),
    [
        (Progress(programme_id="p"), Step.UPLOADS),
        (Progress(programme_id="p", accepted=2, waiting=1), Step.UPLOADS),
        (Progress(programme_id="p", accepted=2), Step.READINESS),
        (Progress(programme_id="p", accepted=2, run_id="r", moving=True), Step.RUN),
        (Progress(programme_id="p", accepted=2, run_id="r"), Step.READINESS),
        (Progress(programme_id="p", accepted=2, run_id="r", finished=True), Step.PAIRS),
        (Progress(programme_id="p", accepted=2, run_id="r", finished=True, approved=True), Step.ORDERS),
    ],
)
def test_what_is_next(progress: Progress, step: Step) -> None:
    assert progress.now is step
    states = [progress.state(each) for each in Step]
    assert states == sorted(states, key=list(State).index), "done, then now, then later"


def test_checked_files_are_decided_on_before_others_are_uploaded() -> None:
    assert Progress(programme_id="p").next.ru == "загрузить анкеты"
    assert Progress(programme_id="p", accepted=2, waiting=1).next.ru == "посмотреть проверенные файлы"


def test_papers_lie_in_piles_with_names() -> None:
    sizes = {
        "inputs/programme.json": 9,
        "run.json": 10,
        "report-head.html": 2048,
        "school-1/orders/school-1-pupils-assignment.docx": 5000,
        "school-1/orders/publication/school-1-pupils-assignment.docx": 5000,
        "private/school-1-3-assignment.docx": 1,
        "school-1/letters/Н-001.docx": 1,
    }
    piles = {
        title.ru: [one.title.ru for one in files]
        for title, files in arrange(sizes, {"school-1": "Школа № 1"})
    }
    assert piles["Приказы"] == [
        "О закреплении: отдельный приказ 3, Школа № 1 (отдельная база, видит только куратор)",
        "Школа № 1: О закреплении: обучающиеся, Школа № 1",
        "Школа № 1: О закреплении: обучающиеся, Школа № 1 (для сайта)",
    ]
    assert piles["Письма"] == ["Школа № 1: Н-001"]
    assert piles["Отчёты"] == ["Отчёт руководителю"]
    assert "Паспорт подбора" in piles["Таблицы и паспорт подбора"]
    assert not any("programme.json" in title for titles in piles.values() for title in titles)
