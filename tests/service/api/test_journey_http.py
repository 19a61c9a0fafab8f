"""From files to pairs over HTTP: the same bytes as the command."""

from pathlib import Path

from http_sample import Service

from service.command.group import run_command
from service.folder.contents.manifest import RUN


def test_a_run_over_http_is_the_commands_byte_for_byte(
    service: Service, programme: str, run: str, tmp_path: Path
) -> None:
    caller = service.client()
    papers = caller.get(f"{run}/papers").json["papers"]
    inputs = {path: _content(caller, run, path) for path in papers if path.startswith("inputs/")}
    arguments = ["run"]
    for path, content in inputs.items():
        _, role, *rest = path.split("/")
        if not rest:
            (tmp_path / "programme.json").write_bytes(content)
            arguments.insert(1, str(tmp_path / "programme.json"))
            continue
        place = tmp_path / role / rest[0].split("-", 1)[0] / rest[0].split("-", 1)[1]
        place.parent.mkdir(parents=True)
        place.write_bytes(content)
        arguments += [f"--{role}", str(place)]
    assert run_command([*arguments, "--out", str(tmp_path / "out")]) == 0
    ours = {
        path.relative_to(tmp_path / "out").as_posix(): path
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert ours.keys() == papers.keys()
    assert RUN in papers
    for path, file in ours.items():
        assert file.read_bytes() == _content(caller, run, path), path


def _content(caller: object, run: str, path: str) -> bytes:
    answer = caller.get(f"{run}/papers/content", query_string={"path": path})
    assert answer.status_code == 200, answer.text
    return bytes(answer.data)
