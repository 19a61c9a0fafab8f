from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from live import Live, start_live
from missing import leave_out
from visits import log_in
from walker import Walker

CHROMIUM = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]
"""Debian's builds of the browser; the one without windows does the same in less than half the time."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Serve everything on a loopback port."""
    patch = pytest.MonkeyPatch()
    # A small school: the journey is the same and a busy machine is not kept waiting.
    patch.setattr("service.pages.files.papers.EXAMPLE_PEOPLE", 60)
    # As safe as in earnest would be as slow as in earnest.
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    patch.setattr("service.access.passwords._hasher", lambda: quick)
    running = start_live(tmp_path_factory.mktemp("pages"))
    yield running
    running.close()
    patch.undo()


@pytest.fixture(autouse=True)
def unhurried(request: pytest.FixtureRequest) -> None:
    """Count the attempts to log in anew for each test: which tests share this service is left to chance."""
    if "live" in request.fixturenames:
        request.getfixturevalue("live").forget_attempts()


@pytest.fixture
def visitor(live: Live) -> FlaskClient:
    """Come to the pages for the first time."""
    client: FlaskClient = live.app.test_client()
    return client


@pytest.fixture(scope="module")
def head(live: Live) -> FlaskClient:
    """Log in as one who may do everything in the own organisation."""
    client: FlaskClient = live.app.test_client()
    log_in(client, "deputy")
    return client


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Debian's Chromium; where it is missing the tests are skipped, but never in CI."""
    found = next((path for path in CHROMIUM if path.exists()), None)
    if found is None:
        leave_out(f"{CHROMIUM[0]} is missing: apt-get install {CHROMIUM[0].name}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(params=[("ru", True), ("en", False)], ids=["ru-scripts", "en-plain"])
def walker(request: pytest.FixtureRequest, browser: Any, live: Live) -> Iterator[Walker]:
    """Walk through the pages as people do: with scripts and without, in each language."""
    language, scripts = request.param
    person = Walker(browser, live, language=language, scripts=scripts)
    yield person
    person.close()
