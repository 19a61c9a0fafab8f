"""«Сообщить участникам»: only approved pairs, with the difference from what people know, and taken back for a while."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from live import Live
from sqlalchemy import select, update
from visits import PAIR, approved, new_programme, post
from walker import Walker

from service.store.base import now
from service.store.journal import AuditEvent
from service.store.plans import Plan, Publication


@pytest.fixture(scope="module")
def programme(head: FlaskClient) -> str:
    return new_programme(head)


@pytest.fixture(scope="module")
def run(live: Live, head: FlaskClient, programme: str) -> str:
    run_id = post(head, f"{programme}/runs").headers["Location"].split("/")[2]
    live.wait_for_end(run_id)
    before = head.get(f"/runs/{run_id}/telling").text
    assert "Сначала пары утверждают" in before
    assert "Отметить: участникам сообщили" not in before
    assert post(head, f"/runs/{run_id}/telling").status_code == 404, "nobody is told before approval"
    return approved(live, head, programme)


def news(head: FlaskClient, run: str) -> tuple[int, int, int]:
    """Return for how many people something changes, how many pairs begin and how many end."""
    page = head.get(f"{run}/telling").text
    receivers = re.search(r"Новости для: <b>(\d+)", page)
    assert receivers
    begun, ended = (len(re.findall(rf"<li>{mark} ", page)) for mark in ("\\+", "−"))
    return int(receivers[1]), begun, ended


def plan_id(live: Live, run: str) -> str:
    with live.store.whole(read_only=True) as session:
        return session.scalars(select(Plan.id).where(Plan.run_id == run.rsplit("/", 1)[1])).one()


def test_what_was_told_is_compared_with_the_next_run_and_recalled_in_time(
    live: Live, head: FlaskClient, programme: str, run: str
) -> None:
    receivers, begun, ended = news(head, run)
    assert begun > 0
    assert receivers > begun
    assert ended == 0
    post(head, f"{run}/telling")
    assert news(head, run) == (receivers, begun, 0), "what this plan told stays in view"
    post(head, f"{run}/telling")
    with live.store.whole(read_only=True) as session:
        assert (
            len(session.scalars(select(Publication).where(Publication.plan_id == plan_id(live, run))).all())
            == 1
        )
        events = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == plan_id(live, run)))
        assert list(events).count("plan.published") == 1
    pair = PAIR.search(head.get(f"{run}/pairs").text)
    assert pair
    post(head, f"{programme}/decisions", kind="forbid", first=pair[1], second=pair[2], reason="переезд")
    second = approved(live, head, programme)
    fewer, _, over = news(head, second)
    assert 0 < over <= 2
    assert fewer < receivers
    post(head, f"{second}/telling")
    post(head, f"{second}/telling/recall")
    assert "участникам этого не сообщали" in head.get(f"{second}/telling").text
    assert post(head, f"{second}/telling/recall").status_code == 302, "a form that was sent twice"
    assert news(head, second)[0] == fewer, "people know the first pairs again"


def test_after_the_window_it_stays_told(live: Live, head: FlaskClient, run: str) -> None:
    post(head, f"{run}/telling")
    with live.store.whole() as session:
        own = Publication.plan_id == plan_id(live, run)
        session.execute(update(Publication).where(own).values(recall_until=now() - timedelta(minutes=1)))
    assert "/telling/recall" not in head.get(f"{run}/telling").text
    post(head, f"{run}/telling/recall")
    page = head.get(f"{run}/telling").text
    assert "время вышло" in page
    assert "Сообщили" in page


@pytest.mark.parametrize(("language", "scripts"), [("ru", False), ("en", True)])
def test_the_page_can_be_used_by_everybody(
    browser: Any, live: Live, run: str, language: str, scripts: bool
) -> None:
    walker = Walker(browser, live, language=language, scripts=scripts)
    walker.log_in("deputy")
    walker.go(f"{run}/telling")
    walker.check()
    walker.close()
