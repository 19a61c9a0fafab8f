"""Plans over HTTP: moves with their effect, undo, approval, orders, telling participants."""

import io
import zipfile
from collections import Counter
from typing import Any

from http_sample import Caller, Service

from service.store.users import Role

BY = {"by": "Директор Карандашова Л. И."}


def _plan(caller: Caller, run: str) -> tuple[str, dict[str, Any], str]:
    answer = caller.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1], "title": "Вариант"})
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"], answer.json, answer.headers["ETag"]


def test_a_plan_begins_as_the_run_and_only_the_curator_sees_who_is_kept_apart(
    service: Service, caller: Caller, run: str
) -> None:
    path, plan, _ = _plan(caller, run)
    pairs = caller.get(f"{run}/pairs", query_string={"limit": 200}).json["pairs"]
    assert plan["violations"] == []
    open_pairs = {(pair["mentee"], pair["mentor"]) for pair in pairs}
    assert {(pair["mentee"], pair["mentor"]) for pair in plan["pairs"]} > open_pairs
    viewer = service.client(Role.VIEWER)
    assert {(one["mentee"], one["mentor"]) for one in viewer.get(path).json["pairs"]} == open_pairs
    apart = {pair["mentee"] for pair in plan["pairs"]} - {mentee for mentee, _ in open_pairs}
    reasons = viewer.get(f"{run}/pairs/reasons").text
    assert not any(code in reasons for code in apart)
    assert not any("private" in name for name in viewer.get(f"{run}/papers").json["papers"])
    assert viewer.get(f"{run}/papers/content?path=private/pairs.csv").status_code == 404


def test_a_move_is_weighed_made_and_taken_back(caller: Caller, run: str) -> None:
    path, plan, tag = _plan(caller, run)
    pair = plan["pairs"][0]
    alone = {"steps": [{"mentee": pair["mentee"], "mentor": ""}]}
    dry = caller.post(f"{path}/moves?dry_run=true", alone)
    assert (dry.status_code, dry.json["made"]) == (200, False), dry.text
    assert dry.json["effect"]["points"] == -pair["points"]
    made = caller.post(f"{path}/moves", alone, headers={"If-Match": tag})
    assert made.json["made"]
    assert made.headers["ETag"] != tag
    now = caller.get(path)
    assert now.json["points"] == plan["points"] - pair["points"]
    assert len(now.json["moves"]) == 1
    back = caller.patch(path, {"undo": True}, headers={"If-Match": now.headers["ETag"]})
    assert back.json["pairs"] == plan["pairs"]
    assert back.json["moves"] == []


def test_a_move_taken_back_is_made_again_and_a_new_one_ends_that(caller: Caller, run: str) -> None:
    path, plan, tag = _plan(caller, run)
    first, second = ({"steps": [{"mentee": pair["mentee"]}]} for pair in plan["pairs"][:2])
    tag = caller.post(f"{path}/moves", first, headers={"If-Match": tag}).headers["ETag"]
    moved = caller.get(path).json
    [kept] = moved["moves"]
    assert kept["effect"] == {"people": -1, "pairs": -1, "points": -plan["pairs"][0]["points"]}
    assert moved["from_run"]["points"] == kept["effect"]["points"]
    assert moved["provenance"] == {"run": run.rsplit("/", 1)[1], "by_hand": False}
    back = caller.patch(path, {"undo": True}, headers={"If-Match": tag})
    assert back.json["may_redo"]
    again = caller.patch(path, {"redo": True}, headers={"If-Match": back.headers["ETag"]})
    told = ("pairs", "points", "moves", "unmatched", "from_run")
    assert [again.json[name] for name in told] == [moved[name] for name in told]
    tag = again.headers["ETag"]
    assert caller.patch(path, {"redo": True}, headers={"If-Match": tag}).status_code == 409
    both = caller.patch(path, {"undo": True, "redo": True}, headers={"If-Match": tag})
    assert both.json["errors"][0]["pointer"] == "/redo"
    tag = caller.patch(path, {"undo": True}, headers={"If-Match": tag}).headers["ETag"]
    tag = caller.post(f"{path}/moves", second, headers={"If-Match": tag}).headers["ETag"]
    assert caller.patch(path, {"redo": True}, headers={"If-Match": tag}).status_code == 409


def test_a_move_that_breaks_a_rule_is_weighed_but_never_made(caller: Caller, run: str) -> None:
    path, plan, tag = _plan(caller, run)
    pairs = plan["pairs"]
    form = Counter(pair["form"] for pair in pairs).most_common(1)[0][0]
    inside = [pair for pair in pairs if pair["form"] == form]
    mentor, others = inside[0]["mentor"], [pair["mentee"] for pair in inside[1:]]
    crowd = {"steps": [{"mentee": code, "mentor": mentor, "form": form} for code in others]}
    weighed = caller.post(f"{path}/moves?dry_run=true", crowd).json["effect"]
    assert weighed["violations"]
    refused = caller.post(f"{path}/moves", crowd, headers={"If-Match": tag})
    assert refused.status_code == 422
    assert {(one["pointer"], one["code"]) for one in refused.json["errors"]} == {("/steps", "violation")}
    assert caller.get(path).headers["ETag"] == tag


def test_edits_need_the_present_version(caller: Caller, run: str) -> None:
    path, _, _ = _plan(caller, run)
    assert caller.patch(path, {"title": "Другой"}).status_code == 428
    assert caller.patch(path, {"title": "Другой"}, headers={"If-Match": '"999"'}).status_code == 412


