"""What is due is destroyed by itself, and nothing else."""

from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

from http_sample import Caller, Service, bring_files, finished_run, new_programme
from sqlalchemy import delete, select

from service.personal.retention import destroy_due
from service.personal.withdrawal import end_use
from service.runs.port import Runs
from service.store.base import now
from service.store.blobs import Blob
from service.store.programmes import Import, Participant, Retention
from service.store.users import Role


def test_a_closed_programme_is_destroyed_on_its_day_and_not_before(own_service: Service) -> None:
    service, caller = own_service, own_service.client(Role.HEAD)
    path = new_programme(caller)
    bring_files(service, path)
    with service.store.whole() as session:  # the example has people who withdrew: their day comes earlier
        session.execute(delete(Retention).where(Retention.reason == "consent withdrawn"))
    run = finished_run(service, caller, path)
    programme_id = path.rsplit("/", 1)[1]
    day = date.fromisoformat(caller.post(f"{path}/close").json["destroyed_on"])
    assert caller.post(f"{path}/close").status_code == 409
    assert destroy_due(service.store, day - timedelta(days=1)) == 0
    assert caller.get(f"{run}/pairs").status_code == 200
    assert destroy_due(service.store, day) == 1
    assert destroy_due(service.store, day + timedelta(days=1)) == 0
    with service.store.whole(read_only=True) as session:
        own = Participant.programme_id == programme_id, Participant.name.is_not(None)
        assert session.scalars(select(Participant).where(*own)).all() == []
        held = Import.programme_id == programme_id, Import.content.is_not(None)
        assert session.scalars(select(Import).where(*held)).all() == []
        assert session.scalars(select(Blob).where(Blob.holders <= 0)).all() == []
    assert caller.get(f"{run}/pairs").status_code == 410
    assert caller.get(f"{path}/participants").json["participants"] == []
    assert caller.get("/v1/audit-events/verdict").json["whole"]


def test_a_withdrawn_consent_ends_in_destruction_within_thirty_days_by_itself(own_service: Service) -> None:
    """A register that says «отозвано» sets the day; a consent given again lifts it; on the day the person is gone."""
    service, caller = own_service, own_service.client(Role.HEAD)
    path = new_programme(caller)
    bring_files(service, path)
    people = caller.get(f"{path}/participants?limit=200").json["participants"]
    person = _mentee(people)
    today = now().date()
    _say(caller, path, person["name"], "отозвано")
    assert _due(service, person["id"]) == [today + timedelta(days=30)]
    run = finished_run(service, caller, path)
    pairs = caller.get(f"{run}/pairs?limit=200").json["pairs"]
    assert person["code"] not in {one["mentee"] for one in pairs}, "use ends at once"
    _say(caller, path, person["name"], "да")
    assert _due(service, person["id"]) == []
    _say(caller, path, person["name"], "отозвано")
    assert destroy_due(service.store, today + timedelta(days=29)) == 0
    with service.store.whole(read_only=True) as session:
        waiting = session.scalars(select(Retention.subject_id).where(Retention.done_at.is_(None))).all()
    alive = {one["id"] for one in people} - set(waiting)
    assert destroy_due(service.store, today + timedelta(days=30)) == len(waiting)
    assert destroy_due(service.store, today + timedelta(days=31)) == 0
    left = {one["id"] for one in caller.get(f"{path}/participants?limit=200").json["participants"]}
    assert left == alive
    assert caller.get(f"{path}/participants/{person['id']}").status_code == 410
    assert caller.get(f"{path}/participants/{person['id']}/act").json["reason"] == "withdrawn"


