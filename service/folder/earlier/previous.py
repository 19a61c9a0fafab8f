"""An earlier run as an input of the next: its pairs, its register, its declined pairs, its hand-filled bases."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from questionnaires.answers import EarlierPair, PairState
from questionnaires.finding import Finding
from questionnaires.reading import InputFile
from questionnaires.wording import Wording
from service.folder.contents.manifest import (
    APPROVAL,
    CHANGED,
    ORDER,
    RUN,
    Damaged,
    check_pairs,
    checksum,
    read_manifest,
)
from service.folder.contents.numbers import read_in_force
from service.folder.contents.tables import parse_table
from service.folder.earlier.days import EarlierDays, PairKey, read_days
from service.folder.earlier.ends import Ends, read_ends
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


@dataclass(frozen=True, slots=True)
class Previous:
    """The pairs of an earlier run with what has become of them, and what was noticed while that was read."""

    pairs: tuple[EarlierPair, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_previous(files: tuple[InputFile, ...], given: tuple[InputFile, ...] = ()) -> Previous:
    """Return the pairs of an earlier run with what has become of them.

    Parameters
    ----------
    given
        Files of the refresh: a base among them tells which pairs are over, as the bases of the earlier run do.
    """
    by_name = {file.name: file.content for file in files}
    if "pairs.csv" not in by_name:
        return Previous()
    days = read_days(by_name)
    rows = [row for name in ("pairs.csv", "private~pairs.csv") for row in parse_table(by_name.get(name, b""))]
    rows = [row for row in rows if row["mentor"]]
    couples = [(row["mentee"], row["mentor"]) for row in rows]
    read = read_ends(by_name, given, couples, days)
    pairs = tuple(_pair(row, read.ends, days) for row in rows)
    recorded = json.loads(by_name.get("run.json", b"{}"))
    return Previous((*pairs, *_declined(recorded), *_former(recorded, couples)), read.findings)


def earlier_bases(files: tuple[InputFile, ...], organisation: str = "") -> dict[str, bytes]:
    """Return path → earlier bases of the folder or of one organisation in it, those kept apart included."""
    prefix = f"{organisation}~" if organisation else ""
    bases = {f"{prefix}{path.replace('/', '~')}": path for path in BASES}
    return {bases[file.name]: file.content for file in files if file.name in bases}


def _pair(row: dict[str, str], ends: Ends, days: EarlierDays) -> EarlierPair:
    couple = row["mentee"], row["mentor"]
    end = ends.get(couple)
    return EarlierPair(
        mentee=row["mentee"],
        mentor=row["mentor"],
        form=row["form"],
        state=PairState.ENDED if end or couple in days.completed else PairState.WORKING,
        began_on=days.began.get(couple),
        ended_on=end.day if end else days.completed.get(couple),
        ground=end.result if end else "",
        completed=couple in days.completed,
    )


def _declined(recorded: Mapping[str, Any]) -> Iterator[EarlierPair]:
    for mentee, mentor in recorded.get("declined", ()):
        yield EarlierPair(mentee=mentee, mentor=mentor, form="", state=PairState.DECLINED)


def _former(recorded: Mapping[str, Any], couples: Collection[PairKey]) -> Iterator[EarlierPair]:
    """Yield the pairs that worked before the earlier run and not in it."""
    for mentee, mentor, form in recorded.get("worked", ()):
        if (mentee, mentor) not in couples:
            yield EarlierPair(mentee=mentee, mentor=mentor, form=form, state=PairState.FORMER)