def test_candidates_show_what_each_would_do(caller: Caller, run: str) -> None:
    path, plan, _ = _plan(caller, run)
    found = caller.get(f"{path}/candidates", query_string={"mentee": plan["pairs"][0]["mentee"]})
    assert found.status_code == 200, found.text
    assert len(found.json["candidates"]) <= 5
    for one in found.json["candidates"]:
        weighed = caller.post(f"{path}/moves?dry_run=true", {"steps": one["steps"]})
        assert weighed.json["effect"] == one["effect"]
    unknown = caller.get(f"{path}/candidates?mentee=nobody")
    assert (unknown.status_code, unknown.json["errors"][0]["pointer"]) == (422, "/query/mentee")


def test_no_order_before_a_named_person_approves(caller: Caller, service: Service, run: str) -> None:
    path, plan, tag = _plan(caller, run)
    assert caller.get(f"{path}/orders").status_code == 409
    curator = service.client(Role.CURATOR)
    assert curator.put(f"{path}/approval", BY, headers={"If-Match": tag}).status_code == 403
    approved = caller.put(f"{path}/approval", BY, headers={"If-Match": tag})
    assert approved.status_code == 200, approved.text
    headers = {"Accept": "application/zip"}
    query = {"number": "47-ОД", "date": "2026-09-21"}
    orders = caller.get(f"{path}/orders", headers=headers, query_string=query)
    assert orders.status_code == 200, orders.text
    names = zipfile.ZipFile(io.BytesIO(orders.data)).namelist()
    assert any(name.startswith("orders/") and name.endswith(".docx") for name in names)
    steps = {"steps": [{"mentee": plan["pairs"][0]["mentee"]}]}
    locked = caller.post(f"{path}/moves", steps, headers={"If-Match": approved.headers["ETag"]})
    assert locked.status_code == 409


def test_participants_are_told_the_difference_and_it_can_be_recalled(caller: Caller, run: str) -> None:
    path, _, tag = _plan(caller, run)
    assert caller.put(f"{path}/publication", headers={"If-Match": tag}).status_code == 409
    tag = caller.put(f"{path}/approval", BY, headers={"If-Match": tag}).headers["ETag"]
    before = caller.get(f"{path}/publication").json
    assert not before["published"]
    told = {(pair["mentee"], pair["mentor"]) for pair in before["begun"]}
    open_pairs = caller.get(f"{run}/pairs?limit=200").json["pairs"]
    assert told == {(pair["mentee"], pair["mentor"]) for pair in open_pairs}, (
        "who is kept apart is told in person"
    )
    told = caller.put(f"{path}/publication", headers={"If-Match": tag})
    assert told.status_code == 200, told.text
    assert told.json["published"]
    assert caller.delete(f"{path}/publication").status_code == 204
    assert not caller.get(f"{path}/publication").json["published"]
    assert caller.delete(f"{path}/publication").status_code == 409


def test_a_hand_made_plan_is_scored_against_the_rules(caller: Caller, run: str) -> None:
    _, plan, _ = _plan(caller, run)
    first = plan["pairs"][0]
    pairs = [{name: first[name] for name in ("form", "mentee", "mentor")}]
    made = caller.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1], "pairs": pairs})
    assert made.status_code == 201, made.text
    assert made.json["points"] == first["points"]
    assert made.json["provenance"]["by_hand"]
    assert made.json["from_run"]["pairs"] == 1 - len(plan["pairs"])
    assert len(made.json["pairs"]) == 1
    tag = made.headers["ETag"]
    assert (
        caller.patch(made.headers["Location"], {"undo": True}, headers={"If-Match": tag}).status_code == 409
    )


def test_a_hand_made_plan_says_what_it_breaks_and_is_not_approved(caller: Caller, run: str) -> None:
    _, plan, _ = _plan(caller, run)
    form = Counter(pair["form"] for pair in plan["pairs"]).most_common(1)[0][0]
    inside = [pair for pair in plan["pairs"] if pair["form"] == form]
    crowd = [{"form": form, "mentee": pair["mentee"], "mentor": inside[0]["mentor"]} for pair in inside]
    made = caller.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1], "pairs": crowd})
    assert made.status_code == 201, made.text
    assert len(made.json["pairs"]) == len(crowd)
    assert made.json["violations"]
    headers = {"If-Match": made.headers["ETag"]}
    assert caller.put(f"{made.headers['Location']}/approval", BY, headers=headers).status_code == 422


def test_equal_plans_give_equal_orders_however_they_came_about(caller: Caller, run: str) -> None:
    def orders(*moves: dict[str, Any]) -> dict[str, str]:
        path, _, tag = _plan(caller, run)
        for one in moves:
            tag = caller.post(f"{path}/moves", one, headers={"If-Match": tag}).headers["ETag"]
        assert caller.put(f"{path}/approval", BY, headers={"If-Match": tag}).status_code == 200
        papers: dict[str, str] = caller.get(f"{path}/orders").json["papers"]
        return papers

    _, plan, _ = _plan(caller, run)
    first, second = ({"steps": [{"mentee": pair["mentee"]}]} for pair in plan["pairs"][:2])
    assert orders(first, second) == orders(second, first)
    assert orders(first) != orders(second)