def test_a_withdrawn_consent_ends_the_runs_that_go_on_with_it(own_service: Service) -> None:
    """Those accepted before it, not those after, and a consent withdrawn long ago ends nothing."""
    service, caller = own_service, own_service.client(Role.CURATOR)
    path = new_programme(caller)
    bring_files(service, path)
    people = caller.get(f"{path}/participants?limit=200").json["participants"]
    person = _mentee([one for one in people if not _due(service, one["id"])])
    going = caller.post(f"{path}/runs", {}).headers["Location"]
    _say(caller, path, person["name"], "отозвано")
    ended = caller.get(going).json
    assert (ended["outcome"], ended["stop_reason"]) == ("cancelled", "user")
    assert [problem["code"] for problem in ended["problems"]] == ["consent-withdrawn"]
    assert person["name"].split()[0] not in str(ended["problems"])
    later = caller.post(f"{path}/runs", {}).headers["Location"]
    _say(caller, path, person["name"], "отозвано")
    assert caller.get(later).json["state"] == "created"
    ended_now: list[str] = []
    recorder = cast(Runs, SimpleNamespace(cancel=lambda run_id, why: ended_now.append(run_id)))
    programme_id, later_id = path.rsplit("/", 1)[1], later.rsplit("/", 1)[1]
    end_use(service.store, recorder, programme_id, spared=[later_id])
    assert ended_now == [], "a run that came with the withdrawal itself does not use these data"
    end_use(service.store, recorder, programme_id)
    assert ended_now == [later_id]
    caller.post(f"{later}/cancel")


def test_a_closed_programme_waits_for_its_runs(own_service: Service) -> None:
    service, caller = own_service, own_service.client(Role.HEAD)
    path = new_programme(caller)
    bring_files(service, path)
    going = caller.post(f"{path}/runs", {}).headers["Location"]
    day = date.fromisoformat(caller.post(f"{path}/close").json["destroyed_on"])
    with service.store.whole() as session:
        session.execute(delete(Retention).where(Retention.reason == "consent withdrawn"))
    assert destroy_due(service.store, day) == 0
    caller.post(f"{going}/cancel")
    assert destroy_due(service.store, day) == 1


def test_a_person_in_two_roles_who_withdraws_is_destroyed_whole_and_counted_once(
    own_service: Service,
) -> None:
    service, caller = own_service, own_service.client(Role.HEAD)
    path = new_programme(caller)
    bring_files(service, path)
    with service.store.whole() as session:  # the example has people who withdrew
        session.execute(delete(Retention))
    people = caller.get(f"{path}/participants?limit=200").json["participants"]
    mentees, mentors = (
        {one["name"] for one in people if one["side"] == side} for side in ("mentee", "mentor")
    )
    (name,) = mentees & mentors
    today = now().date()
    _say(caller, path, name, "отозвано")
    assert destroy_due(service.store, today + timedelta(days=30)) == 1
    assert destroy_due(service.store, today + timedelta(days=31)) == 0
    left = caller.get(f"{path}/participants?limit=200").json["participants"]
    assert name not in {one["name"] for one in left}
    assert len(left) == len(people) - 2


def _mentee(people: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the first mentee by code whose name nobody else bears: ids come by chance, and so does their order."""
    names = Counter(one["name"] for one in people)
    alone = [one for one in people if one["side"] == "mentee" and names[one["name"]] == 1]
    return min(alone, key=lambda one: str(one["code"]))


def _say(caller: Caller, path: str, name: str, word: str) -> None:
    """Bring a register of consents with one line."""
    day = now().date().strftime("%d.%m.%Y")
    text = f"ФИО;Согласие на обработку\r\n{name};{word} {day}\r\n"
    query = {"role": "answers", "name": "consents-of-one.csv"}
    answer = caller.post(
        f"{path}/imports", data=text.encode("utf-8-sig"), content_type="text/csv", query_string=query
    )
    assert answer.status_code == 202, answer.text
    accepted = caller.post(f"{path}/imports/{answer.json['id']}/accept")
    assert accepted.status_code == 200, answer.text


def _due(service: Service, person_id: str) -> list[date]:
    with service.store.whole(read_only=True) as session:
        query = select(Retention.due).where(Retention.subject_id == person_id, Retention.done_at.is_(None))
        return list(session.scalars(query))
