"""A session sees and writes the rows of its organisations and no others, whatever is asked of it."""

import contextlib
import uuid
from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy import delete, event, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import aliased
from tenants import add_organisation, add_programme

from service.store import engine
from service.store.programmes import Programme
from service.store.scope import OutOfScope
from service.store.store import Store, pause
from service.store.users import ApiKey, Role


@pytest.fixture
def two(store: Store) -> tuple[str, str]:
    """Two organisations with a programme each."""
    ids = add_organisation(store, "Школа «Кедр»"), add_organisation(store, "Школа «Рябина»")
    for organisation in ids:
        with store.scope(organisation, Role.CURATOR) as session:
            add_programme(session)
    return ids


def programme_of(store: Store, organisation: str) -> str:
    with store.scope(organisation, Role.CURATOR, read_only=True) as session:
        return session.scalars(select(Programme.id)).one()


def test_a_query_sees_only_its_own(store: Store, two: tuple[str, str]) -> None:
    with store.scope(two[0], Role.CURATOR, read_only=True) as session:
        other = aliased(Programme)
        assert {row.organisation_id for row in session.scalars(select(Programme))} == {two[0]}
        assert session.scalar(select(func.count()).select_from(Programme)) == 1
        assert session.scalar(select(func.count()).select_from(other)) == 1
        assert session.scalars(select(Programme.organisation_id).where(Programme.title != "")).all() == [
            two[0]
        ]


def test_an_id_of_another_organisation_is_not_found(store: Store, two: tuple[str, str]) -> None:
    theirs = programme_of(store, two[1])
    with store.scope(two[0], Role.CURATOR) as session:
        assert session.get(Programme, theirs) is None


def test_rows_of_others_cannot_be_changed_or_deleted(store: Store, two: tuple[str, str]) -> None:
    theirs = programme_of(store, two[1])
    with store.scope(two[0], Role.CURATOR) as session:
        session.execute(update(Programme).where(Programme.id == theirs).values(title="Чужая"))
        session.execute(delete(Programme).where(Programme.id == theirs))
    with store.scope(two[1], Role.CURATOR) as session:
        assert session.get_one(Programme, theirs).title == "Вместе"


def test_a_row_cannot_be_given_to_another_organisation(store: Store, two: tuple[str, str]) -> None:
    with (
        pytest.raises(OutOfScope, match="another organisation"),
        store.scope(two[0], Role.CURATOR) as session,
    ):
        session.scalars(select(Programme)).one().organisation_id = two[1]


def test_an_insert_past_the_stamp_is_refused(store: Store, two: tuple[str, str]) -> None:
    with (
        pytest.raises(OutOfScope, match="added as objects"),
        store.scope(two[0], Role.CURATOR) as session,
    ):
        session.execute(insert(Programme).values(title="Чужая", content="0" * 64, organisation_id=two[1]))


def test_a_scope_of_several_reads_all_and_must_name_whose_row_it_writes(
    store: Store, two: tuple[str, str]
) -> None:
    with store.scope(two, Role.METHODOLOGIST, read_only=True) as session:
        assert len(session.scalars(select(Programme)).all()) == 2
    with pytest.raises(OutOfScope, match="must name"), store.scope(two, Role.METHODOLOGIST) as session:
        add_programme(session)


def test_everything_is_for_the_operator_alone(store: Store) -> None:
    with pytest.raises(ValueError, match="operator's role"), store.scope(None, Role.CURATOR):
        pass


def test_nobodys_scope_is_empty(store: Store, two: tuple[str, str]) -> None:
    with store.scope((), Role.CURATOR, read_only=True) as session:
        assert session.scalars(select(Programme)).all() == []


def test_postgresql_holds_the_line_where_a_query_goes_past_the_session(
    store: Store, two: tuple[str, str]
) -> None:
    """SQLite has no row-level security: there the session alone holds the line, which the other tests show."""
    if store.engine.dialect.name != "postgresql":
        return
    theirs = programme_of(store, two[1])
    with store.scope(two[0], Role.CURATOR) as session:
        assert session.execute(text("SELECT organisation_id FROM programmes")).scalars().all() == [two[0]]
        changed = session.execute(text("UPDATE programmes SET title = 'x' WHERE id = :id"), {"id": theirs})
        assert changed.rowcount == 0
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM programmes")).scalar() == 0


def test_postgresql_refuses_a_row_written_past_the_session_for_others(
    store: Store, two: tuple[str, str]
) -> None:
    if store.engine.dialect.name != "postgresql":
        return
    columns = "(id, organisation_id, subject, action, created_at)"
    note = f"INSERT INTO accesses {columns} VALUES ('acs_1', :to, 'x', 'x', now())"
    with pytest.raises(DBAPIError, match="row-level security"), store.scope(two[0], Role.CURATOR) as session:
        session.execute(text(note), {"to": two[1]})
    with store.scope(two[0], Role.CURATOR) as session:
        session.execute(text(note), {"to": two[0]})


