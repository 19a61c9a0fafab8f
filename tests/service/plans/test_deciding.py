"""«Выбыл» and «вернулся» bind a human: the latest word stands, under whichever code it was said."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from tenants import add_organisation, add_programme

from questionnaires.people import People, Person
from questionnaires.reading import write_people
from service.folder.request import Role
from service.personal.register import codes_of
from service.plans.deciding import Decision, DecisionRefused, decide
from service.store.blobs import put_blob
from service.store.programmes import Constraint, ConstraintKind, Import, ImportState, Participant, Programme
from service.store.store import Store
from service.store.users import Role as Who

TWINS = {"Н-001": "М-001", "М-001": "Н-001", "М-002": ""}


def programme_with(session: Session, own: str) -> Programme:
    """Return a programme whose register knows one human under two codes, and somebody else."""
    programme = add_programme(session)
    people = [
        Person(code=code, name="Пеналова Ирина Львовна", organisation=own, base="все", twin=twin)
        for code, twin in TWINS.items()
    ]
    register = put_blob(session, write_people(People(tuple(people))))
    kept = {"file_name": "people.csv", "state": ImportState.ACCEPTED, "content": register}
    session.add(Import(programme_id=programme.id, role=Role.PEOPLE.value, **kept))
    session.add_all(Participant(programme_id=programme.id, code=code) for code in TWINS)
    session.flush()
    return programme


def say(session: Session, programme: Programme, kind: ConstraintKind, code: str) -> list[Constraint]:
    same = codes_of(session, programme.id, code)
    return list(decide(session, programme, Decision(kind=kind, first=code), "Куратор", same=same).overtaken)


def test_who_leaves_under_one_code_comes_back_under_the_other(store: Store) -> None:
    own = add_organisation(store)
    with store.scope(own, Who.CURATOR) as session:
        programme = programme_with(session, own)
        assert say(session, programme, ConstraintKind.LEFT, "М-001") == []
        assert say(session, programme, ConstraintKind.LEFT, "М-002") == []
        assert [row.first for row in say(session, programme, ConstraintKind.RETURNED, "Н-001")] == ["М-001"]
        rows = session.execute(select(Constraint.kind, Constraint.first)).all()
        assert set(rows) == {(ConstraintKind.LEFT, "М-002"), (ConstraintKind.RETURNED, "Н-001")}


def test_who_left_under_one_code_has_left_already(store: Store) -> None:
    own = add_organisation(store)
    with store.scope(own, Who.CURATOR) as session:
        programme = programme_with(session, own)
        say(session, programme, ConstraintKind.LEFT, "М-001")
        with pytest.raises(DecisionRefused, match="exists already"):
            say(session, programme, ConstraintKind.LEFT, "Н-001")


def test_nobody_is_known_without_a_register(store: Store) -> None:
    own = add_organisation(store)
    with store.scope(own, Who.CURATOR) as session:
        assert codes_of(session, add_programme(session).id, "М-001") == ()
