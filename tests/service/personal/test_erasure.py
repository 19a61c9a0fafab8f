"""After an erasure the person is looked for in every table, every blob, every archive and every file."""

import contextlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from http_sample import Service, bring_files, finished_run, new_programme
from sqlalchemy import MetaData, Table, create_engine, inspect, make_url, select

from service.operations.backup import write_backup
from service.store.blobs import Blob, put_blob
from service.store.run_states import RunOutcome, State
from service.store.runs import Run, RunInput
from service.store.store import Store
from service.store.users import Role

OWN = "SELECT oid FROM pg_database WHERE datname = current_database()"


def _values(store: Store) -> Iterator[tuple[str, bytes]]:
    """Yield where and what of every value of every table, the run engine's too, archives opened."""
    with store.whole(read_only=True) as session:
        connection = session.connection()
        for table in _tables(connection):
            for row in connection.execute(select(table)):
                for column, value in row._mapping.items():
                    for content in _said(value):
                        yield f"{table.name}.{column}", content


def _tables(connection: Any) -> list[Table]:
    """Return every table there is, whoever made it."""
    found = MetaData()
    schemas = inspect(connection).get_schema_names() if connection.dialect.name == "postgresql" else [None]
    for schema in schemas:
        if schema not in ("information_schema",):
            found.reflect(connection, schema=schema)
    return list(found.tables.values())


def _said(value: object) -> Iterator[bytes]:
    if not isinstance(value, bytes):
        yield (
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        ).encode()
        return
    yield value
    if value.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(value)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def _spellings(text: str) -> list[bytes]:
    """Return a text as it may stand in bytes: each encoding of the files, and JSON with its escapes."""
    encodings = ("utf-8", "cp1251", "utf-16-le", "koi8-r")
    return [*(text.encode(one, errors="ignore") for one in encodings), json.dumps(text)[1:-1].encode()]


def _places(store: Store, texts: list[str]) -> set[str]:
    wanted = [one for text in texts for one in _spellings(text)]
    return {where for where, content in _values(store) if any(one in content for one in wanted)}


def _files(service: Service, cluster: Any) -> Iterator[Path]:
    """Yield every file in which the service keeps anything; of PostgreSQL all but its journal of changes.

    Databases of other tests, with people of the same names, are not looked into.
    """
    yield from (path for path in service.app.extensions["matcher"].config.home.rglob("*") if path.is_file())
    if service.store.engine.dialect.name == "postgresql":
        with service.store.engine.connect() as connection:
            own = connection.exec_driver_sql(OWN).scalar_one()
        for folder in (str(own), "pgsql_tmp"):
            yield from (path for path in (cluster.place / "base" / folder).rglob("*") if path.is_file())


def _in_files(service: Service, cluster: Any, texts: list[str]) -> list[Path]:
    wanted = [one for text in texts for one in _spellings(text)]
    found = []
    for path in _files(service, cluster):
        with contextlib.suppress(FileNotFoundError):  # a table that was written anew lies in a new file
            content = path.read_bytes()
            found += [path] if any(one in content for one in wanted) else []
    return found


@pytest.fixture
def erased_person(own_service: Service) -> "Person":
    """Give a matched mentee of whom people also wrote by hand wherever they can."""
    service, caller = own_service, own_service.client(Role.CURATOR)
    programme = new_programme(caller)
    bring_files(service, programme)
    run = finished_run(service, caller, programme)
    pairs = caller.get(f"{run}/pairs").json["pairs"]
    people = caller.get(f"{programme}/participants?limit=200").json["participants"]
    person = next(one for one in people if one["code"] == pairs[0]["mentee"])
    surname = person["name"].split()[0]
    of_others = {"kind": "together", "first": pairs[1]["mentee"], "second": pairs[1]["mentor"]}
    caller.post(f"{programme}/constraints", {**of_others, "reason": f"просила {person['name']}"})
    caller.post(
        f"{programme}/constraints",
        {"kind": "lock", "first": pairs[0]["mentee"], "second": pairs[0]["mentor"]},
    )
    plan = caller.post(
        "/v1/plans",
        {"run_id": run.rsplit("/", 1)[1], "title": f"без {person['name']}"},
        headers={"Idempotency-Key": '"plan"'},
    ).headers["Location"]
    caller.post(
        f"{programme}/imports?role=answers&name={person['name']}.csv",
        data=f"ФИО;Класс\n{person['name']};9А\n".encode(),
        content_type="text/csv",
        headers={"Idempotency-Key": '"file"'},
    )
    path = f"{programme}/participants/{person['id']}"
    tag = caller.get(path).headers["ETag"]
    caller.patch(path, {"external_id": f"журнал-{surname}"}, headers={"If-Match": tag})
    return Person(person["name"], person["code"], programme, run, path, plan, pairs[0]["mentor"])


def _leave_a_file_to_a_run_alone(service: Service, who: "Person") -> None:
    """Keep a cancelled run of files that were all replaced since: what it holds nobody else holds."""
    with service.store.scope(service.organisations["ours"], Role.CURATOR) as session:
        programme = who.programme.rsplit("/", 1)[1]
        run = Run(programme_id=programme, state=State.FINISHED, outcome=RunOutcome.CANCELLED)
        session.add(run)
        session.flush()
        digest = put_blob(session, f"ФИО;Класс\n{who.name};9Б\n".encode())
        session.add(RunInput(run_id=run.id, path="inputs/answers/01-old.csv", digest=digest))


@dataclass(frozen=True)
class Person:
    """Somebody who will be erased, and where what is held on them can be asked for."""

    name: str
    code: str
    programme: str
    run: str
    path: str
    plan: str
    mentor: str