def test_a_failed_session_leaves_nothing(store: Store) -> None:
    organisation = add_organisation(store)
    with contextlib.suppress(RuntimeError), store.scope(organisation, Role.CURATOR) as session:
        add_programme(session)
        raise RuntimeError("broken")
    with store.whole() as session:
        assert session.scalars(select(Programme)).all() == []


def test_a_paused_session_holds_nobody_back_and_goes_on_in_its_scope(
    store: Store, two: tuple[str, str]
) -> None:
    with store.scope(two[0], Role.CURATOR, read_only=True) as session:
        before = session.scalars(select(Programme)).one()
        pause(session)
        assert not session.in_transaction()
        with store.scope(two[0], Role.CURATOR) as writing:
            writing.scalars(select(Programme)).one().title = "Новое"
            writing.flush()
            # It still only reads: on SQLite a session that writes would wait for the other one for ever.
            assert session.scalars(select(Programme.id)).all() == [before.id]


def test_a_session_that_writes_is_not_paused(store: Store, two: tuple[str, str]) -> None:
    with store.scope(two[0], Role.CURATOR) as session, pytest.raises(RuntimeError, match="cannot be paused"):
        pause(session)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)  # SQLite has no connection to lose
def test_a_connection_lost_while_it_rested_is_made_anew(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.store.engine.RESTS_SECONDS", 0.0)
    with store.whole(read_only=True) as session:
        lost = session.scalar(text("SELECT pg_backend_pid()"))
    other = Store(database)
    with other.whole() as session:
        assert session.scalar(text(f"SELECT pg_terminate_backend({lost}, 5000)"))
    other.close()
    with store.whole(read_only=True) as session:
        assert session.scalar(text("SELECT pg_backend_pid()")) != lost


def test_who_looks_for_a_key_sees_keys_and_no_row_of_any_organisation(
    store: Store, two: tuple[str, str]
) -> None:
    with store.whole() as session:
        session.add(ApiKey(organisation_id=two[0], digest="0" * 64, role=Role.CURATOR))
    with store.doors() as session:
        assert session.scalars(select(ApiKey.digest)).all() == ["0" * 64]
        assert session.scalars(select(Programme)).all() == []
        assert session.scalar(select(func.count()).select_from(Programme)) == 0


def test_on_postgresql_the_policies_hold_for_who_looks_for_a_key(store: Store, two: tuple[str, str]) -> None:
    with store.doors() as session:
        seen = session.connection().scalar(text("SELECT count(*) FROM programmes"))
        if store.engine.dialect.name == "postgresql":
            assert seen == 0
            assert not session.connection().connection.driver_connection.info.transaction_status


ASKED = text(
    "SELECT current_setting('matcher.organisations', true), current_setting('matcher.everything', true)"
)


@pytest.fixture
def server(postgresql: Callable[[str, str], str], migrated_template: str) -> Iterator[Store]:
    """Open a store on PostgreSQL, where a transaction is told whose rows it sees."""
    store = Store(postgresql(f"begin_{uuid.uuid4().hex}", migrated_template))
    yield store
    store.close()


def test_a_transaction_is_told_whose_rows_it_sees_until_it_ends(server: Store) -> None:
    """An organisation is whatever a row says: also what would end a quoted word is taken as it is."""
    with server.scope("o'r\\g", Role.CURATOR) as session:
        assert tuple(session.execute(ASKED).one()) == ("o'r\\g", "off")
        with session.begin_nested():
            assert tuple(session.execute(ASKED).one()) == ("o'r\\g", "off")
        session.commit()
        assert tuple(session.execute(ASKED).one()) == ("o'r\\g", "off")
    with server.engine.connect() as connection:
        assert set(connection.execute(ASKED).one()) <= {"", None}


def test_what_a_transaction_is_told_takes_no_statement_of_its_own(server: Store) -> None:
    said: list[str] = []
    event.listen(server.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    with server.whole() as session:
        session.execute(ASKED)
    assert said == [ASKED.text]


def test_a_connection_that_is_gone_is_said_as_ever_and_the_next_is_a_new_one(
    server: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "RESTS_SECONDS", 1_000_000.0)  # else it would be tried before it is used
    with server.whole() as session:
        process = session.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(server.url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", (process,))
    with pytest.raises(OperationalError), server.whole():
        pytest.fail("the connection is gone")
    with server.whole() as session:
        assert session.scalar(text("SELECT 1")) == 1
