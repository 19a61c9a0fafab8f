"""Invented organisations with a programme each, for tests of the store and of runs."""

from sqlalchemy.orm import Session

from service.store.blobs import put_blob
from service.store.organisation import Organisation
from service.store.programmes import Programme
from service.store.runs import Run
from service.store.store import Store
from service.store.users import Role


def add_organisation(store: Store, title: str = "Школа «Кедр»") -> str:
    with store.whole() as session:
        organisation = Organisation(title=title)
        session.add(organisation)
        session.flush()
        return organisation.id


def add_programme(session: Session, content: bytes = b"{}") -> Programme:
    programme = Programme(title="Вместе", content=put_blob(session, content))
    session.add(programme)
    session.flush()
    return programme


def add_run(store: Store, organisation: str) -> str:
    """Add a run with one input and without a place in any queue."""
    from service.store.runs import RunInput

    with store.scope(organisation, Role.CURATOR) as session:
        run = Run(programme_id=add_programme(session).id)
        session.add(run)
        session.flush()
        session.add(RunInput(run_id=run.id, path="inputs/programme.json", digest=put_blob(session, b"{}")))
        return run.id
