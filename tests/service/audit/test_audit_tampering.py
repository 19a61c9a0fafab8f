"""Whoever goes round the guards of a database is found: edit, gap, forged record, exchange, cut-off end."""

from pathlib import Path

import pytest
from sqlalchemy import text
from tenants import add_organisation

from service.audit.heads import check_chains, read_heads, write_heads
from service.audit.journal import note, verify_chain
from service.store.store import Store

ACTIONS = ("made", "moved", "approved", "published", "recalled")


@pytest.fixture
def chain(store: Store) -> str:
    """Give an organisation with five records; its guards are lifted, as by whoever owns the database."""
    organisation = add_organisation(store)
    with store.whole() as session:
        for count, action in enumerate(ACTIONS):
            facts = {"count": count, "part": "план"}
            note(
                session, organisation=organisation, actor="usr_1", action=action, target="pln_1", facts=facts
            )
    with store.engine.begin() as connection:
        for name in ("audit_events_are_never_changed", "audit_events_are_never_removed"):
            on = " ON audit_events" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {name}{on}"))
    return organisation


def _broken(store: Store, organisation: str, *statements: str) -> int | None:
    with store.whole() as session:
        for statement in statements:
            session.execute(text(statement))
    with store.whole(read_only=True) as session:
        return verify_chain(session, organisation)


@pytest.mark.parametrize(
    ("statement", "at"),
    [
        ("UPDATE audit_events SET actor = 'usr_2' WHERE position = 2", 2),
        ("UPDATE audit_events SET action = 'erased' WHERE position = 5", 5),
        ("UPDATE audit_events SET subject = 'pln_2' WHERE position = 3", 3),
        ("UPDATE audit_events SET facts = '{}' WHERE position = 3", 3),
        ("UPDATE audit_events SET created_at = '2020-01-01 00:00:00' WHERE position = 4", 4),
        ("UPDATE audit_events SET digest = before WHERE position = 1", 1),
        ("DELETE FROM audit_events WHERE position = 1", 1),
        ("DELETE FROM audit_events WHERE position = 3", 3),
    ],
)
def test_an_edit_or_a_gap_is_found_where_it_is(store: Store, chain: str, statement: str, at: int) -> None:
    assert _broken(store, chain) is None
    assert _broken(store, chain, statement) == at


def test_two_records_exchanged_are_found(store: Store, chain: str) -> None:
    moves = [(2, 99), (3, 2), (99, 3)]
    statements = [f"UPDATE audit_events SET position = {to} WHERE position = {at}" for at, to in moves]
    assert _broken(store, chain, *statements) == 2


def test_a_forged_record_is_found(store: Store, chain: str) -> None:
    copied = "organisation_id, action, actor, subject, facts, before, digest, created_at"
    last = f"SELECT 'evt_x', 6, {copied} FROM audit_events WHERE position = 5"
    forged = f"INSERT INTO audit_events (id, position, {copied}) {last}"
    assert _broken(store, chain, forged) == 6


def test_an_end_that_is_cut_off_is_found_by_what_was_remembered_outside(
    store: Store, chain: str, tmp_path: Path
) -> None:
    """The chain itself is whole after such a cut: only a memory elsewhere tells."""
    file = tmp_path / "heads.json"
    with store.whole(read_only=True) as session:
        write_heads(file, check_chains(session, {}))
    assert _broken(store, chain, "DELETE FROM audit_events WHERE position > 3") is None
    with store.whole(read_only=True) as session:
        (state,) = check_chains(session, read_heads(file))
    assert (state.count, state.broken_at, state.cut_at) == (3, None, 5)
    with store.whole() as session:  # written on after the cut, the place is taken and the checksum another
        for action in ("invented", "invented"):
            note(session, organisation=chain, actor="usr_1", action=action, target="pln_1")
    with store.whole(read_only=True) as session:
        (state,) = check_chains(session, read_heads(file))
    assert (state.count, state.broken_at, state.cut_at) == (5, None, 5)


def test_a_chain_that_only_grew_is_whole(store: Store, chain: str, tmp_path: Path) -> None:
    file = tmp_path / "heads.json"
    with store.whole(read_only=True) as session:
        write_heads(file, check_chains(session, {}))
    with store.whole() as session:
        note(session, organisation=chain, actor="usr_1", action="more", target="pln_1")
    with store.whole(read_only=True) as session:
        (state,) = check_chains(session, read_heads(file))
    assert (state.count, state.broken_at, state.cut_at) == (6, None, None)
