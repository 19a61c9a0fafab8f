"""A district methodologist: several organisations, counts and codes; a name only where a consent says so."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from http_sample import Caller, Service, add_key, new_programme
from small_run import TEACHERS, request_of
from sqlalchemy import delete, select
from walk import call, operations

from matcher.admission import documents_given
from questionnaires.programme import Document
from service.child.reading import check_files
from service.folder.make import read
from service.personal.district import is_open
from service.store.base import now
from service.store.journal import Access
from service.store.programmes import Participant
from service.store.run_states import RunOutcome, State
from service.store.runs import Run
from service.store.users import ApiKey, Membership, Role, User

NAMED_AFTER = "Каштанов Лев.csv"
PRIVATE = {
    "reason": "секретная-причина-замка",
    "title": "вариант-для-тёти-Зины",
    "external": "внешний-номер-7",
}


@pytest.fixture
def district(service: Service) -> Iterator[Caller]:
    """Give a key of a methodologist of both schools."""
    with service.store.whole() as session:
        user = User(login="district")
        session.add(user)
        session.flush()
        for organisation in service.organisations.values():
            session.add(Membership(user_id=user.id, organisation_id=organisation, role=Role.METHODOLOGIST))
        key = add_key(session, None, Role.METHODOLOGIST, created_by=user.id)
    yield Caller(service.app.test_client(), key)
    with service.store.whole() as session:
        session.execute(delete(ApiKey).where(ApiKey.created_by == user.id))
        session.delete(session.get_one(User, user.id))


@pytest.fixture
def refused_run(service: Service) -> str:
    """Give a run of the other school that was refused because of a file named after a person."""
    path = new_programme(service.client(Role.CURATOR, "theirs"))
    problem = {
        "code": "bad-date",
        "reason": {"ru": "Дата.", "en": "Date."},
        "row": 7,
        "file": NAMED_AFTER,
        "sheet": NAMED_AFTER,
    }
    with service.store.scope(service.organisations["theirs"], Role.CURATOR) as session:
        run = Run(programme_id=path.rsplit("/", 1)[1], problems=[problem])
        session.add(run)
        session.flush()
        run.state, run.outcome = State.FINISHED, RunOutcome.INVALID
    return f"/v1/runs/{run.id}"


def test_why_a_run_was_refused_names_no_file_to_who_may_not_see_names(
    service: Service, district: Caller, refused_run: str
) -> None:
    """Nor in the stream of events, which a methodologist hears of every organisation."""
    told = district.get(refused_run)
    assert [one["row"] for one in told.json["problems"]] == [7]
    stream = district.get(f"{refused_run}/events?seconds=0", headers={"Accept": "text/event-stream"})
    assert '"row": 7' in stream.text
    assert "Каштанов" not in told.text + stream.text
    assert NAMED_AFTER in service.client(Role.VIEWER, "theirs").get(refused_run).text


@pytest.fixture
def agreed(service: Service, programme: str, run: str) -> Iterator[set[str]]:
    """Let the people of three pairs agree that the district is told; return their names."""
    codes = {
        pair[side]
        for pair in service.client(Role.HEAD).get(f"{run}/pairs").json["pairs"][:3]
        for side in ("mentee", "mentor")
    }
    programme_id = programme.rsplit("/", 1)[1]
    query = select(Participant).where(Participant.programme_id == programme_id, Participant.code.in_(codes))
    yield _mark(service, query, is_open=True)
    _mark(service, query, is_open=False)


def _mark(service: Service, query: Any, *, is_open: bool) -> set[str]:
    with service.store.whole() as session:
        rows = session.scalars(query).all()
        for row in rows:
            row.facts = {**row.facts, "open_to_district": is_open}
        return {row.name for row in rows}


@pytest.fixture
def planted(service: Service, programme: str, run: str) -> None:
    """Write private words wherever a curator can write any."""
    head = service.client(Role.HEAD)
    pair = head.get(f"{run}/pairs").json["pairs"][1]
    body = {"kind": "together", "first": pair["mentee"], "second": pair["mentor"]}
    head.post(f"{programme}/constraints", {**body, "reason": PRIVATE["reason"]})
    head.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1], "title": PRIVATE["title"]})
    person = head.get(f"{programme}/participants").json["participants"][2]
    path = f"{programme}/participants/{person['id']}"
    tag = head.get(path).headers["ETag"]
    head.patch(path, {"external_id": PRIVATE["external"]}, headers={"If-Match": tag})


def test_several_organisations_in_numbers(service: Service, district: Caller, programme: str) -> None:
    theirs = new_programme(service.client(organisation="theirs")).rsplit("/", 1)[1]
    rows = district.get("/v1/summary").json["programmes"]
    assert {row["organisation"] for row in rows} == {"ours", "theirs"}
    assert theirs in {row["programme_id"] for row in rows}
    mine = next(row for row in rows if row["programme_id"] == programme.rsplit("/", 1)[1])
    assert mine["mentees"] > 20
    assert mine["mentors"] > 10
    assert district.get(f"/v1/programmes/{theirs}").status_code == 200
    alone = service.client(Role.METHODOLOGIST).get("/v1/summary").json["programmes"]
    assert {row["organisation"] for row in alone} == {"ours"}
    assert district.get("/v1/summary", headers={"Accept": "text/csv"}).status_code == 200


def test_no_name_and_no_private_word_reaches_a_methodologist_on_any_route(
    service: Service, district: Caller, ours: dict[str, str], planted: None, agreed: set[str]
) -> None:
    """Every route is asked; whoever did not name the district as a recipient is on none of its answers."""
    with service.store.whole(read_only=True) as session:
        people = session.scalars(select(Participant).where(Participant.name.is_not(None))).all()
    hidden = {row.name for row in people if row.name and not is_open(row)} - agreed
    assert len(hidden) > 40
    shown, asked = list[str](), 0
    for method, path, operation in operations(service):
        if method != "GET":
            continue
        text = _text(district, path, operation, ours)
        asked += 1
        assert not [name for name in hidden if name in text], path
        assert not [word for word in PRIVATE.values() if word in text], path
        shown += [path for name in agreed if name in text]
    assert asked > 25
    assert set(shown) == {"/v1/programmes/{programme_id}/participants", "/v1/runs/{run_id}/pairs"}


def _text(caller: Caller, path: str, operation: dict[str, Any], ids: dict[str, str]) -> str:
    address = re.sub(r"\{(\w+)\}", lambda found: ids[found[1]], path)
    asked = [one for one in operation.get("parameters", ()) if one["in"] == "query" and one.get("required")]
    query = {one["name"]: one["schema"].get("example", one.get("example", "1")) for one in asked}
    query |= (
        {"limit": "200"} if any(one["name"] == "limit" for one in operation.get("parameters", ())) else {}
    )
    query |= {"seconds": "0"} if path.endswith("/events") else {}
    kind = next(iter(next(iter(operation["responses"].values())).get("content", {"*/*": 0})))
    answer = caller.get(address, query_string=query, headers={"Accept": kind})
    assert answer.status_code in (200, 403, 404), (path, answer.status_code)
    return answer.get_data().decode("utf-8", errors="ignore")


def test_a_methodologist_changes_nothing(service: Service, district: Caller, ours: dict[str, str]) -> None:
    for method, path, operation in operations(service):
        if method != "GET":
            assert call(district, method, path, operation, ours) == 403, (method, path)


def test_a_withdrawn_consent_hides_the_name_at_once_and_looking_leaves_a_trace(
    service: Service, district: Caller, programme: str, agreed: set[str]
) -> None:
    path = f"{programme}/participants?limit=200"
    seen = next(one for one in district.get(path).json["participants"] if one["name"])
    _mark(service, select(Participant).where(Participant.id == seen["id"]), is_open=False)
    assert seen["name"] not in district.get(path).text
    with service.store.whole(read_only=True) as session:
        row = session.get_one(Participant, seen["id"])
        by = select(ApiKey.id).where(ApiKey.created_by.is_not(None))
        looks = select(Access).where(Access.subject == row.programme_id, Access.actor.in_(by))
        assert session.scalars(looks.where(Access.organisation_id == row.organisation_id)).all()


def test_a_key_of_a_person_ends_with_the_role(service: Service, district: Caller) -> None:
    assert district.get("/v1/programmes").status_code == 200
    with service.store.whole() as session:
        user = session.scalars(select(User).where(User.login == "district")).one()
        user.disabled_at = now()
    assert district.get("/v1/programmes").status_code == 401
    with service.store.whole() as session:
        session.get_one(User, user.id).disabled_at = None
        session.execute(delete(Membership).where(Membership.user_id == user.id))
    assert district.get("/v1/programmes").status_code == 401


def test_the_consent_to_transfer_is_read_from_the_files() -> None:
    """Whoever signed it is open to the district, whoever did not or withdrew is not."""
    checked = check_files(request_of(TEACHERS))
    answers = read(request_of(TEACHERS))[1]
    signed = {code for code, given in documents_given(answers).items() if Document.TRANSFER in given}
    said = {one["code"]: one["open_to_district"] for one in checked["people"]}
    assert {code for code, is_open in said.items() if is_open} == signed & set(said)
    assert 0 < len(signed) < len(said)
