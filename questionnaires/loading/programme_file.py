"""A programme file → a programme, or every fault of the file at once."""

from functools import lru_cache
from pathlib import Path

from questionnaires.finding import InputRefused
from questionnaires.loading.catalogue import CATALOGUE, find_programmes
from questionnaires.loading.expansion import Expansion
from questionnaires.loading.faults.consequences import without_consequences
from questionnaires.loading.faults.faults import fault, listed
from questionnaires.loading.toml import read_toml
from questionnaires.programme import Programme

KEPT = 16
"""Programmes kept as they were read, by their bytes: a service asks for the same few again and again."""


def load_programme(source: str | Path | bytes) -> Programme:
    """Return the programme of a file.

    Parameters
    ----------
    source
        Key of a ready programme (``"r2-gymnasium"``), a path to a file, or the bytes of one.

    Raises
    ------
    InputRefused
        With all faults of the file; `Finding.column` holds the place («form.peers.criterion.days»).
    """
    return _built(*_read(source))


@lru_cache(maxsize=KEPT)
def _built(file: str, content: bytes) -> Programme:
    # The schema is made when a file is read first: most commands read none, and it takes longest to load.
    from questionnaires.loading.building import build_programme
    from questionnaires.loading.references.references import check_references
    from questionnaires.loading.shape.checking import check_shape
    from questionnaires.loading.shape.schema import ProgrammeSchema

    expansion = Expansion(file, read_toml(content, file))
    written_out = expansion.programme()
    sound, faults = check_shape(ProgrammeSchema(), written_out, file)
    findings = [*expansion.findings, *faults, *check_references(sound, file)]
    if findings:
        raise InputRefused(without_consequences(findings))
    return build_programme(sound, content)


def _read(source: str | Path | bytes) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return "programme", source
    if isinstance(source, str) and source in find_programmes():
        path = CATALOGUE / "programmes" / f"{source}.toml"
        return path.name, path.read_bytes()
    path = Path(source)
    if not path.is_file():
        known = listed(find_programmes(), source)
        raise InputRefused([fault("no-such-file", "", path.name, found=path.name, known=known)])
    return path.name, path.read_bytes()
