"""A person at a browser, who also watches what the browser fetches and what an accessibility checker says."""

from pathlib import Path
from typing import Any

from live import PASSWORD, Live

AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_REMARKS = """() => {
  const closed = [...document.querySelectorAll("details:is(.reason, :has(details.reason)):not([open])")];
  closed.forEach(one => { one.open = true; });
  return closed;
}"""
"""What a curator may open all at once; gives what was closed before."""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


class Walker:
    """One browser window on the live service."""

    def __init__(self, browser: Any, live: Live, *, language: str, scripts: bool) -> None:
        self.live, self.language, self.scripts = live, language, scripts
        self.context = browser.new_context(java_script_enabled=scripts, viewport=WIDE)
        self.page = self.context.new_page()
        self.page.set_default_timeout(90_000)
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", self._see)
        self.page.on("console", self._hear)

    def _see(self, request: Any) -> None:
        if not request.url.startswith((self.live.url, "data:")):
            self.foreign.append(request.url)

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.live.url}{path}")

    def log_in(self, login: str) -> None:
        self.go(f"/login?language={self.language}")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", PASSWORD)
        self.press("main button")

    def press(self, selector: str) -> None:
        """Press a button or follow a link and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def open_details(self, selector: str) -> None:
        self.page.locator(f"{selector} > summary").first.click()

    def text(self) -> str:
        return str(self.page.inner_text("main"))

    def check(self) -> None:
        """Nothing is cut off on a phone, nothing is wrong for those who cannot see or use a mouse."""
        assert self.page.locator("h1").count() == 1
        assert self.page.get_attribute("html", "lang") == self.language
        if not self.scripts:
            return
        for size in (NARROW, WIDE):
            self.page.set_viewport_size(size)
            width = self.page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{self.page.url} is {width} wide on {size['width']}"
        # Spoken to the page from outside: its own policy lets no such script in.
        self.context.new_cdp_session(self.page).send("Runtime.evaluate", {"expression": AXE})
        opened = self.page.evaluate_handle(OPEN_REMARKS)
        found = self.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        self.page.evaluate("opened => opened.forEach(one => { one.open = false; })", opened)
        wrong = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found["violations"]]
        assert wrong == [], f"{self.page.url}: {wrong}"

    def close(self) -> None:
        self.context.close()
        assert self.foreign == [], "a page asked another host"
        assert self.complaints == [], "the browser refused something"
