"""An accepted run: its inputs are fixed as bytes in the transaction that hands it over."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.folder.request import Request
from service.runs.files import name_files
from service.runs.inputs import request_from
from service.runs.port import Runs
from service.store.base import now
from service.store.blobs import get_blob, get_blobs, put_blobs
from service.store.runs import Run, RunInput, RunResult


def accept_run(
    session: Session, runs: Runs, programme_id: str, request: Request, *, created_by: str | None = None
) -> Run:
    """Record a run with its inputs and hand it over, all in the caller's transaction.

    Parameters
    ----------
    request
        Its files, or their digests in their place (`service.store.blobs.Kept`).

    Raises
    ------
    QueueFull
        When too many runs wait; the caller rolls back.
    Gone
        When a file of which only the digest is given has gone meanwhile; the caller rolls back.
    """
    # The moment is set here: a run and its place in the queue have one order.
    run = Run(
        programme_id=programme_id,
        options=request.options.data(),
        created_by=created_by,
        created_at=now(),
    )
    session.add(run)
    session.flush()
    name_files(session, RunInput, run, put_blobs(session, dict(request.inputs())))
    runs.enqueue(session, run.id)
    return run


def get_request(session: Session, run_id: str) -> Request:
    """Return what a run was asked; raise `KeyError` when its inputs are gone."""
    run = session.get(Run, run_id)
    if run is None:
        raise KeyError(run_id)
    return request_from(_contents(session, _digests(session, RunInput, run_id)), run.options)


def get_result(session: Session, run_id: str, path: str) -> bytes:
    """Return one file of a finished run's folder; raise `KeyError` when there is none of this name."""
    for table in (RunResult, RunInput):
        digest = session.scalar(select(table.digest).where(table.run_id == run_id, table.path == path))
        if digest is not None:
            return get_blob(session, digest)
    raise KeyError(path)


def get_folder(session: Session, run_id: str) -> dict[str, bytes]:
    """Return path → bytes of the whole folder of a run, as the command would have written it."""
    return _contents(session, list_folder(session, run_id))


def list_folder(session: Session, run_id: str) -> dict[str, str]:
    """Return path → SHA-256 of everything in the folder of a run."""
    digests = _digests(session, RunInput, run_id) | _digests(session, RunResult, run_id)
    return dict(sorted(digests.items()))


def _digests(session: Session, table: type[RunInput | RunResult], run_id: str) -> dict[str, str]:
    rows = session.execute(select(table.path, table.digest).where(table.run_id == run_id))
    return {row.path: row.digest for row in rows}


def _contents(session: Session, digests: dict[str, str]) -> dict[str, bytes]:
    contents = get_blobs(session, set(digests.values()))
    return {path: contents[digest] for path, digest in digests.items()}
