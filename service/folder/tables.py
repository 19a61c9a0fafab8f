"""The tables other programs read: pairs.csv and unmatched.csv, by code, equal across versions of the software."""

import csv
import io
from collections.abc import Iterable, Sequence

from service.view import Paper, RunView

PAIRS = ("form", "mentee", "mentor", "points", "certain", "origin")
UNMATCHED = ("mentee", "forms", "certain", "could_fit", "places_left")


def render_pairs(view: RunView) -> Paper:
    """Return pairs.csv; a group of peers is one row a member, with the first member in place of the mentor."""
    pairs = [
        (pair.form, pair.mentee, pair.mentor, str(pair.points), _known(pair.certain), pair.origin.value)
        for pair in view.pairs()
    ]
    peers = [
        (group.form, member, group.members[0], str(group.points), "", "peer-group")
        for group in view.groups()
        for member in group.members[1:]
    ]
    return Paper("pairs.csv", write_csv(PAIRS, sorted(pairs + peers)))


def render_unmatched(view: RunView) -> Paper:
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
    return Paper("unmatched.csv", write_csv(UNMATCHED, sorted(rows)))


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as Excel with a Russian locale opens it: UTF-8 with BOM, ``;``, CRLF."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _known(certain: bool | None) -> str:
    return "" if certain is None else "yes" if certain else "no"
