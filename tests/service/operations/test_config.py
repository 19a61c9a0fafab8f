"""Settings: typed, checked together, secrets from files and never shown."""

import dataclasses
import errno
import os
import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from questionnaires.wording import Language
from service.command.group import run_command
from service.config import Config, ConfigRefused, first_secret, load_config, variable
from service.terminal.service_faults import find_refusal

SECRET = "s" * 40
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("MATCHER_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("MATCHER_HOME", str(tmp_path / "home"))


def test_nothing_need_be_set(tmp_path: Path) -> None:
    config = load_config()
    assert config.is_embedded
    assert config.home == tmp_path / "home"
    assert (config.host, config.port) == ("127.0.0.1", 8080)


def test_the_first_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first, second = load_config(), load_config()
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 40
    assert (tmp_path / "home" / "secret.key").stat().st_mode & 0o077 == 0


def test_a_secret_is_made_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("service.config.os.link", refuse)
    made = first_secret(tmp_path)
    assert first_secret(tmp_path) == made
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_a_secret_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    home = tmp_path / "home"
    with monkeypatch.context() as disk:
        disk.setattr("service.config.secrets.token_urlsafe", full)
        with pytest.raises(OSError, match="No space"):
            load_config()
    assert list(home.iterdir()) == []
    (home / "secret.key").write_text("")
    with pytest.raises(ConfigRefused, match="spoilt"):
        load_config()


def test_a_port_is_one_that_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_PORT", "65536")
    with pytest.raises(ConfigRefused, match="at most 65535"):
        load_config()


def test_the_command_line_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_PORT", "9000")
    assert (load_config().port, load_config(port=0).port, load_config(port=None).port) == (9000, 0, 9000)


def test_every_fault_is_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"PORT": "many", "THREADS": "0", "LOG_LEVEL": "LOUD", "COLOUR": "red", "SECRET_KEY": "short"}
    wrong |= {"LOGIN_LIMIT": "often", "IMPORT_LIMIT": "0 per minute"}
    for name, value in wrong.items():
        monkeypatch.setenv(f"MATCHER_{name}", value)
    with pytest.raises(ConfigRefused) as refused:
        load_config()
    assert len(refused.value.faults) == len(wrong)
    for language in Language:
        said = "\n".join(fault[language] for fault in refused.value.faults)
        assert all(f"MATCHER_{name}" in said for name in wrong)
        assert "many" not in said
        assert "short" not in said
    assert all(
        re.search("[а-я]", fault.ru) and not re.search("[а-я]", fault.en) for fault in refused.value.faults
    )


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{SECRET}\n")
    monkeypatch.setenv("MATCHER_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert load_config().secret_key == SECRET
    monkeypatch.setenv("MATCHER_SECRET_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ConfigRefused, match="MATCHER_SECRET_KEY must be"):
        load_config()


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_an_empty_file_is_not_taken_for_no_secret(
    content: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "key").write_bytes(content)
    monkeypatch.setenv("MATCHER_SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("MATCHER_THREADS", "many")
    with pytest.raises(
        ConfigRefused, match=r"MATCHER_THREADS must(.|\n)*MATCHER_SECRET_KEY_FILE: the file is empty"
    ):
        load_config()
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "postgresql://u:very-secret@host:port/x", "MATCHER_DATABASE_URL is written so"),
        ("DATABASE_URL", "sqlite:matcher.db", "MATCHER_DATABASE_URL is written so"),
        ("DATABASE_URL", "postgresqlx", "MATCHER_DATABASE_URL is written so"),
        ("OIDC_ISSUER", "https://[x", "MATCHER_OIDC_ISSUER must begin with https"),
        ("RECALL_MINUTES", "9" * 15, "MATCHER_RECALL_MINUTES must be at most 1000000"),
        ("SESSION_HOURS", "9" * 15, "MATCHER_SESSION_HOURS must be at most 8760"),
        ("RETENTION_DAYS", "9" * 15, "MATCHER_RETENTION_DAYS must be at most 36500"),
        ("HOME", "~nobody-of-this-name/x", "MATCHER_HOME: this machine knows no such user"),
    ],
)
def test_what_would_fail_later_is_a_fault_now(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"MATCHER_{name}", value)
    with pytest.raises(ConfigRefused, match=said) as refused:
        load_config()
    assert "very-secret" not in str(refused.value)


def test_a_home_that_may_not_be_written_is_named_with_its_setting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def refuse(path: object, *_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setenv("MATCHER_LANG", "en")
    with monkeypatch.context() as disk:
        disk.setattr("service.config.os.open", refuse)
        code = run_command(["serve", "--print-config"])
    said = capsys.readouterr().err
    assert code == 2
    assert f"{tmp_path / 'home'} (no permission)" in said
    assert "the folder MATCHER_HOME" in said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (sqlite3.OperationalError("disk I/O error"), "Check the free space"),
        (sqlite3.OperationalError("unable to open database file"), "Check the free space"),
        (sqlite3.OperationalError("database or disk is full"), "read-only, or full"),
        (sqlite3.OperationalError("database is locked"), "busy for too long"),
        (ConnectionError("no route to host"), "Check MATCHER_DATABASE_URL"),
    ],
)
def test_a_database_that_does_not_work_is_told_by_its_kind(error: Exception, said: str) -> None:
    found = find_refusal(OperationalError("SELECT 1", {}, error))
    assert found is not None
    assert said in found.en


def test_postgresql_needs_a_secret_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_DATABASE_URL", "postgres://matcher:pw@db.example/matcher")
    with pytest.raises(ConfigRefused, match="every host needs the same one"):
        load_config()
    monkeypatch.setenv("MATCHER_SECRET_KEY", SECRET)
    assert not load_config().is_embedded


def test_secrets_are_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_DATABASE_URL", "postgresql://matcher:geheim@db.example/matcher")
    monkeypatch.setenv("MATCHER_SECRET_KEY", SECRET)
    monkeypatch.setenv("MATCHER_METRICS_TOKEN", "token-of-metrics")
    shown = "\n".join(load_config().lines())
    assert "db.example" in shown
    assert not any(secret in shown for secret in ("geheim", SECRET, "token-of-metrics"))


def test_every_setting_is_described_and_documented() -> None:
    text = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    for field in dataclasses.fields(Config):
        assert field.metadata["about"]
        assert f"`{variable(field.name)}`" in text, field.name
