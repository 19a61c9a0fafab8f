import io
import zipfile
from typing import Any

from live import Live
from waiting import wait_until
from walker import Walker

STUDIO, GYMNASIUM = "r4-additional-education", "r2-gymnasium"
SIGNER = "Директор Ветлугина О. С."


def said(walker: Walker, russian: str, english: str) -> None:
    expected = russian if walker.language == "ru" else english
    assert expected in walker.text(), walker.text()[:1500]


def test_the_whole_journey(walker: Walker) -> None:
    """From log-in to a numbered order, in both languages, with scripts and without."""
    walker.log_in("head")
    walker.check()
    copy_programme(walker)
    bring_the_example(walker)
    look_at_readiness(walker)
    run_to_the_end(walker)
    read_the_pairs(walker)
    read_who_waits(walker)
    approve(walker)
    open_a_report(walker)
    download(walker)
    leave(walker)


def copy_programme(walker: Walker) -> None:
    walker.press(f'form:has(input[value="{GYMNASIUM}"]) button')
    said(walker, "Программа добавлена", "The programme was added")
    walker.check()


def bring_the_example(walker: Walker) -> None:
    walker.open_details("details.fold")
    walker.press("form[action$='/example'] button")
    said(walker, "ждут вашего решения", "waiting for your decision")
    said(walker, "Принятых файлов пока нет", "No file is accepted yet")
    walker.check()
    walker.press("form[action$='/uploads/accept'] button")
    assert walker.page.locator("form[action$='/uploads/accept'] button").count() == 0
    walker.check()


def look_at_readiness(walker: Walker) -> None:
    walker.press("main section a[href$='/readiness']")
    said(walker, "Мест у наставников", "Places with mentors")
    walker.check()


def run_to_the_end(walker: Walker) -> None:
    walker.press("form[action$='/runs'] button")
    said(walker, "Страницу можно закрыть", "You may close this page")
    walker.check()

    def finished() -> bool:
        if not walker.scripts:
            walker.page.reload()
        return bool(walker.page.locator("dl.tiles").count())

    # With scripts nobody touches the page: it asks by itself and shows the result.
    wait_until(finished)
    said(walker, "Лучше нельзя — проверено", "Nothing better exists — checked")
    walker.check()


def read_the_pairs(walker: Walker) -> None:
    walker.press(".steps-nav a[href$='/pairs']")
    scores = [int(text) for text in walker.page.locator("section:first-of-type .pair .s b").all_inner_texts()]
    first_form = scores[: walker.page.locator("section").first.locator(".pair").count()]
    assert first_form == sorted(first_form), "the pairs with least in common come first"
    walker.open_details("details.pair")
    said(walker, "Из чего сложилось совпадение", "What the points are made of")
    walker.check()
    name = walker.page.locator(".pair .two b").first.inner_text().split()[0]
    walker.page.fill("input[name=name]", name)
    walker.press(".filters button")
    assert all(name in text for text in walker.page.locator(".pair .two").all_inner_texts())


def read_who_waits(walker: Walker) -> None:
    walker.press(".steps-nav a[href$='/unmatched']")
    said(walker, "Причина у каждого", "The reason of each")
    said(walker, "Что помогло бы", "What would help")
    walker.check()


def approve(walker: Walker) -> None:
    walker.press(".steps-nav a[href$='/orders']")
    said(walker, "это предложение для разговора", "this is a proposal to talk over")
    said(walker, " КБ", " KB")
    assert walker.page.locator("a[href*='/papers/orders/']").count() == 0
    walker.check()
    walker.page.check("input[name=agreed]")
    walker.press("form[action$='/approve'] button")
    # The page proposes the head that the programme names, not whoever is logged in.
    said(walker, f"Утверждает: {SIGNER}", f"Approved by: {SIGNER}")
    assert walker.page.locator("a[href*='/papers/orders/']").count() > 0
    assert walker.page.locator("a[href*='proposal.docx']").count() == 0
    walker.check()
    walker.page.fill("input[name=number]", "47; 48")
    walker.page.fill("input[name=day]", "2026-09-21")
    walker.press("form[action$='/number'] button")
    said(walker, "Приказ № 47; 48 от 21.09.2026", "Order No 47; 48 of 21.09.2026")
    walker.check()


def open_a_report(walker: Walker) -> None:
    """Look at a report: its style sheet is let in by its checksum, and nothing else acts in it."""
    walker.press("a[href$='report-head.html']")
    assert walker.page.evaluate("getComputedStyle(document.querySelector('.top')).maxWidth") != "none"
    with walker.page.expect_navigation():
        walker.page.go_back()


def download(walker: Walker) -> None:
    with walker.page.expect_download() as waiting:
        walker.page.locator("a[href$='papers.zip']").click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        names = archive.namelist()
        order = next(name for name in names if name.startswith("orders/") and "publication" not in name)
        inside = zipfile.ZipFile(io.BytesIO(archive.read(order))).read("word/document.xml").decode()
    assert "47" in inside
    assert {"run.json", "pairs.csv", "report-curator.html"} <= set(names)
    assert not [name for name in names if name.startswith("inputs/")]


def leave(walker: Walker) -> None:
    walker.press("form[action$='/logout'] button")
    walker.go("/programmes")
    assert "/login" in walker.page.url


def test_a_run_is_stopped_and_says_so(browser: Any, live: Live) -> None:
    """A run that is cancelled says so, and another can be started."""
    walker = Walker(browser, live, language="ru", scripts=False)
    walker.log_in("curator")
    copy_programme(walker)
    bring_the_example(walker)
    look_at_readiness(walker)
    live.runs.hold = True
    try:
        walker.press("form[action$='/runs'] button")
        walker.press("form[action$='/cancel'] button")
    finally:
        live.runs.hold = False
    assert "Подбор отменён" in walker.text()
    assert walker.page.locator("form[action$='/cancel']").count() == 0
    walker.close()


def test_the_keyboard_is_enough(browser: Any, live: Live) -> None:
    """Tab reaches the link to the content first, and the focus can be seen."""
    walker = Walker(browser, live, language="ru", scripts=True)
    walker.log_in("viewer")
    walker.page.keyboard.press("Tab")
    assert walker.page.evaluate("document.activeElement.className") == "skip"
    style = walker.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"
    walker.page.keyboard.press("Enter")
    assert walker.page.evaluate("document.activeElement.id") == "main"
    walker.close()
