"""Ids, moments, names and bytes as they are kept."""

import contextlib
import re
import threading
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, func, select
from sqlalchemy.exc import StatementError
from tenants import add_organisation

from service.named import fold_name
from service.store.blobs import Blob, Gone, Kept, drop_blob, get_blob, put_blob, put_blobs
from service.store.ids import Kind, new_id
from service.store.organisation import Organisation
from service.store.store import Store
from service.store.users import Role


@given(st.sampled_from(Kind))
def test_an_id_says_what_it_names_and_is_never_the_same(kind: Kind) -> None:
    first, second = new_id(kind), new_id(kind)
    assert first != second
    assert re.fullmatch(kind.value + "_[0-9a-hjkmnp-tv-z]{26}", first)
    assert len(first) <= 40


def test_kinds_have_different_prefixes() -> None:
    assert len({kind.value for kind in Kind}) == len(Kind)


def test_a_moment_keeps_its_zone(store: Store) -> None:
    moment = datetime(2026, 9, 1, 12, 30, 15, 250_000, tzinfo=timezone(timedelta(hours=5)))
    with store.whole() as session:
        session.add(Organisation(title="Школа «Кедр»", created_at=moment))
    with store.whole(read_only=True) as session:
        kept = session.scalars(select(Organisation.created_at)).one()
    assert (kept, kept.tzinfo) == (moment, UTC)


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="time zone"), store.whole() as session:
        session.add(Organisation(title="Школа", created_at=datetime(2026, 9, 1)))


@pytest.mark.parametrize(
    "name", ["Семёнова Алёна", " СЕМЕНОВА  алена ", "семенова\talёna".replace("al", "ал").replace("na", "на")]
)
def test_names_are_folded_alike(name: str) -> None:
    assert fold_name(name) == "семенова алена"


def test_equal_bytes_are_kept_once_until_the_last_holder_goes(store: Store) -> None:
    with store.scope(add_organisation(store), Role.CURATOR) as session:
        first, second, other = put_blob(session, b"one"), put_blob(session, b"one"), put_blob(session, b"two")
        assert (first == second, first == other) == (True, False)
        drop_blob(session, first)
        assert get_blob(session, second) == b"one"
        drop_blob(session, second)
        assert session.scalar(select(func.count()).select_from(Blob)) == 1
        with pytest.raises(KeyError, match=first):
            get_blob(session, first)


def test_many_bytes_are_kept_at_once_as_one_by_one(store: Store) -> None:
    with store.scope(add_organisation(store), Role.CURATOR) as session:
        one = put_blob(session, b"one")
        kept = put_blobs(session, {"b": b"two", "a": b"one", "c": b"two", "d": b"three"})
        assert list(kept) == ["a", "b", "c", "d"]
        assert {path: get_blob(session, digest) for path, digest in kept.items()} == {
            "a": b"one", "b": b"two", "c": b"two", "d": b"three"
        }  # fmt: skip
        assert put_blobs(session, {"x": b"two", "y": b"two"}) == dict.fromkeys("xy", kept["b"])
        holders = {row.digest: row.holders for row in session.execute(select(Blob.digest, Blob.holders))}
        assert holders == {one: 2, kept["b"]: 4, kept["d"]: 1}
        assert put_blobs(session, {}) == {}


def test_bytes_are_held_once_more_by_their_digest_as_long_as_they_are_kept(store: Store) -> None:
    with store.scope(add_organisation(store), Role.CURATOR) as session:
        one = put_blob(session, b"one")
        assert put_blobs(session, {"a": Kept(one.encode()), "b": b"two"})["a"] == one
        drop_blob(session, one)
        assert get_blob(session, one) == b"one"
        drop_blob(session, one)
        with pytest.raises(Gone):
            put_blobs(session, {"a": Kept(one.encode())})


def test_who_keeps_the_same_bytes_in_other_numbers_waits_and_is_not_refused(
    postgresql: Callable[[str, str], str], migrated_template: str
) -> None:
    """Each holds one of two once and the other twice, and pauses between both steps as long as the other may come."""
    store = Store(postgresql(f"held_{uuid.uuid4().hex}", migrated_template))
    own, both = add_organisation(store), threading.Barrier(2)
    steps: Counter[int] = Counter()

    def pause(*given: Any) -> None:
        if given[2].startswith("UPDATE blobs"):
            steps[threading.get_ident()] += 1
            if steps[threading.get_ident()] == 2:
                with contextlib.suppress(threading.BrokenBarrierError):
                    both.wait(1)

    def keep(once: bytes, twice: bytes) -> None:
        with store.scope(own, Role.CURATOR) as session:
            put_blobs(session, {"a": once, "b": twice, "c": twice})

    keep(b"one", b"two")
    steps.clear()
    event.listen(store.engine, "before_cursor_execute", pause)
    with ThreadPoolExecutor(2) as at_once:
        for done in [at_once.submit(keep, b"one", b"two"), at_once.submit(keep, b"two", b"one")]:
            done.result()
    with store.whole(read_only=True) as session:
        assert sorted(session.scalars(select(Blob.holders))) == [4, 5]
    store.close()
