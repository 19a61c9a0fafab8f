"""What a strange client sends: said to be wrong, never guessed at, and never more than was asked for."""

from pathlib import Path

import pytest
from contract import NOWHERE, check_problem
from http_sample import Caller, Service

from questionnaires.loading import resolved
from questionnaires.loading.programme_file import load_programme
from service.store.users import Role

JSON = "application/json"


def test_a_ready_programme_is_named_by_its_key_and_by_no_path(caller: Caller, tmp_path: Path) -> None:
    """A path would have the service read any programme of its machine, and say of any file that it is there."""
    good = tmp_path / "programme.json"
    good.write_bytes(resolved(load_programme("r5-teachers")))
    for path in (good, tmp_path / "missing.toml"):
        body = check_problem(caller.post("/v1/programmes", {"ready": str(path)}), 422, "invalid")
        assert [(one["pointer"], one["code"]) for one in body["errors"]] == [("/ready", "choice")]
        assert str(path) not in str(body)


@pytest.mark.parametrize(
    "wanted", ["application/json; charset=utf-8", "text/plain, application/json;v=1;q=0.5"]
)
def test_a_parameter_of_a_form_asks_for_that_form(caller: Caller, wanted: str) -> None:
    answer = caller.get("/v1/programmes", headers={"Accept": wanted})
    assert (answer.status_code, answer.content_type) == (200, JSON)


def test_two_slashes_lead_nowhere(caller: Caller) -> None:
    check_problem(caller.get("/v1//programmes"), 404, "not-found")


def test_a_misspelt_word_of_a_query_is_refused(caller: Caller, programme: str) -> None:
    sent = {"participants": [{"external_id": "s-9", "base": "pupils", "answers": {}}]}
    body = check_problem(caller.post(f"{programme}/participants?dryrun=true", sent), 422, "invalid")
    assert [(one["pointer"], one["code"]) for one in body["errors"]] == [("/query/dryrun", "unknown")]


def test_a_query_is_refused_where_none_is_read(caller: Caller, programme: str) -> None:
    for answer in (caller.delete(f"{programme}?dry_run=true"), caller.get(f"{programme}?dry_run=true")):
        body = check_problem(answer, 422, "invalid")
        assert [(one["pointer"], one["code"]) for one in body["errors"]] == [("/query/dry_run", "unknown")]
    assert caller.get(programme).status_code == 200


def test_a_name_that_stands_twice_in_a_body_is_400(caller: Caller) -> None:
    twice = b'{"ready": "r5-teachers", "ready": "r2-gymnasium"}'
    check_problem(caller.post("/v1/programmes", data=twice, content_type=JSON), 400, "malformed")


def test_a_packed_body_is_415(caller: Caller, programme: str) -> None:
    packed = {"Content-Encoding": "gzip"}
    answer = caller.post("/v1/programmes", data=b"\x1f\x8b", content_type=JSON, headers=packed)
    check_problem(answer, 415, "unsupported-media-type")
    plain = caller.get(NOWHERE, headers={"Content-Encoding": "identity"})
    check_problem(plain, 404, "not-found")


def test_a_name_sent_in_place_of_a_code_is_not_repeated(service: Service, run: str) -> None:
    head = service.client(Role.HEAD)
    path = head.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1]}).headers["Location"]
    said = [
        head.get(f"{path}/candidates", query_string={"mentee": "Пеналова Ирина"}),
        head.post(f"{path}/moves?dry_run=true", {"steps": [{"mentee": "Пеналова Ирина"}]}),
        head.post(f"{path}/moves?dry_run=true", {"steps": [{"mentee": "Н-001", "form": "Пеналова Ирина"}]}),
    ]
    for answer in said:
        check_problem(answer, 422, "invalid")
        assert "Пеналова" not in answer.text


def test_only_a_named_person_approves_and_only_once(service: Service, run: str) -> None:
    head = service.client(Role.HEAD)
    plan = head.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1]})
    path, tag = f"{plan.headers['Location']}/approval", {"If-Match": plan.headers["ETag"]}
    body = check_problem(head.put(path, {"by": "  \t"}, headers=tag), 422, "invalid")
    assert body["errors"][0]["code"] in ("blank", "control")
    first = head.put(path, {"by": "Директор Карандашова Л. И."}, headers=tag)
    tag = {"If-Match": first.headers["ETag"]}
    check_problem(head.put(path, {"by": "Завуч Линейкина П. П."}, headers=tag), 409, "wrong-state")
    again = head.put(path, {"by": "Директор Карандашова Л. И."}, headers=tag)
    assert (again.status_code, again.json, again.headers["ETag"]) == (200, first.json, first.headers["ETag"])


def test_a_refused_form_says_which_ones_there_are(caller: Caller, programme: str, run: str) -> None:
    wanted = {"Accept": "application/json"}
    said = check_problem(caller.get(f"{run}/events", headers=wanted), 406, "not-acceptable")
    assert said["detail"] == "Accept: text/event-stream."
    said = check_problem(caller.get(f"{run}/pairs", headers={"Accept": "text/html"}), 406, "not-acceptable")
    assert "text/csv" in str(said["detail"])
    sent = caller.post(f"{programme}/imports?name=a.csv", data=b"a", content_type="text/plain")
    assert "text/csv" in str(check_problem(sent, 415, "unsupported-media-type")["detail"])
