"""The tables other programs read: pairs.csv and unmatched.csv, by code, equal across versions of the software."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from service.view import Paper, RunView

PAIRS = ("form", "mentee", "mentor", "points", "certain", "origin")
PEER_GROUP = "peer-group"
PRIVATE = "private"
"""Folder of what concerns people of bases that are kept apart."""
UNMATCHED = ("mentee", "forms", "certain", "could_fit", "places_left")


def render_pairs(view: RunView) -> tuple[Paper, ...]:
    """Return pairs.csv, and private/pairs.csv for pairs with a person of a base that is kept apart.

    A group of peers is one row a member, with the first member in place of the mentor.
    """
    pairs = [
        (pair.form, pair.mentee, pair.mentor, str(pair.points), _known(pair.certain), pair.origin.value)
        for pair in view.pairs()
    ]
    peers = [
        (group.form, member, group.members[0], str(group.points), "", PEER_GROUP)
        for group in view.groups()
        for member in group.members[1:]
    ]
    return _parted(view, "pairs.csv", PAIRS, sorted(pairs + peers), lambda row: row[1:3])


def render_unmatched(view: RunView) -> tuple[Paper, ...]:
    """Return unmatched.csv: who has no mentor yet, how many could fit and how many of those have a place."""
    rows = [
        (
            person.mentee,
            " ".join(person.forms),
            _known(person.certain),
            str(person.funnel[-2].left if len(person.funnel) > 1 else 0),
            str(person.funnel[-1].left),
        )
        for person in view.unmatched()
    ]
    return _parted(view, "unmatched.csv", UNMATCHED, sorted(rows), lambda row: row[:1])


def read_table(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of pairs.csv or unmatched.csv of a folder, those kept apart included."""
    found: list[dict[str, str]] = []
    for path in (folder / name, folder / PRIVATE / name):
        if path.is_file() or path.parent == folder:
            found += parse_table(path.read_bytes())
    return found


def parse_table(content: bytes) -> list[dict[str, str]]:
    """Return the rows of one table."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def _parted(
    view: RunView,
    name: str,
    header: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    codes: Callable[[tuple[str, ...]], Iterable[str]],
) -> tuple[Paper, ...]:
    """Return the open table and, when it has rows, the one that is kept apart."""
    hidden = _kept_apart(view)
    apart = [row for row in rows if hidden.intersection(codes(row))]
    open_rows = [row for row in rows if not hidden.intersection(codes(row))]
    papers = (Paper(name, write_csv(header, open_rows)),)
    return (*papers, Paper(f"{PRIVATE}/{name}", write_csv(header, apart))) if apart else papers


def _kept_apart(view: RunView) -> frozenset[str]:
    bases = {base.key for base in view.programme.bases if base.private}
    return frozenset(person.code for person in view.answers.people if person.base in bases)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as Excel with a Russian locale opens it: UTF-8 with BOM, ``;``, CRLF."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _known(certain: bool | None) -> str:
    return "" if certain is None else "yes" if certain else "no"
