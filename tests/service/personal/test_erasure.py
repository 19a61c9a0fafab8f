"""After an erasure the person is looked for in every table, every blob, every archive and the file itself."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from http_sample import Service, bring_files, finished_run, new_programme
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.personal.redaction import Traces, is_trace, redact
from service.store.blobs import Blob
from service.store.tables import all_tables
from service.store.users import Role


def _texts(session: Session) -> Iterator[tuple[str, str]]:
    """Yield where and what of every value in the database, archives opened."""
    for table in all_tables():
        for row in session.connection().execute(select(table)):
            for column, value in row._mapping.items():
                for text in _said(value):
                    yield f"{table.name}.{column}", text


def _said(value: object) -> Iterator[str]:
    if not isinstance(value, bytes):
        yield str(value)
        return
    for encoding in ("utf-8", "cp1251", "utf-16"):
        yield value.decode(encoding, errors="ignore")
    if value.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(value)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", errors="ignore")


def _names(text: str, name: str) -> bool:
    return is_trace(text, Traces(names=(), codes=(), contacts=(name,)))


def test_an_erased_person_leaves_no_trace(own_service: Service, tmp_path: Path) -> None:
    service, caller = own_service, own_service.client(Role.CURATOR)
    programme = new_programme(caller)
    bring_files(service, programme)
    run = finished_run(service, caller, programme)
    pair = caller.get(f"{run}/pairs").json["pairs"][0]
    people = caller.get(f"{programme}/participants?limit=200").json["participants"]
    person = next(one for one in people if one["code"] == pair["mentee"])
    name, path = person["name"], f"{programme}/participants/{person['id']}"
    held = caller.get(f"{path}/file")
    assert held.status_code == 200, held.text
    assert held.json["held"]["answers"]
    assert held.json["runs"][0]["matches"][0]["with"] == pair["mentor"]
    contact = held.json["held"]["register"][0]["contact"]
    plan = caller.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1]}).headers["Location"]
    caller.post(
        f"{programme}/constraints", {"kind": "lock", "first": pair["mentee"], "second": pair["mentor"]}
    )
    with service.store.whole(read_only=True) as session:
        assert any(_names(text, name) for _, text in _texts(session)), "the search itself finds nothing"

    act = caller.delete(f"{path}?reason=withdrawn")

    assert act.status_code == 200, act.text
    assert act.json["files"] >= 2
    assert act.json["runs"] == 1
    with service.store.whole(read_only=True) as session:
        left = [where for where, text in _texts(session) if _names(text, name)]
        assert left == []
        assert not contact or not any(contact in text for _, text in _texts(session))
        assert session.query(Blob).where(Blob.holders <= 0).count() == 0
    for file in (tmp_path.parent.glob("personal*/test.db*"),):
        for part in file:
            assert name.encode() not in part.read_bytes(), part
    assert caller.get(path).status_code == 410
    assert caller.delete(path).status_code == 410
    assert caller.get(f"{run}/papers/content?path=people.csv").status_code == 410
    assert caller.get(plan).status_code == 410
    assert caller.get(f"{run}/pairs").status_code == 200
    assert caller.get(run).json["erased"]
    again = finished_run(service, caller, programme)
    codes = {
        one[side]
        for one in caller.get(f"{again}/pairs?limit=200").json["pairs"]
        for side in ("mentee", "mentor")
    }
    assert person["code"] not in codes
    head = service.client(Role.HEAD)
    assert head.get("/v1/audit-events/verdict").json["whole"]


def test_a_row_of_the_person_goes_and_a_mention_by_others_is_blanked() -> None:
    from questionnaires.reading import InputFile

    content = "ФИО;1-й выбор\nКаштанов Лев Ильич;Ветрова Анна\nВетрова Анна Павловна;Каштанов Лев\n"
    traces = Traces(names=("Каштанов Лев Ильич",), codes=("Н-001",))
    found = redact(InputFile("a.csv", content.encode()), traces)
    assert found is not None
    text = found[0].decode("utf-8-sig")
    assert "Каштанов" not in text
    assert "Ветрова Анна Павловна" in text
    assert found[1] == 2


def test_namesakes_by_surname_stay() -> None:
    traces = Traces(names=("Каштанов Лев Ильич",), codes=("Н-001",))
    assert is_trace("КАШТАНОВ  Л.И.", traces)
    assert is_trace("Лев Каштанов", traces)
    assert not is_trace("Каштанов Пётр Ильич", traces)
    assert not is_trace("Каштановская улица", traces)
