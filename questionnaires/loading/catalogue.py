"""The files of the catalogue: questionnaires, forms, consents and ready programmes that come with the project."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from questionnaires.loading.toml import Table, read_toml

CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue"

BANKS = ("questions", "options", "criteria", "forms", "consents", "orders")
"""Files of the catalogue that hold many entries, each a table named by its key."""


def find_programmes() -> tuple[str, ...]:
    """Return the keys of the ready programmes, in the order of their road maps."""
    return tuple(sorted(path.stem for path in (CATALOGUE / "programmes").glob("*.toml")))


def find_questionnaires() -> tuple[str, ...]:
    """Return the keys of the questionnaires of the catalogue."""
    return tuple(sorted(path.stem for path in (CATALOGUE / "questionnaires").glob("*.toml")))


@cache
def get_bank(name: str) -> Table:
    """Return all entries of one bank; nobody may change what is returned."""
    return read_toml((CATALOGUE / f"{name}.toml").read_bytes(), f"{name}.toml")


@cache
def get_questionnaire_table(key: str) -> Table:
    """Return a questionnaire of the catalogue as it is written; nobody may change what is returned."""
    return read_toml((CATALOGUE / "questionnaires" / f"{key}.toml").read_bytes(), f"{key}.toml")


def catalogue_digest(keys: Iterable[str] | None = None) -> str:
    """Return the SHA-256 of what programmes take from the catalogue.

    Parameters
    ----------
    keys
        Keys of the questionnaires that count; all of them by default. The banks always count. The programmes do
        not: each is recorded by its own bytes.

    Returns
    -------
    str
        Hexadecimal digest over the names and bytes of the files, in the order of the names.
    """
    chosen = find_questionnaires() if keys is None else keys
    files = [CATALOGUE / f"{name}.toml" for name in BANKS]
    files += [CATALOGUE / "questionnaires" / f"{key}.toml" for key in chosen]
    digest = hashlib.sha256()
    for path in sorted(set(files), key=lambda path: path.relative_to(CATALOGUE).as_posix()):
        name, content = path.relative_to(CATALOGUE).as_posix().encode(), path.read_bytes()
        digest.update(b"%d %s %d " % (len(name), name, len(content)) + content)
    return digest.hexdigest()
