"""What participants know is one plan at a time, whoever tells them and how many at once."""

import threading
from datetime import timedelta

from contract import check_problem
from http_sample import Caller, Service
from sqlalchemy import func, select, update

from service.plans.publishing import hold, publish
from service.store.base import now
from service.store.plans import Plan, Publication
from service.store.users import Role

SOON = 0.3


def _approved(caller: Caller, run: str) -> tuple[str, dict[str, str]]:
    plan = caller.post("/v1/plans", {"run_id": run.rsplit("/", 1)[1]})
    path, tag = plan.headers["Location"], {"If-Match": plan.headers["ETag"]}
    by = {"by": "Директор Карандашова Л. И."}
    return path, {"If-Match": caller.put(f"{path}/approval", by, headers=tag).headers["ETag"]}


def test_a_plan_told_again_after_another_is_what_participants_know(caller: Caller, run: str) -> None:
    (first, tag), (second, other) = _approved(caller, run), _approved(caller, run)
    assert caller.put(f"{first}/publication", headers=tag).json["published"]
    assert caller.put(f"{second}/publication", headers=other).json["published"]
    assert not caller.get(f"{first}/publication").json["published"]
    assert caller.delete(f"{first}/publication").status_code == 409
    assert caller.put(f"{first}/publication", headers=tag).json["published"]
    assert not caller.get(f"{second}/publication").json["published"]
    for path in (first, second, first):  # each recall brings back what was known before
        assert caller.get(f"{path}/publication").json["published"]
        assert caller.delete(f"{path}/publication").status_code == 204


def test_of_two_who_tell_at_once_the_second_finds_what_the_first_told(
    service: Service, caller: Caller, run: str
) -> None:
    path, tag = _approved(caller, run)
    answers: list[int] = []
    late = threading.Thread(
        target=lambda: answers.append(
            service.client(Role.HEAD).put(f"{path}/publication", headers=tag).status_code
        )
    )
    with service.store.scope(service.organisations["ours"], Role.HEAD) as session:
        plan = session.get_one(Plan, path.rsplit("/", 1)[1])
        hold(session, plan.programme_id)
        late.start()
        late.join(SOON)
        assert late.is_alive(), "it told participants beside somebody who was just doing so"
        publish(session, plan, "usr_1", timedelta(minutes=15))
    late.join()
    assert answers == [200]
    with service.store.whole(read_only=True) as session:
        count = select(func.count()).where(Publication.plan_id == path.rsplit("/", 1)[1])
        assert session.scalar(count) == 1
    assert caller.delete(f"{path}/publication").status_code == 204


def _know(caller: Caller, path: str) -> bool:
    return bool(caller.get(f"{path}/publication").json["published"])


def test_after_the_window_a_recall_is_refused_and_participants_know_the_plan(
    service: Service, caller: Caller, run: str
) -> None:
    path, tag = _approved(caller, run)
    told = caller.put(f"{path}/publication", headers=tag).json
    keys = {key["id"] for key in caller.get("/v1/api-keys").json["api_keys"]}
    assert told["published_by"] in keys
    with service.store.whole() as session:
        session.execute(update(Publication).values(recall_until=now() - timedelta(seconds=1)))
    answer = caller.delete(f"{path}/publication", headers={"Accept-Language": "en"})
    assert "the time is over" in check_problem(answer, 409, "wrong-state")["detail"]
    assert _know(caller, path)


def test_a_recall_that_is_sent_twice_recalls_once(service: Service, caller: Caller, run: str) -> None:
    """What participants knew before stays known, although the request comes again because its answer was lost."""
    (first, tag), (second, other) = _approved(caller, run), _approved(caller, run)
    caller.put(f"{first}/publication", headers=tag)
    caller.put(f"{second}/publication", headers=other)
    assert [caller.delete(f"{second}/publication").status_code for _ in range(2)] == [204, 409]
    assert (_know(caller, first), _know(caller, second)) == (True, False)
