"""Orders over HTTP: a head numbers the own ones and writes those of completion, with the bytes of the command."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from by_command import completed_by_command, unzipped
from http_sample import Caller, Service
from sqlalchemy import select

from service.api.plans import numbering
from service.store.journal import Access, AuditEvent
from service.store.users import Role

BY = "Директор Карандашова Л. И."
NUMBER = {"number": "47; 48", "date": "2026-10-06"}
END = {"number": "90; 91", "date": "2027-05-25", "completion": True}
ZIP = {"Accept": "application/zip"}


@pytest.fixture
def plan(head: Caller, run: str) -> str:
    """Return the address of an approved plan."""
    made = head.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1]})
    path, tag = made.headers["Location"], {"If-Match": made.headers["ETag"]}
    assert head.put(f"{path}/orders", NUMBER).status_code == 409, "nobody has approved it"
    assert head.put(f"{path}/approval", {"by": BY}, headers=tag).status_code == 200
    return str(path)


def packed(caller: Caller, plan: str) -> dict[str, bytes]:
    return unzipped(caller.get(f"{plan}/orders", headers=ZIP).data)


def by_command(service: Service, head: Caller, run: str, folder: Path) -> dict[str, bytes]:
    """Return what approval, numbering and completion by the command add to the papers of the run."""
    numbered, ended = (NUMBER["number"], NUMBER["date"]), (str(END["number"]), str(END["date"]))
    run_id = run.rsplit("/", 1)[1]
    found = completed_by_command(service.store, run_id, folder, by=BY, numbered=numbered, ended=ended)
    before = head.get(f"{run}/papers").json["papers"]
    return {path: content for path, content in found.items() if before.get(path) != digest(content)}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_numbered_and_completed_the_papers_are_those_of_the_command(
    service: Service, head: Caller, run: str, plan: str, tmp_path: Path
) -> None:
    blank = packed(head, plan)
    completed = head.put(f"{plan}/orders", END)
    assert completed.status_code == 200, completed.text
    told = head.put(f"{plan}/orders", NUMBER).json["papers"]
    found, expected = packed(head, plan), by_command(service, head, run, tmp_path / "run")
    assert [path for path in expected if found.get(path) != expected[path]] == []
    assert "completion/orders/gymnasium-pupils-completion.docx" in expected
    assert told == {path: digest(content) for path, content in found.items()}
    assert any(found[path] != content for path, content in blank.items()), "lines were blank before"
    assert head.get(f"{plan}/orders").json["papers"] == told
    shown = head.get(f"{plan}/orders?number=1&date=2026-09-01").json["papers"]
    assert shown.items() != told.items(), "a number in the query is shown and not kept"
    assert head.get(f"{plan}/orders").json["papers"] == told


def test_who_may_not_see_people_kept_apart_gets_no_paper_of_them(
    service: Service, head: Caller, plan: str
) -> None:
    viewer = service.client(Role.VIEWER)
    for _ in range(2):
        open_papers = viewer.get(f"{plan}/orders").json["papers"]
        whole = head.get(f"{plan}/orders").json["papers"]
        assert open_papers.items() < whole.items()
        assert not any("private" in path.split("/") for path in open_papers)
        assert packed(viewer, plan).keys() == open_papers.keys()
        assert head.put(f"{plan}/orders", NUMBER).status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"number": "5"}, "/date"),
        ({"date": "2026-09-01"}, "/number"),
        ({**NUMBER, "organisation": "plant"}, "/organisation"),
        ({**NUMBER, "amends": "31-ОД"}, "/amends"),
        ({**NUMBER, "completion": "да"}, "/completion"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_signed(
    head: Caller, plan: str, body: dict[str, Any], pointer: str
) -> None:
    before = head.get(f"{plan}/orders").json
    refused = head.put(f"{plan}/orders", body)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)
    assert head.get(f"{plan}/orders").json == before


def test_signing_stands_in_the_chain_and_taking_the_papers_in_the_log(
    service: Service, head: Caller, plan: str
) -> None:
    def looks() -> int:
        with service.store.whole(read_only=True) as session:
            return len(session.scalars(select(Access).where(Access.action == "orders")).all())

    before = looks()
    for body in (NUMBER, END):
        head.put(f"{plan}/orders", body)
    head.get(f"{plan}/orders")
    assert looks() == before + 3
    own = plan.rsplit("/", 1)[1]
    with service.store.whole(read_only=True) as session:
        query = select(AuditEvent.action).where(AuditEvent.subject == own).order_by(AuditEvent.position)
        assert session.scalars(query).all()[-2:] == ["plan.numbered", "plan.completed"]


def test_a_number_given_meanwhile_is_not_lost(
    service: Service, head: Caller, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both heads read the books before either has written."""
    written, others = numbering._write, [END]

    def slowly(*given: Any) -> Any:
        papers = written(*given)
        while others:
            assert head.put(f"{plan}/orders", others.pop()).status_code == 200
        return papers

    monkeypatch.setattr(numbering, "_write", slowly)
    assert head.put(f"{plan}/orders", NUMBER).status_code == 200
    monkeypatch.undo()
    alone = packed(head, plan)
    head.put(f"{plan}/orders", END)
    assert packed(head, plan) == alone
