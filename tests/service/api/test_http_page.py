"""The walks of docs/http.md, run as they stand there."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from http_sample import Service, make_service
from http_sample import close as close_service
from small_run import GYMNASIUM, example_of
from werkzeug.serving import make_server

from service.store.users import Role

PAGE = Path(__file__).parents[3] / "docs" / "http.md"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Yield the address and a key of a service that listens on this machine."""
    service = make_service(tmp_path_factory.mktemp("walk"))
    server = make_server("127.0.0.1", 0, service.app, threaded=True)
    ending = threading.Event()
    threads = [
        threading.Thread(target=server.serve_forever),
        threading.Thread(target=_carry, args=(service, ending)),
    ]
    for thread in threads:
        thread.start()
    yield {"MATCHER": f"http://127.0.0.1:{server.port}", "KEY": service.keys["ours", Role.HEAD]}
    ending.set()
    server.shutdown()
    for thread in threads:
        thread.join()
    server.server_close()
    close_service(service)


def _carry(service: Service, ending: threading.Event) -> None:
    while not ending.is_set():
        time.sleep(0.3)  # a run is looked at only when the request that started it is over
        service.runs.carry()


def _block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Return a folder with survey files."""
    folder = tmp_path / "answers"
    folder.mkdir()
    for file in example_of(GYMNASIUM).answers:
        (folder / file.name).write_bytes(file.content)
    return folder


def test_the_walk_in_python_works(address: dict[str, str], answers: Path, tmp_path: Path) -> None:
    environment = {**os.environ, **address, "ANSWERS": str(answers), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", _block("python")],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "outcome: optimal" in done.stdout
    assert "verified: True" in done.stdout
    assert (tmp_path / "orders.zip").read_bytes().startswith(b"PK")


@pytest.mark.skipif(shutil.which("curl") is None and not os.environ.get("CI"), reason="curl is not installed")
def test_the_walk_with_curl_works(address: dict[str, str], answers: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-e", "-c", _block("bash")],
        env={**os.environ, **address, "ANSWERS": str(answers)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "r2-gymnasium" in (tmp_path / "programme.json").read_text(encoding="utf-8")
    assert (tmp_path / "pairs.csv").read_text("utf-8-sig").startswith("form;mentee")
    assert (tmp_path / "orders.zip").read_bytes().startswith(b"PK")
    assert json.loads((tmp_path / "told.json").read_text("utf-8"))["receivers"]
