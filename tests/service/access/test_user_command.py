"""``matcher user`` and ``matcher organisation``: who may log in, in which role, and no longer."""

from pathlib import Path

import pytest
from command_line import call
from sqlalchemy import select

from service.access.principal import find_by_password, find_key, of_key, of_user
from service.config import load_config
from service.store.store import Store
from service.store.users import ApiKey, Role, User


@pytest.fixture
def home(tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("MATCHER_HOME", str(tmp_path))
    (tmp_path / "matcher.db").write_bytes(migrated_file.read_bytes())
    return Store(load_config().database_url)


def test_a_user_gets_a_one_time_password_and_a_role(home: Store, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "organisation", "--add", "Школа № 3")
    said = call(
        capsys,
        "--json",
        "user",
        "add",
        "Zavuch@Kedr.example",
        "--organisation",
        "Школа № 3",
        "--role",
        "curator",
    )
    assert said.code == 0
    with home.whole() as session:
        user = find_by_password(session, "zavuch@kedr.example", said.data["secret"])
        assert user is not None
        assert user.must_change_password
        found = of_user(session, user)
        assert found is not None
        assert found.role is Role.CURATOR
    assert "zavuch@kedr.example: curator @ Школа № 3" in call(capsys, "user", "list").out


def test_a_methodologist_of_two_schools_and_the_key_of_the_person(
    home: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    for title in ("Школа № 3", "Школа № 4"):
        call(capsys, "organisation", "--add", title)
        call(
            capsys, "user", "add", "met", "--organisation", title, "--role", "methodologist", "--no-password"
        )
    key = call(capsys, "--json", "user", "key", "met").data["secret"]
    with home.whole() as session:
        row = find_key(session, key)
        assert row is not None
        found = of_key(session, row)
        assert found is not None
        assert found.organisations is not None
        assert len(found.organisations) == 2
    call(capsys, "user", "remove", "met", "--organisation", "Школа № 4", "--role", "methodologist")
    with home.whole() as session:
        row = session.scalars(select(ApiKey)).one()
        found = of_key(session, row)
        assert found is not None
        assert len(found.organisations or ()) == 1
    call(capsys, "user", "disable", "met")
    with home.whole() as session:
        assert find_key(session, key) is None
        assert session.scalars(select(User)).one().disabled_at is not None
    assert call(capsys, "audit").code == 0


@pytest.mark.parametrize(
    "given",
    [
        ["add", "anna"],
        ["add", "anna", "--role", "curator", "--organisation", "нет такой"],
        ["password", "nobody"],
        ["password"],
        ["key", "nobody"],
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_made(
    given: list[str], home: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(capsys, "user", *given).code == 2
    with home.whole() as session:
        assert session.scalars(select(User)).all() == []
