"""A refresh over HTTP: it goes on from what people agreed on, as the command's does."""

import io
import zipfile

import pytest
from docx_text import text
from http_sample import Caller, Service, bring_files, finished_run, new_programme

from service.folder.earlier.carried import RENEWED
from service.folder.earlier.previous import read_previous
from service.folder.request import Request, Role
from service.runs.accept import get_folder
from service.runs.programme_request import request_of
from service.store.programmes import Programme
from service.store.runs import Run
from service.store.users import Role as Who
from service.view import Paper


@pytest.fixture(scope="module")
def refresh(service: Service) -> tuple[str, str]:
    """Return a programme of its own with a finished run: what is approved here changes no other test."""
    path = new_programme(service.client())
    bring_files(service, path)
    return path, finished_run(service, service.client(), path)


def _asked(service: Service, programme: str, run: str) -> tuple[Request, dict[str, bytes]]:
    with service.store.scope(service.organisations["ours"], Who.CURATOR) as session:
        earlier = session.get_one(Run, run.rsplit("/", 1)[1])
        own = session.get_one(Programme, programme.rsplit("/", 1)[1])
        return request_of(session, own, previous=earlier), get_folder(session, earlier.id)


def _decide(caller: Caller, programme: str, pair: dict[str, str]) -> None:
    body = {"kind": "forbid", "first": pair["mentee"], "second": pair["mentor"]}
    assert caller.post(f"{programme}/constraints", body).status_code == 201


def _order_names_what_it_amends(head: Caller, run: str) -> None:
    plan = head.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1]})
    path = plan.headers["Location"]
    by = {"by": "Директор Карандашова Л. И."}
    assert head.put(f"{path}/approval", by, headers={"If-Match": plan.headers["ETag"]}).status_code == 200
    assert head.get(f"{path}/orders?amends=31-ОД").json["errors"][0]["code"] == "together"
    texts = []
    for query in ("", "&amends=31-ОД&amends_date=2026-09-01"):
        asked = f"{path}/orders?number=47-ОД&date=2026-12-01{query}"
        packed = head.get(asked, headers={"Accept": "application/zip"})
        with zipfile.ZipFile(io.BytesIO(packed.data)) as archive:
            name = next(one for one in archive.namelist() if one.endswith("-changes.docx"))
            texts.append(text(Paper(name, archive.read(name))))
    assert ["от 1 сентября 2026 г. № 31-ОД" in said for said in texts] == [False, True]


def test_only_an_approved_run_has_working_pairs(service: Service, refresh: tuple[str, str]) -> None:
    programme, run = refresh
    refused = service.client().post(f"{programme}/runs", {"previous": run.rsplit("/", 1)[1]})
    assert refused.status_code == 422
    assert refused.json["errors"][0]["code"] == "not-approved"


def test_it_goes_on_from_the_plan_and_the_register(service: Service, refresh: tuple[str, str]) -> None:
    programme, run = refresh
    head = service.client(Who.HEAD)
    plan = head.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1]})
    path, pairs = plan.headers["Location"], plan.json["pairs"]
    _decide(head, programme, pairs[1])
    alone = {"steps": [{"mentee": pairs[0]["mentee"]}]}
    moved = head.post(f"{path}/moves", alone, headers={"If-Match": plan.headers["ETag"]})
    tag = {"If-Match": moved.headers["ETag"]}
    approved = head.put(f"{path}/approval", {"by": "Директор Карандашова Л. И."}, headers=tag)
    assert approved.status_code == 200, approved.text
    asked, folder = _asked(service, programme, run)
    then = {(pair["mentee"], pair["mentor"]) for pair in pairs[1:]}
    assert {(pair.mentee, pair.mentor) for pair in read_previous(asked.of(Role.PREVIOUS)).pairs} == then
    assert "approval.json" in {file.name for file in asked.of(Role.PREVIOUS)}, "as the command's"
    assert [file.content for file in asked.of(Role.PEOPLE)] == [folder["people.csv"]]
    assert [file.name for file in asked.of(Role.LOCKS)][-1] == RENEWED[1]
    again = finished_run(service, head, programme, previous=run.rsplit("/", 1)[1])
    _order_names_what_it_amends(head, again)
    now = head.get(f"{again}/pairs?limit=200").json["pairs"]
    assert (pairs[1]["mentee"], pairs[1]["mentor"]) not in {(pair["mentee"], pair["mentor"]) for pair in now}


def test_who_left_after_it_was_approved_is_in_no_pair_of_the_refresh(
    service: Service, refresh: tuple[str, str]
) -> None:
    programme, run = refresh
    head, last = service.client(Who.HEAD), run.rsplit("/", 1)[1]
    before = [(pair["mentee"], pair["mentor"]) for pair in head.get(f"{run}/pairs?limit=200").json["pairs"]]
    mentor = before[-1][1]
    assert head.post(f"{programme}/constraints", {"kind": "left", "first": mentor}).status_code == 201
    again = finished_run(service, head, programme, previous=last)
    now = [(pair["mentee"], pair["mentor"]) for pair in head.get(f"{again}/pairs?limit=200").json["pairs"]]
    assert mentor not in {one for _, one in now}
    kept = {pair for pair in before[2:] if pair[1] != mentor}
    assert kept <= set(now), "nobody else is touched"
