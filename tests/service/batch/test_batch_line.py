"""What answers a batch besides the service: proxies, other servers, old addresses, another version."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from by_command import written_by_command
from regions import write_region

from matcher.options import Options
from questionnaires.wording import Language
from service.batch.done import State
from service.batch.line import Answer, Line, LineDown, Refused
from service.batch.region import read_region
from service.batch.remote import work_on_server
from service.command.batch import batch
from service.folder.contents.manifest import RUN, checksum
from service.terminal.faults import Failure
from service.terminal.inputs import read_inputs

HTML = {"Content-Type": "text/html"}
PROBLEM = {"Content-Type": "application/problem+json"}
Scripted = tuple[int, dict[str, str], bytes]
Serve = Callable[[Sequence[Scripted]], Line]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Return a function that answers a line as a script says; the last answer is repeated."""
    monkeypatch.setattr("service.batch.line.FIRST_PAUSE", 0.01)
    servers: list[HTTPServer] = []

    def start(script: Sequence[Scripted]) -> Line:
        left = list(script)

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, body = left.pop(0) if len(left) > 1 else left[0]
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - named by the library

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, args=[0.01], daemon=True).start()
        address = f"http://127.0.0.1:{servers[-1].server_port}"
        return Line(server=address, key="mk_x", language="en", leaving=threading.Event(), patience=20)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("status", [502, 503, 504, 429])
def test_a_proxy_in_front_of_a_server_that_restarts_is_waited_for(status: int, serve: Serve) -> None:
    line = serve(
        [(status, HTML, b"<p>again later"), (status, HTML, b"<p>again later"), (200, {}, b'{"a": 1}')]
    )
    assert line.get("/v1/runs/run_1").data() == {"a": 1}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, HTML, b"<p>no such page"), "is not this service"),
        ((200, HTML, b"<p>welcome"), "is not this service"),
        ((301, {"Location": "https://matcher.example/v1/programmes"}, b""), "https://matcher.example"),
        ((401, PROBLEM, b'{"detail": "No key."}'), "refused the key: No key."),
    ],
)
def test_what_is_no_service_ends_the_batch_with_a_sentence(answer: Scripted, said: str, serve: Serve) -> None:
    with pytest.raises(LineDown, match=said):
        serve([answer]).post("/v1/programmes")


def test_what_the_service_itself_refuses_is_said_of_the_organisation_alone(serve: Serve) -> None:
    line = serve([(404, PROBLEM, b'{"detail": "Not here."}')])
    with pytest.raises(Refused, match="Not here"):
        line.get("/v1/runs/run_1")
    with pytest.raises(Refused, match="413"):  # of a proxy that lets no large file through
        serve([(413, HTML, b"<p>too large")]).post("/v1/programmes")


@pytest.mark.parametrize(
    "server", ["http://school.example:99999", "http://[x", "http://school.example:0", "//x"]
)
def test_an_address_that_cannot_be_read_is_refused_at_once(server: str) -> None:
    with pytest.raises(LineDown, match="must begin with http"):
        Line(server=server, key="k", language="ru", leaving=threading.Event())


@pytest.mark.parametrize("content", ["ключ", "mk_1\nmk_2", "name: mk_1", "mk_\x01", ""])
def test_a_file_that_holds_no_key_is_refused_before_anything_is_sent(content: str, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(content, encoding="utf-8")
    region = write_region(tmp_path, 1)
    with pytest.raises(Failure, match=r"API key (is needed|: )|no API key"):
        batch(region, tmp_path / "out", 1, server="http://127.0.0.1:9", key_file=tmp_path / "key")
    assert not (tmp_path / "out").exists()


class OtherVersion(Line):
    """A server that makes runs as another version of the program would."""

    papers: dict[str, bytes]

    def post(self, path: str, /, *_: Any, **__: Any) -> Answer:
        return Answer(status=202, headers={"location": f"{path}/1"}, body=b"")

    def get(self, path: str, /, **query: str) -> Answer:
        said: Any = {"state": "finished", "outcome": "optimal", "counts": {"pairs": 7, "unmatched": 0}}
        if path.endswith("/content"):
            return Answer(status=200, headers={}, body=self.papers[query["path"]])
        if path.endswith("/papers"):
            said = {"papers": {name: checksum(content) for name, content in self.papers.items()}}
        return Answer(status=200, headers={}, body=json.dumps(said).encode())


def test_a_server_of_another_version_is_named(tmp_path: Path) -> None:
    (entry,) = read_region(write_region(tmp_path, 1))
    request = read_inputs(entry.programme, entry.given, Options())
    papers = written_by_command(request)
    manifest = json.loads(papers[RUN])
    manifest["made_with"]["scipy"] = "0.0.1"
    papers[RUN] = json.dumps(manifest).encode()
    line = OtherVersion(server="http://x", key="k", language="en", leaving=threading.Event())
    object.__setattr__(line, "papers", papers)
    (done,) = work_on_server([entry], str(tmp_path / "out"), 1, Language.EN, line)
    assert (done.state, done.facts["server_versions"]) == (State.FINISHED, "scipy 0.0.1")
