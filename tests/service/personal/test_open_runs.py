"""A person may be erased only when no run of the programme reads the files any more."""

from typing import Any

import pytest
from http_sample import Caller, Service, bring_files, new_programme

from service.api.programmes import personal_data
from service.personal.destruction import open_runs
from service.runs import ledger
from service.store.run_states import RunOutcome, State
from service.store.runs import Run
from service.store.users import Role


@pytest.fixture
def caller(own_service: Service) -> Caller:
    return own_service.client(Role.CURATOR)


@pytest.fixture
def programme(own_service: Service, caller: Caller) -> str:
    path = new_programme(caller)
    bring_files(own_service, path)
    return path


@pytest.fixture
def person(caller: Caller, programme: str) -> str:
    people = caller.get(f"{programme}/participants").json["participants"]
    return f"{programme}/participants/{people[0]['id']}"


def start(service: Service, caller: Caller, programme: str) -> str:
    """Accept a run that nobody carries; return its id."""
    answer = caller.post(f"{programme}/runs")
    assert answer.status_code == 202, answer.text
    service.runs.waiting.clear()
    return str(answer.json["id"])


def begin(service: Service, run: str) -> None:
    with service.store.whole() as session:
        assert ledger.begin(session, run, "wrk_1") is not None


def row(service: Service, run: str) -> Run:
    with service.store.whole(read_only=True) as session:
        return session.get_one(Run, run)


def test_open_are_the_unfinished_runs_of_this_programme_alone(
    own_service: Service, caller: Caller, programme: str
) -> None:
    other = new_programme(caller)
    bring_files(own_service, other)
    waits, goes, ended, elsewhere = (
        start(own_service, caller, one) for one in (programme, programme, programme, other)
    )
    begin(own_service, goes)
    with own_service.store.whole() as session:
        assert ledger.ask_to_end(session, ended, ledger.Ask.CANCEL)
    with own_service.store.whole(read_only=True) as session:
        assert open_runs(session, programme.rsplit("/", 1)[1]) == sorted([waits, goes])
        assert open_runs(session, other.rsplit("/", 1)[1]) == [elsewhere]


def test_an_erasure_ends_the_runs_that_go_on_and_waits_for_those_with_a_solver(
    own_service: Service, caller: Caller, programme: str, person: str
) -> None:
    other = new_programme(caller)
    bring_files(own_service, other)
    waits, goes, elsewhere = (start(own_service, caller, one) for one in (programme, programme, other))
    begin(own_service, goes)
    refused = caller.delete(person)
    assert (refused.status_code, refused.headers["Retry-After"]) == (409, "5")
    assert row(own_service, waits).outcome is RunOutcome.CANCELLED
    assert (row(own_service, goes).state, row(own_service, goes).stop_asked) == (State.STOPPING, "cancel")
    assert row(own_service, elsewhere).state is State.CREATED
    assert caller.get(person).status_code == 200, "nothing was taken from under the solver"
    with own_service.store.whole() as session:
        assert ledger.finish(session, goes, row(own_service, goes).attempt, ledger.CANCELLED, {})
    assert caller.delete(person).status_code == 200
    assert caller.get(person).status_code == 410
    assert row(own_service, elsewhere).state is State.CREATED


def test_a_run_accepted_while_the_person_is_looked_for_keeps_the_person(
    own_service: Service, caller: Caller, programme: str, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for = personal_data.find_person

    def meanwhile(*given: Any) -> Any:
        found = looked_for(*given)
        start(own_service, own_service.client(Role.CURATOR), programme)
        return found

    monkeypatch.setattr(personal_data, "find_person", meanwhile)
    assert caller.delete(person).status_code == 409
    monkeypatch.undo()
    assert caller.get(person).status_code == 200
    assert caller.delete(person).status_code == 200, "asked again, the new run ends first"
