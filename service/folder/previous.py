"""An earlier run as an input of the next: its pairs, its register, its declined pairs, its hand-filled bases."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from questionnaires.answers import EarlierPair, PairState
from questionnaires.finding import InputRefused, Severity
from questionnaires.reading import InputFile
from questionnaires.reading.cells.cell import text_of
from questionnaires.reading.cells.dates import read_date
from questionnaires.reading.findings import Findings
from questionnaires.reading.list_forms import LEFT
from questionnaires.reading.messages.message import Message
from questionnaires.reading.sheet import Sheet
from questionnaires.reading.table import read_table
from questionnaires.wording import Wording
from service.folder.earlier_days import EarlierDays, read_days
from service.folder.manifest import (
    APPROVAL,
    CHANGED,
    ORDER,
    RUN,
    Damaged,
    check_pairs,
    checksum,
    read_manifest,
)
from service.folder.numbers import read_in_force
from service.folder.tables import parse_table
from service.view import SignedOrder

BASES = ("mentees.xlsx", "mentors.xlsx", "private/mentees.xlsx", "private/mentors.xlsx")
KEPT = ("run.json", "approval.json", ORDER, "people.csv", "pairs.csv", "mentees.xlsx", "mentors.xlsx")
"""What the next run needs of an earlier one, in the folder itself and in those of its organisations."""
NOT_WORKING = Wording(
    "Подбор в папке {folder} не утверждён: его пары — предложение и ещё не работают. Если люди согласны, сначала "
    "matcher approve {folder} --by ИМЯ. Если подбор надо повторить, передайте без --previous реестр --people "
    "{folder}/people.csv и решения --locks, --verdicts.",
    "The run in {folder} is not approved: its pairs are a proposal and do not work yet. If people agree, first "
    "matcher approve {folder} --by NAME. To make the run again, leave out --previous and give the register --people "
    "{folder}/people.csv and the decisions --locks, --verdicts.",
)


CODE, END, RESULT = "Код", "Дата завершения", "Результаты"
NO_DAY = Message(
    Severity.ERROR,
    "end-unreadable",
    "«{found}» — не дата: неизвестно, по какой день работала пара.",
    "“{found}” is no date: it is not known till when the pair worked.",
    "Впишите последний день пары: ДД.ММ.ГГГГ; почему она завершилась — в столбец «Результаты».",
    "Write the last day of the pair as DD.MM.YYYY, and why it ended into the column «Результаты».",
)


class NotWorking(Exception):  # noqa: N818 - named for what a person sees
    """Nobody has approved the run, so its pairs do not work yet and there is nothing to refresh."""

    def __init__(self, folder: Path) -> None:
        self.why = NOT_WORKING.format(folder=folder)
        super().__init__(self.why.en)


def check_working(folder: Path) -> None:
    """Raise `NotWorking` unless somebody has approved the run of a folder.

    Raises
    ------
    Damaged
        When the approval is of another run.
    """
    if not (folder / APPROVAL).is_file():
        raise NotWorking(folder)
    if read_manifest(folder, APPROVAL)["follows"] != checksum((folder / RUN).read_bytes()):
        raise Damaged(folder, {APPROVAL: CHANGED.format(path=APPROVAL)})


def collect_previous(folder: Path) -> tuple[InputFile, ...]:
    """Return the files of an earlier run that decide a refresh, named by their path with ``~`` for ``/``.

    Raises
    ------
    Damaged
        When its manifest or its pairs were changed by hand; bases and the register may be.
    """
    return previous_files(kept_files(folder))


def kept_files(folder: Path) -> dict[str, bytes]:
    """Return path → bytes of what the next run needs of a run's folder.

    Raises
    ------
    Damaged
        When its manifest or its pairs were changed by hand.
    """
    check_pairs(folder, read_manifest(folder)["outputs"])
    below = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path: (folder / path).read_bytes() for path in sorted(below) if _is_kept(path) or _is_order(path)}


def previous_files(earlier: Mapping[str, bytes]) -> tuple[InputFile, ...]:
    """Return the files of an earlier run, path → bytes, as the inputs of the next one are named.

    A run without an order of its own was built on the order of the one before it, which is in force still.
    """
    paths = sorted(PurePosixPath(path) for path in earlier)
    files = [InputFile("~".join(path.parts), earlier[str(path)]) for path in paths if _is_kept(str(path))]
    if ORDER not in earlier:
        files += [InputFile(ORDER, earlier[str(path)]) for path in paths if _is_order(str(path))]
    return tuple(files)


def _is_kept(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return parts[-1] in KEPT and parts[0] != "inputs"


def _is_order(path: str) -> bool:
    """Whether it is the order.json of the run before, among the inputs."""
    return path.startswith("inputs/previous/") and path.endswith(f"-{ORDER}")


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


class End(NamedTuple):
    """What a school wrote into its base of a pair that is over.

    Parameters
    ----------
    day
        «Дата завершения».
    result
        «Результаты», which tell why a pair ended early.
    """

    day: date
    result: str = ""


def _pair(row: dict[str, str], ended: Mapping[str, End], days: EarlierDays) -> EarlierPair:
    couple = row["mentee"], row["mentor"]
    over = row["mentee"] in ended or couple in days.completed
    return EarlierPair(
        mentee=row["mentee"],
        mentor=row["mentor"],
        form=row["form"],
        state=PairState.ENDED if over else PairState.WORKING,
        began_on=days.began.get(couple),
        ended_on=ended[row["mentee"]].day if row["mentee"] in ended else days.completed.get(couple),
        ground=ended[row["mentee"]].result if row["mentee"] in ended else "",
        completed=couple in days.completed,
    )


def _declined(manifest: bytes) -> Iterator[EarlierPair]:
    for mentee, mentor in json.loads(manifest).get("declined", ()):
        yield EarlierPair(mentee=mentee, mentor=mentor, form="", state=PairState.DECLINED)


def _ended(by_name: dict[str, bytes]) -> dict[str, End]:
    """Return code → the end that the school wrote into its base.

    Raises
    ------
    InputRefused
        When a base cannot be opened, or words stand for a day: an end that stands there must not be passed over.
    """
    ended: dict[str, End] = {}
    findings = Findings()
    for name, content in by_name.items():
        if name.endswith("mentees.xlsx"):
            sheets = read_table(InputFile(name.replace("~", "/"), content), findings)
            met: set[str] = set()
            for sheet in sorted(sheets, key=lambda each: each.title == LEFT):
                ended |= _ended_in(sheet, met, findings)
    refused = [finding for finding in findings.all() if finding.severity is Severity.ERROR]
    if refused:
        raise InputRefused(refused)
    return ended


def _ended_in(sheet: Sheet, met: set[str], findings: Findings) -> dict[str, End]:
    """Return the ends in one sheet; none when it has not the headers of a base.

    Parameters
    ----------
    met
        Codes that the sheets before have told of: a former entry of theirs is about a pair that ended before this one.
    """
    rows = [sheet.row(number) for number in range(sheet.height)]
    top = next((number for number, row in enumerate(rows) if {CODE, END} <= set(map(str, row))), None)
    if top is None:
        return {}
    header = [str(cell) for cell in rows[top]]
    ended: dict[str, End] = {}
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        cells = dict(zip(header, row, strict=False))
        code, written = text_of(cells[CODE]), text_of(cells[END])
        if sheet.title == LEFT and code in met:
            continue
        met.add(code)
        day = read_date(cells[END]) if written else None
        if day is not None:
            ended[code] = End(day, text_of(cells.get(RESULT, "")))
        elif written:
            findings.add(NO_DAY, sheet.place(number, END, written), found=written)
    return ended
