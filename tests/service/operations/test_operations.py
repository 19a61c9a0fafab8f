"""Health, readiness, figures and logs."""

import json
import logging
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from tenants import add_organisation, add_run

from service.config import Config
from service.operations.logs import configure_logging
from service.operations.views import register_operations
from service.store import schema
from service.store.base import now
from service.store.runs import Run
from service.store.store import Store


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(home=tmp_path, free_disk_mb=0)


@pytest.fixture
def client(config: Config, store: Store) -> FlaskClient:
    return client_of(config, store)


def client_of(config: Config, store: Store) -> FlaskClient:
    app = Flask(__name__)
    register_operations(app, config, store)
    register_operations(app, config, store)
    return app.test_client()


def test_a_living_process_says_so(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}


def test_a_service_in_order_is_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "ready")
    assert set(answer.json["checks"]) == {"database", "migrations", "queue_age", "disk"}


def test_old_migrations_are_not_ready(client: FlaskClient, store: Store) -> None:
    schema.downgrade(store.engine, "0001")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["checks"]["migrations"]["ok"]) == (503, False)


def test_a_run_that_waits_too_long_is_noticed(client: FlaskClient, store: Store) -> None:
    add_run(store, add_organisation(store))
    with store.whole() as session:
        session.execute(update(Run).values(created_at=now() - timedelta(hours=1)))
    assert client.get("/readyz").json["checks"]["queue_age"]["ok"] is False


def test_a_full_disk_is_noticed(store: Store, tmp_path: Path) -> None:
    answer = client_of(Config(home=tmp_path, free_disk_mb=10**9), store).get("/readyz")
    assert (answer.status_code, answer.json["checks"]["disk"]["ok"]) == (503, False)


def test_a_lost_database_is_said_without_its_address(config: Config) -> None:
    lost = Store("postgresql://matcher:geheim@127.0.0.1:1/matcher")
    answer = client_of(config, lost).get("/readyz")
    assert answer.status_code == 503
    assert "geheim" not in answer.text
    lost.close()


def test_figures_count_requests_by_rule_and_runs_by_state(client: FlaskClient, store: Store) -> None:
    add_run(store, add_organisation(store))
    client.get("/healthz?name=Аня")
    text = client.get("/metrics").text
    assert 'matcher_requests_total{method="GET",route="/healthz",status="200"} 1.0' in text
    assert 'matcher_runs{state="created"} 1.0' in text
    assert "Аня" not in text


def test_figures_are_for_this_machine_or_for_who_has_the_token(
    client: FlaskClient, store: Store, tmp_path: Path
) -> None:
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
    guarded = client_of(Config(home=tmp_path, metrics_token="t" * 20), store)
    assert guarded.get("/metrics").status_code == 404
    assert guarded.get("/metrics", headers={"Authorization": f"Bearer {'t' * 20}"}).status_code == 200


@pytest.fixture
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def fail(name: str) -> None:
    raise ValueError(f"{name} is nobody")


@pytest.mark.parametrize("logger", [logging.getLogger("library"), structlog.get_logger("matcher")])
def test_a_logged_failure_names_places_and_no_values(
    logger: logging.Logger, capfd: pytest.CaptureFixture[str], restored_logging: None
) -> None:
    configure_logging()
    try:
        fail("Алёна")
    except ValueError:
        logger.exception("failed")
    said = capfd.readouterr().err
    line = json.loads(said)
    assert line["exception"] == "ValueError"
    assert any("fail" in place for place in line["places"])
    assert "Алёна" not in said
    assert os.sep not in "".join(line["places"])


def test_the_run_engine_writes_lines_like_everybody(
    capfd: pytest.CaptureFixture[str], restored_logging: None
) -> None:
    from dbos._logger import dbos_logger, init_logger

    configure_logging()
    init_logger()
    dbos_logger.error("gone")
    line = json.loads(capfd.readouterr().err)
    assert (line["event"], line["logger"], line["level"]) == ("gone", "dbos", "error")


def test_a_request_is_one_line_with_its_rule(
    config: Config, store: Store, capfd: pytest.CaptureFixture[str], restored_logging: None
) -> None:
    configure_logging()
    app = Flask(__name__)
    app.add_url_rule("/people/<name>", "people", lambda name: "")
    register_operations(app, config, store)
    app.test_client().get("/people/Алёна?q=Борис")
    line = json.loads(capfd.readouterr().err)
    assert (line["event"], line["route"], line["status"]) == ("request", "/people/<name>", 200)
    assert "Алёна" not in json.dumps(line, ensure_ascii=False)
