"""What the command makes of a run that the service holds: the same bytes are expected of API and pages."""

import io
import zipfile
from datetime import date
from pathlib import Path

from service.folder.approve import approve
from service.folder.make import make
from service.folder.order import number_order
from service.folder.request import Request
from service.folder.write import write_run
from service.runs.accept import get_request
from service.store.store import Store


def written_by_command(request: Request) -> dict[str, bytes]:
    """Return the files of the folder that the command writes."""
    return dict(request.inputs()) | {paper.path: paper.content for paper in make(request).papers}


def completed_by_command(
    store: Store, run: str, folder: Path, *, by: str, numbered: tuple[str, str], ended: tuple[str, str]
) -> dict[str, bytes]:
    """Return the papers of a run approved, numbered and completed by the command's own functions.

    Parameters
    ----------
    run
        Id of the run.
    folder
        Where the folder of the run is written; no such folder may be there.
    numbered, ended
        Numbers and date of the orders that begin the pairs, and of those that end them.
    """
    with store.whole(read_only=True) as session:
        request = get_request(session, run)
    write_run(folder, request, make(request).papers)
    approve(folder, by=by)
    number_order(folder, numbered[0], date.fromisoformat(numbered[1]))
    number_order(folder, ended[0], date.fromisoformat(ended[1]), completion=True)
    paths = (path for path in folder.rglob("*") if path.is_file() and "inputs" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the files of an archive that was downloaded."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
