"""``matcher audit``: 0 while the chain is whole, 4 once somebody went round the guards of the database."""

from pathlib import Path

import pytest
from sqlalchemy import text

from service.audit.journal import note
from service.command.group import run_command
from service.config import load_config
from service.store import schema
from service.store.organisation import Organisation
from service.store.store import Store


def test_a_changed_record_is_found_by_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MATCHER_HOME", str(tmp_path))
    store = Store(load_config().database_url)
    schema.upgrade(store.engine)
    with store.whole() as session:
        organisation = Organisation(title="Гимназия «Рассвет»")
        session.add(organisation)
        session.flush()
        for action in ("made", "moved", "approved"):
            note(session, organisation=organisation.id, actor="usr_1", action=action, target="pln_1")
    assert run_command(["audit"]) == 0
    assert "3" in capsys.readouterr().out
    with store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_events_are_never_changed"))
        connection.execute(text("UPDATE audit_events SET actor = 'usr_2' WHERE position = 2"))
    assert run_command(["audit"]) == 4
    assert "2" in capsys.readouterr().err
    store.close()
