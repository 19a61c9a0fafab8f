"""Two who write into one chain wait for each other, and for nobody else."""

import threading
import uuid
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text
from tenants import add_organisation, add_programme

from service.audit.journal import note, verify_chain
from service.store.scope import OutOfScope
from service.store.store import Store
from service.store.users import Role

NO_WAITING = text("SET LOCAL lock_timeout = '1ms'")
AT_ONCE = 4


@pytest.fixture
def server(postgresql: Callable[[str, str], str], migrated_template: str) -> Iterator[Store]:
    """Open a store on PostgreSQL: an embedded database has one writer at a time anyway."""
    store = Store(postgresql(f"journal_{uuid.uuid4().hex}", migrated_template))
    yield store
    store.close()


def test_a_record_waits_for_nobody_who_has_only_added_a_row(server: Store) -> None:
    """Else two who add a row and then a record each would wait for one another, and one would be refused."""
    own = add_organisation(server)
    with server.scope(own, Role.CURATOR) as adding:
        add_programme(adding)
        with server.scope(own, Role.CURATOR) as noting:
            noting.execute(NO_WAITING)
            note(noting, organisation=own, actor="usr_1", action="made", target="prg_1")
        note(adding, organisation=own, actor="usr_2", action="made", target="prg_2")
    with server.whole(read_only=True) as session:
        assert verify_chain(session, own) is None


def test_records_written_at_once_make_one_chain(server: Store) -> None:
    own = add_organisation(server)
    together = threading.Barrier(AT_ONCE, timeout=60)

    def write(number: int) -> None:
        with server.scope(own, Role.CURATOR) as session:
            add_programme(session, str(number).encode())
            together.wait()
            note(session, organisation=own, actor="usr_1", action="made", target=f"prg_{number}")

    writing = [threading.Thread(target=write, args=(number,)) for number in range(AT_ONCE)]
    for one in writing:
        one.start()
    for one in writing:
        one.join()
    with server.whole(read_only=True) as session:
        assert verify_chain(session, own) is None
        assert session.scalar(text("SELECT max(position) FROM audit_events")) == AT_ONCE


def test_nothing_is_noted_in_the_chain_of_others(store: Store) -> None:
    own, theirs = add_organisation(store), add_organisation(store, "Школа «Рябина»")
    with pytest.raises(OutOfScope), store.scope(own, Role.CURATOR) as session:
        note(session, organisation=theirs, actor="usr_1", action="made", target="prg_1")