def test_an_erased_person_leaves_no_trace(
    own_service: Service,
    erased_person: Person,
    request: pytest.FixtureRequest,
    capfd: pytest.CaptureFixture[str],
) -> None:
    service, caller, who = own_service, own_service.client(Role.CURATOR), erased_person
    on_sqlite = service.store.engine.dialect.name == "sqlite"
    cluster = None if on_sqlite else request.getfixturevalue("postgresql")
    _leave_a_file_to_a_run_alone(service, who)
    held = caller.get(f"{who.path}/file")
    assert held.status_code == 200, held.text
    assert held.json["held"]["answers"]
    assert held.json["runs"][0]["matches"][0]["with"] == who.mentor
    register = held.json["held"]["register"][0]
    words = who.name.split()
    sought = [who.name, f"{words[0]} {words[1]}", f"журнал-{words[0]}"]
    sought += [one for one in (register["contact"], register["guardian"]) if len(one) > 4]
    sought += [one for one in (register["birth_date"], _dotted(register["birth_date"])) if one]
    sought = [one for one in sought if not _is_of_another(service, who, one)]
    before = _places(service.store, sought)
    assert {"participants.name", "blobs.content", "imports.file_name", "constraints.reason"} <= before
    assert {"plans.title", "idempotency.answer", "participants.external_id"} <= before
    logs = ("audit_events", "accesses", "outbox", "runs.", "plan_moves", "publications")
    assert not [where for where in before if where.split("matcher.")[-1].startswith(logs)]
    _on_disk(service)
    assert _in_files(service, cluster, sought), "the search in the files finds nothing"

    act = caller.delete(f"{who.path}?reason=withdrawn")

    assert act.status_code == 200, act.text
    assert act.json["files"] >= 2
    assert act.json["runs"] == 2
    assert _places(service.store, sought) == set()
    _on_disk(service)
    assert _in_files(service, cluster, sought) == []
    with service.store.whole(read_only=True) as session:
        assert session.query(Blob).where(Blob.holders <= 0).count() == 0
    copy = service.app.extensions["matcher"].config.home / "copy.zip"
    write_backup(service.store, copy)
    with zipfile.ZipFile(copy) as archive:
        kept = b"".join(archive.read(name) for name in archive.namelist())
    assert not any(one in kept for text in sought for one in _spellings(text))
    copy.unlink()
    assert not any(text in said for text in sought for said in capfd.readouterr())


def _is_of_another(service: Service, who: Person, text: str) -> bool:
    """Tell whether somebody else has the same: a namesake, a birthday of two, a parent's telephone."""
    caller = service.client(Role.CURATOR)
    paper = caller.get(f"{who.run}/papers/content?path=people.csv", headers={"Accept": "*/*"}).text
    return sum(text in line for line in paper.splitlines() if not line.startswith(f"{who.code};")) > 0


def _dotted(day: str | None) -> str:
    return "" if not day else ".".join(reversed(day.split("-")))


def _on_disk(service: Service) -> None:
    """Have PostgreSQL write what it holds in memory."""
    if service.store.engine.dialect.name == "postgresql":
        address = make_url(service.store.url).set(drivername="postgresql+psycopg", username="postgres")
        engine = create_engine(address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql("CHECKPOINT")
        engine.dispose()


def test_after_an_erasure_what_is_left_is_the_act(own_service: Service, erased_person: Person) -> None:
    service, who, head = own_service, erased_person, own_service.client(Role.HEAD)
    caller = service.client(Role.CURATOR)
    assert caller.get(f"{who.path}/act").status_code == 404
    waiting = caller.post(f"{who.programme}/runs", {}).headers["Location"]
    act_id = caller.delete(f"{who.path}?reason=withdrawn").json["act_id"]
    assert caller.get(waiting).json["outcome"] == "cancelled", "use of the data ends at once"
    assert caller.get(who.path).status_code == 410
    assert caller.delete(who.path).status_code == 410
    assert caller.get(f"{who.run}/papers/content?path=people.csv").status_code == 410
    assert caller.get(who.plan).status_code == 410
    assert caller.get(f"{who.run}/pairs").status_code == 200
    assert caller.get(who.run).json["erased"]
    act = caller.get(f"{who.path}/act")
    assert act.json["act_id"] == act_id
    assert act.json["reason"] == "withdrawn"
    assert act.json["organisation"] == "ours"
    assert len(act.json["categories"]) > 3
    assert {"participant", "participant.erased"} <= {one["action"] for one in act.json["log"]}
    assert who.name.split()[0] not in act.text
    theirs = service.client(Role.CURATOR, "theirs")
    assert theirs.get(f"{who.path}/act").status_code == 404
    assert theirs.get(f"{who.path}/accesses").status_code == 404
    again = finished_run(service, caller, who.programme)
    pairs = caller.get(f"{again}/pairs?limit=200").json["pairs"]
    assert who.code not in {one[side] for one in pairs for side in ("mentee", "mentor")}
    assert head.get("/v1/audit-events/verdict").json["whole"]


def test_every_look_at_a_person_is_in_the_log_of_accesses(
    own_service: Service, erased_person: Person
) -> None:
    caller, who = own_service.client(Role.CURATOR), erased_person
    before = len(caller.get(f"{who.path}/accesses").json["accesses"])
    own_service.client(Role.VIEWER).get(who.path)
    own_service.client(Role.VIEWER).get(f"{who.run}/pairs")
    own_service.client(Role.METHODOLOGIST).get(f"{who.run}/pairs")
    looks = caller.get(f"{who.path}/accesses").json["accesses"]
    assert [one["action"] for one in looks[before:]] == ["participant", "pairs"]
    assert len({one["by"] for one in looks[before:]}) == 1
