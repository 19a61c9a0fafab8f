"""What keeps the service from starting is a sentence and an exit code, never a traceback or a password."""

import socket
import sqlite3
import subprocess
from pathlib import Path

from command_line import PROCESS
from own_home import environment

from service.store import schema
from service.store.store import Store


def refused(home: Path, *arguments: str, **settings: str) -> str:
    """Start the service where it cannot; return what it says."""
    done = subprocess.run(
        [*PROCESS, "serve", *(arguments or ("--port", "0"))],
        env=environment(home) | settings,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2, done
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert "fault of the program" not in said
    return said


def test_a_taken_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} on 127.0.0.1 is taken" in refused(tmp_path, "--port", str(port))


def test_a_home_that_cannot_be_a_folder(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("x")
    assert str(home) in refused(home)


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    address = "postgresql://matcher:very-secret@127.0.0.1:1/matcher"
    said = refused(tmp_path, MATCHER_DATABASE_URL=address, MATCHER_SECRET_KEY="k" * 40)
    assert "MATCHER_DATABASE_URL" in said
    assert "very-secret" not in said


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "matcher.db").write_bytes(b"no database, only words " * 50)
    assert "matcher restore" in refused(tmp_path)


def test_a_database_newer_than_the_program(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'matcher.db'}")
    schema.upgrade(store.engine)
    store.close()
    with sqlite3.connect(tmp_path / "matcher.db") as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer than the program" in refused(tmp_path)
