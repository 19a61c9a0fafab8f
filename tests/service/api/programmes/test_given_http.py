"""What a programme is given over HTTP, and who may: people and decisions."""

import io
import json

import openpyxl
from contract import check_problem
from http_sample import Caller, Service, new_programme
from small_run import GYMNASIUM

from questionnaires.loading import load_programme
from service.store.users import Role

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_readiness_needs_no_run(caller: Caller, programme: str) -> None:
    told = caller.get(f"{programme}/readiness")
    assert told.status_code == 200, told.text
    assert told.json["people"] > 0


def test_a_decision_is_obeyed_by_the_next_run(
    caller: Caller, programme: str, service: Service, run: str
) -> None:
    pair = caller.get(f"{run}/pairs").json["pairs"][-1]
    body = {"kind": "forbid", "first": pair["mentee"], "second": pair["mentor"]}
    made = caller.post(f"{programme}/constraints", body)
    assert made.status_code == 201, made.text
    check_problem(caller.post(f"{programme}/constraints", body), 409, "wrong-state")
    started = caller.post(f"{programme}/runs", {})
    service.runs.carry()
    pairs = caller.get(f"{started.headers['Location']}/pairs?limit=200").json["pairs"]
    assert (pair["mentee"], pair["mentor"]) not in {(one["mentee"], one["mentor"]) for one in pairs}
    assert caller.delete(made.headers["Location"]).status_code == 204


def test_a_decision_no_run_could_obey_is_refused(caller: Caller, programme: str, run: str) -> None:
    pair = caller.get(f"{run}/pairs").json["pairs"][0]
    mentee, mentor = pair["mentee"], pair["mentor"]
    wrong = {
        ("first", "unknown-code"): {"first": "Н-999", "second": mentor},
        ("second", "unknown-code"): {"first": mentee, "second": "М-999"},
        ("second", "same"): {"first": mentee, "second": mentee},
        ("second", "no-form"): {"first": mentor, "second": mentee},
        ("form", "unknown-form"): {"first": mentee, "second": mentor, "form": "nowhere"},
    }
    for (field, code), given in wrong.items():
        body = check_problem(
            caller.post(f"{programme}/constraints", {"kind": "lock", **given}), 422, "invalid"
        )
        assert [(one["pointer"], one["code"]) for one in body["errors"]] == [(f"/{field}", code)]


def test_of_left_and_returned_only_the_latest_stands(service: Service, programme: str, run: str) -> None:
    caller, decisions = service.client(Role.HEAD), f"{programme}/constraints"
    before = {one["id"] for one in caller.get(decisions).json["constraints"]}
    mentor = caller.get(f"{run}/pairs").json["pairs"][0]["mentor"]
    made = caller.post(decisions, {"kind": "left", "first": mentor})
    assert (made.status_code, made.json["second"]) == (201, "")
    check_problem(caller.post(decisions, {"kind": "left", "first": mentor}), 409, "wrong-state")
    back = caller.post(decisions, {"kind": "returned", "first": mentor})
    now = {one["id"] for one in caller.get(decisions).json["constraints"]} - before
    assert now == {back.json["id"]}
    events = caller.get("/v1/audit-events?limit=200").json["audit_events"]
    deeds = [(event["action"], event["subject"]) for event in events if event["facts"].get("first") == mentor]
    assert ("constraint.deleted", made.json["id"]) in deeds
    wrong = {("second", "one"): {"second": mentor}, ("form", "all-forms"): {"form": "pairs"}}
    for (field, code), given in wrong.items():
        answer = caller.post(decisions, {"kind": "left", "first": mentor, **given})
        errors = check_problem(answer, 422, "invalid")["errors"]
        assert [(one["pointer"], one["code"]) for one in errors] == [(f"/{field}", code)]
    assert caller.delete(back.headers["Location"]).status_code == 204


def test_people_another_system_sends_are_told_where_they_are_wrong(caller: Caller) -> None:
    people = f"{new_programme(caller)}/participants"
    good = {"name": "Пеналова Ирина Львовна", "grade": "7А", "organisation": "Гимназия"}
    sent = [{"external_id": "s-1", "base": "pupils", "answers": {**good, "grade": "не скажу"}}]
    checked = caller.post(f"{people}?dry_run=true", {"participants": sent}).json
    assert (checked["dry_run"], caller.get(people).json["participants"]) == (True, [])
    assert "/participants/0/answers/grade" in {one["pointer"] for one in checked["problems"]}
    assert "не скажу" not in json.dumps(checked, ensure_ascii=False)
    sent[0]["answers"] = good
    for _ in range(2):
        answer = caller.post(people, {"participants": sent})
        assert answer.status_code == 200, answer.text
    [person] = caller.get(people).json["participants"]
    assert (person["external_id"], person["grade"], person["side"]) == ("s-1", "7А", "mentee")
    other = [{"external_id": "s-2", "base": "pupils", "answers": {**good, "name": "Линейкин Глеб Ильич"}}]
    again = caller.post(people, {"participants": other}).json
    assert all(one["pointer"] is None or "/0/" in one["pointer"] for one in again["problems"])
    assert [one["external_id"] for one in caller.get(people).json["participants"]].count("s-1") == 1


def test_a_methodologist_sees_codes_and_no_names(service: Service, run: str, programme: str) -> None:
    caller = service.client(Role.METHODOLOGIST)
    assert all(pair["mentee_name"] is None for pair in caller.get(f"{run}/pairs").json["pairs"])
    people = caller.get(f"{programme}/participants").json["participants"]
    assert people
    assert all(person["name"] is None for person in people)
    assert caller.get(f"{run}/papers").status_code == 403


def test_what_is_found_in_a_workbook_of_several_sheets_is_told_with_its_sheet(caller: Caller) -> None:
    asked = load_programme(GYMNASIUM).get_base("pupils").questionnaire.questions
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, name in (("6А", "Пеналова Ирина Львовна"), ("6Б", "Линейкин Глеб Ильич")):
        page = book.create_sheet(title)
        page.append([question.text for question in asked])
        page.append([{"name": name, "organisation": "нет такой"}.get(question.key) for question in asked])
    held = io.BytesIO()
    book.save(held)
    file = {"data": held.getvalue(), "content_type": XLSX, "query_string": {"name": "классы.xlsx"}}
    told = caller.post(f"{new_programme(caller)}/imports", **file).json
    errors = [one for one in told["problems"] if one["severity"] == "error"]
    assert [(one["sheet"], one["row"]) for one in errors] == [("6А", 2), ("6Б", 2)]
    assert told["rows_bad"] == 2
