"""An earlier run as an input of the next: its pairs, its register, its declined pairs, its hand-filled bases."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from questionnaires.answers import EarlierPair, PairState
from questionnaires.finding import InputRefused, Severity
from questionnaires.reading import InputFile
from questionnaires.reading.findings import Findings
from questionnaires.reading.table import read_table
from service.folder.earlier_days import EarlierDays, read_days
from service.folder.manifest import ORDER, check_pairs, read_manifest
from service.folder.numbers import read_in_force
from service.folder.tables import parse_table
from service.view import SignedOrder

BASES = ("mentees.xlsx", "mentors.xlsx", "private/mentees.xlsx", "private/mentors.xlsx")
KEPT = ("run.json", "approval.json", ORDER, "people.csv", "pairs.csv", "mentees.xlsx", "mentors.xlsx")
"""What the next run needs of an earlier one, in the folder itself and in those of its organisations."""


def collect_previous(folder: Path) -> tuple[InputFile, ...]:
    """Return the files of an earlier run that decide a refresh, named by their path with ``~`` for ``/``.

    Raises
    ------
    Damaged
        When its manifest or its pairs were changed by hand; bases and the register may be.
    """
    check_pairs(folder, read_manifest(folder)["outputs"])
    below = (path.relative_to(folder) for path in folder.rglob("*") if path.name in KEPT and path.is_file())
    chosen = sorted(path for path in below if path.parts[0] != "inputs")
    files = tuple(
        InputFile(path.as_posix().replace("/", "~"), (folder / path).read_bytes()) for path in chosen
    )
    return files if (folder / ORDER).is_file() else (*files, *_orders_before(folder))


def _orders_before(folder: Path) -> Iterator[InputFile]:
    """Yield the order.json on which a run without an order of its own was built: its orders are in force still."""
    for path in sorted((folder / "inputs" / "previous").glob(f"*-{ORDER}")):
        yield InputFile(ORDER, path.read_bytes())


def read_orders(files: tuple[InputFile, ...]) -> dict[str, SignedOrder]:
    """Return the orders on pairs that were in force after the earlier run."""
    return next((read_in_force(file.content) for file in files if file.name == ORDER), {})


def read_previous(files: tuple[InputFile, ...]) -> tuple[EarlierPair, ...]:
    """Return the pairs of an earlier run with what has become of them."""
    by_name = {file.name: file.content for file in files}
    if "pairs.csv" not in by_name:
        return ()
    ended, days = _ended(by_name), read_days(by_name)
    rows = [row for name in ("pairs.csv", "private~pairs.csv") for row in parse_table(by_name.get(name, b""))]
    pairs = tuple(_pair(row, ended, days) for row in rows if row["mentor"])
    return pairs + tuple(_declined(by_name.get("run.json", b"{}")))


def earlier_bases(files: tuple[InputFile, ...], organisation: str = "") -> dict[str, bytes]:
    """Return path → earlier bases of the folder or of one organisation in it, those kept apart included."""
    prefix = f"{organisation}~" if organisation else ""
    bases = {f"{prefix}{path.replace('/', '~')}": path for path in BASES}
    return {bases[file.name]: file.content for file in files if file.name in bases}


def _pair(row: dict[str, str], ended: dict[str, date | None], days: EarlierDays) -> EarlierPair:
    couple = row["mentee"], row["mentor"]
    over = row["mentee"] in ended or couple in days.completed
    return EarlierPair(
        mentee=row["mentee"],
        mentor=row["mentor"],
        form=row["form"],
        state=PairState.ENDED if over else PairState.WORKING,
        began_on=days.began.get(couple),
        ended_on=ended.get(row["mentee"], days.completed.get(couple)),
        completed=couple in days.completed,
    )


def _declined(manifest: bytes) -> Iterator[EarlierPair]:
    for mentee, mentor in json.loads(manifest).get("declined", ()):
        yield EarlierPair(mentee=mentee, mentor=mentor, form="", state=PairState.DECLINED)


def _ended(by_name: dict[str, bytes]) -> dict[str, date | None]:
    """Return code → «Дата завершения» that the school wrote into its base; None for words that are no date.

    Raises
    ------
    InputRefused
        When a base cannot be opened: an end that stands there must not be passed over.
    """
    ended: dict[str, date | None] = {}
    findings = Findings()
    for name, content in by_name.items():
        if name.endswith("mentees.xlsx"):
            for sheet in read_table(InputFile(name.replace("~", "/"), content), findings):
                ended |= _ended_in([sheet.row(number) for number in range(sheet.height)])
    refused = [finding for finding in findings.all() if finding.severity is Severity.ERROR]
    if refused:
        raise InputRefused(refused)
    return ended


def _ended_in(rows: Sequence[Sequence[object]]) -> dict[str, date | None]:
    """Return the ends in one sheet; none when it has not the headers of a base."""
    header = next((row for row in rows if "Код" in row and "Дата завершения" in row), None)
    if header is None:
        return {}
    code, end = header.index("Код"), header.index("Дата завершения")
    below = rows[rows.index(header) + 1 :]
    return {str(row[code]): _day(row[end]) for row in below if str(row[end]).strip()}


def _day(cell: object) -> date | None:
    """Return a cell as a date: a date of Excel, or дд.мм.гггг as people type it."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    with suppress(ValueError):
        return datetime.strptime(str(cell).strip(" г."), "%d.%m.%Y").date()
    return None
