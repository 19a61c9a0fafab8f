"""A run is accepted by the digests of its files: it reads the very bytes that were accepted, or is not accepted."""

from dataclasses import replace

import pytest
from http_sample import Service, bring_files, finished_run, new_programme

from service.api.runs import runs
from service.runs.accept import get_request, list_folder
from service.runs.programme_request import request_of, unread_request
from service.store.blobs import Blob, Kept
from service.store.programmes import Programme
from service.store.users import Role


@pytest.fixture(scope="module")
def programme(service: Service) -> str:
    """Return a programme of its own with files and a decision."""
    caller = service.client()
    path = new_programme(caller)
    bring_files(service, path)
    run = finished_run(service, caller, path)
    pair = caller.get(f"{run}/pairs").json["pairs"][0]
    body = {"kind": "forbid", "first": pair["mentee"], "second": pair["mentor"]}
    assert caller.post(f"{path}/constraints", body).status_code == 201
    return path


def test_it_reads_what_was_accepted_and_decided(service: Service, programme: str) -> None:
    started = service.client().post(f"{programme}/runs", {})
    assert started.status_code == 202
    with service.store.scope(service.organisations["ours"], Role.CURATOR, read_only=True) as session:
        own = session.get_one(Programme, programme.rsplit("/", 1)[1])
        expected, asked = request_of(session, own), get_request(session, started.json["id"])
        assert dict(asked.inputs()) == dict(expected.inputs())
        assert any("/locks/" in path for path, _ in asked.inputs()), "the decision is among them"
        held = [
            session.get_one(Blob, digest).holders
            for digest in list_folder(session, started.json["id"]).values()
        ]
    assert min(held) >= 1


def test_a_file_that_goes_meanwhile_leaves_no_run(
    service: Service, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*given: object) -> object:
        return replace(unread_request(*given), programme=Kept(b"0" * 64))

    caller = service.client()
    before = caller.get(f"{programme}/runs").json["runs"]
    monkeypatch.setattr(runs, "unread_request", too_late)
    answer = caller.post(f"{programme}/runs", {})
    assert (answer.status_code, answer.json["type"].rsplit("/", 1)[1]) == (409, "wrong-state")
    assert caller.get(f"{programme}/runs").json["runs"] == before
