"""What the store keeps of moves: taking back and making again give exactly the plan there was."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from tenants import add_organisation, add_programme

from service.child.planning import stand, weigh
from service.folder.request import Request
from service.plans import notes
from service.plans.draft import Move, Step
from service.store import schema
from service.store.plans import Plan, PlanMove
from service.store.store import Store
from service.store.users import Role

UNDO, REDO = "undo", "redo"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('notes') / 'notes.db'}")
    schema.upgrade(store.engine)
    with store.scope(add_organisation(store), Role.CURATOR) as session:
        yield session
    store.close()


DEEDS = st.lists(st.integers(0, 99) | st.sampled_from([UNDO, REDO]), max_size=8)
"""A number stands for taking the mentee of that pair out, counted round and round."""


@settings(max_examples=25, deadline=None)
@given(deeds=DEEDS)
def test_undo_and_redo_walk_through_the_very_same_plans(
    gymnasium_request: Request, opened: Session, deeds: list[int | str]
) -> None:
    start = stand(gymnasium_request, [])
    plan = _plan(opened, start)
    shown, place = [_shown(start)], 0
    codes = [pair["mentee"] for pair in start["pairs"]]
    for deed in deeds:
        if deed == UNDO:
            assert notes.undo(opened, plan) == (place > 0)
            place = max(place - 1, 0)
        elif deed == REDO:
            again = notes.find_undone(opened, plan)
            assert (again is not None) == (place < len(shown) - 1)
            if again is not None:
                notes.redo(opened, plan, stand(gymnasium_request, notes.moves_with(opened, plan, again)))
                place += 1
        else:
            move = Move(steps=(Step(mentee=codes[int(deed) % len(codes)]),))
            weighed = weigh(gymnasium_request, notes.moves_of(opened, plan), move)
            notes.add_move(opened, plan, move, weighed, "usr_1")
            shown, place = [*shown[: place + 1], _shown(weighed)], place + 1
        opened.flush()
        assert (plan.pairs, plan.objective) == shown[place]
        assert _shown(stand(gymnasium_request, notes.moves_of(opened, plan))) == shown[place]


def test_a_move_keeps_its_author_and_what_it_brought(gymnasium_request: Request, opened: Session) -> None:
    start = stand(gymnasium_request, [])
    plan = _plan(opened, start)
    move = Move(steps=(Step(mentee=start["pairs"][0]["mentee"]),))
    notes.add_move(opened, plan, move, weigh(gymnasium_request, [], move), "usr_1")
    opened.flush()
    [row] = notes.rows_of(opened, plan)
    assert isinstance(row, PlanMove)
    assert (row.author, row.effect) == (
        "usr_1",
        {"people": -1, "pairs": -1, "points": -start["pairs"][0]["points"]},
    )


def _plan(session: Session, start: dict[str, Any]) -> Plan:
    plan = Plan(programme_id=add_programme(session).id)
    notes.keep(plan, start)
    session.add(plan)
    session.flush()
    return plan


def _shown(stands: dict[str, Any]) -> tuple[list[Any], int]:
    return stands["pairs"], stands["points"]
