"""What a run says of itself: the same to who polls and who listens, in the language asked for."""

from collections.abc import Iterator

import pytest
from contract import check_problem
from http_sample import CSV, Caller, Service, new_programme

from questionnaires.wording import Wording
from service.runs.solving.verdict import said
from service.store.run_states import RunOutcome, State
from service.store.runs import Run
from service.store.users import Role

STREAM = "text/event-stream"
WHY = Wording("Нужно 12 мест, есть 9.", "12 places are needed, there are 9.")


@pytest.fixture
def impossible(service: Service, caller: Caller) -> str:
    """Return a run of which no choice satisfies the musts."""
    owner = new_programme(caller).rsplit("/", 1)[1]
    with service.store.whole() as session:
        run = Run(
            organisation_id=service.organisations["ours"],
            programme_id=owner,
            problems=[said("conflict", WHY)],
        )
        session.add(run)
        session.flush()
        run.state, run.outcome = State.FINISHED, RunOutcome.INFEASIBLE
    return f"/v1/runs/{run.id}"


@pytest.fixture
def waiting(caller: Caller, programme: str) -> Iterator[str]:
    """Yield a run that waits."""
    path = caller.post(f"{programme}/runs").headers["Location"]
    yield path
    caller.post(f"{path}/cancel")


@pytest.mark.parametrize(("spoken", "told"), [("ru", WHY.ru), ("en", WHY.en)])
def test_an_infeasible_run_names_its_conflicts_in_the_clients_language(
    caller: Caller, impossible: str, spoken: str, told: str
) -> None:
    run = caller.get(impossible, headers={"Accept-Language": spoken}).json
    assert [(one["code"], one["detail"]) for one in run["conflicts"]] == [("conflict", told)]
    assert run["problems"] == run["conflicts"]


def test_a_conflict_of_people_kept_apart_is_told_to_the_curator_only(
    service: Service, caller: Caller, impossible: str
) -> None:
    with service.store.whole() as session:
        run = session.get_one(Run, impossible.rsplit("/", 1)[1])
        named = Wording("Н-001 и М-002: «{x}».", "Н-001 and М-002: “{x}”.")
        hidden = Run(
            organisation_id=run.organisation_id,
            programme_id=run.programme_id,
            problems=[said("conflict", named) | {"apart": True}, said("conflict", WHY)],
        )
        session.add(hidden)
        session.flush()
        hidden.state, hidden.outcome = State.FINISHED, RunOutcome.INFEASIBLE
        path = f"/v1/runs/{hidden.id}"
    assert "Н-001" in caller.get(path).text
    viewer = service.client(Role.VIEWER).get(path)
    assert "Н-001" not in viewer.text
    assert "apart" not in viewer.json["problems"][0]
    assert len(viewer.json["conflicts"]) == 2


def test_who_listens_again_hears_only_what_is_new_and_always_the_end(
    caller: Caller, waiting: str, run: str
) -> None:
    def hear(path: str, last: str) -> str:
        headers = {"Accept": STREAM, "Last-Event-ID": last}
        return str(caller.get(f"{path}/events?seconds=0", headers=headers).text)

    first = hear(waiting, "")
    known = first.split("\n", 1)[0].removeprefix("id: ")
    assert hear(waiting, known) == ""
    assert [hear(waiting, other) for other in ("0", "١", "x" * 900)] == [first] * 3
    end = hear(run, "")
    assert hear(run, end.split("\n", 1)[0].removeprefix("id: ")) == end


def test_an_earlier_run_is_named_and_not_uploaded(caller: Caller, programme: str) -> None:
    """A table uploaded as one would bypass the approval that its pairs need."""
    query = {"name": "pairs.csv", "role": "previous"}
    answer = caller.post(f"{programme}/imports", data=b"a;b\n", content_type=CSV, query_string=query)
    body = check_problem(answer, 422, "invalid")
    assert [one["pointer"] for one in body["errors"]] == ["/query/role"]
