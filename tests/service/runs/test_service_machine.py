"""Runs, decisions, plans and publications in any order against the real service, killed in between: a model agrees."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from any_order import KEEPS, PARTS, AnyOrder
from asking import Asking
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from storm import environment, new_storm

from service.access.keys import hash_key, new_key
from service.store.store import Store
from service.store.users import ApiKey, Role

EXAMPLES = int(os.environ.get("MATCHER_MACHINES", "1"))
"""How many orders of events; `make machine-service` tries far more."""
STEPS = 8


@pytest.fixture
def machine(database: str, store: Store, tmp_path: Path) -> Iterator[type[AnyOrder]]:
    """Give the machine with a service that is up, on each kind of database."""
    storm, head = new_storm(store, environment(tmp_path, database)), new_key()
    with store.scope(storm.organisation, Role.CURATOR) as session:
        session.add(ApiKey(organisation_id=storm.organisation, digest=hash_key(head), role=Role.HEAD))
    storm.start_web()
    storm.start_worker()
    AnyOrder.storm, AnyOrder.asking = storm, Asking(storm, head)
    yield AnyOrder
    storm.end()


def tell_a_story(one: AnyOrder) -> None:
    """Let everything happen once, in the order in which people do it, with kills in between."""
    one.begin()
    one.start_a_run()
    one.kill("worker")
    one.start_it_again(0)
    one.wait_for_a_run(0)
    for which, kind in enumerate((*KEEPS, *PARTS)):
        one.decide(which, kind)
    one.kill("web")
    one.take_a_decision_back()
    one.start_a_run()
    one.kill("solver")
    one.wait_for_a_run(1)
    one.copy_into_a_plan(0)
    one.part_a_pair(0, stale=True)
    one.part_a_pair(0, stale=False)
    one.undo(0)
    one.tell_participants(0)
    one.approve(0)
    one.kill("web")
    for _ in range(2):
        one.tell_participants(0)
        one.recall(0)
    one.tell_participants(0)
    one.start_a_run()
    one.end_a_run(2, "cancel")
    assert (len(one.runs), len(one.approved), len(one.published)) == (3, 1, 1)
    assert len(one.decisions) == len((*KEEPS, *PARTS)) - 1
    one.teardown()


def test_a_model_of_the_service_agrees_with_it_however_often_it_is_killed(machine: type[AnyOrder]) -> None:
    tell_a_story(machine())
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
