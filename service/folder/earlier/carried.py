"""Decisions of the earlier run: their files go on from run to run, and what has been overtaken lapses."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from matcher.locks import gone, locks_in_force
from questionnaires.answers import Answers, EarlierPair, Lock, LockKind, Outcome, PairState, Source, Verdict
from questionnaires.reading import InputFile
from service.folder.contents.manifest import RUN, checksum, read_manifest
from service.folder.earlier.previous import check_working, kept_files, previous_files
from service.folder.request import Request, Role, files_of, inputs_of

DECISIONS = (Role.LOCKS, Role.VERDICTS)
OVER = (PairState.ENDED, PairState.STOPPED, PairState.DECLINED)
REGISTER = "people.csv"
RENEWED = ("decisions-earlier.csv", "decisions.csv")
"""Files that a service writes from its own store: the decisions that the earlier run had, and those made since."""
Files = Mapping[Role, tuple[InputFile, ...]]


def continued(
    given: Files, earlier: Mapping[str, bytes], *, renewed: bool = False
) -> dict[Role, tuple[InputFile, ...]]:
    """Return the files of a refresh: those given, with working pairs, register and decisions of the earlier run.

    Parameters
    ----------
    earlier
        Path below the folder of the earlier run → bytes.
    renewed
        Whether decisions are written anew for each run, under the names of `RENEWED`: the earlier ones say no more.
    """
    files = {**given, Role.PREVIOUS: previous_files(earlier)}
    files[Role.PEOPLE] = given.get(Role.PEOPLE) or (InputFile(REGISTER, earlier[REGISTER]),)
    for role in DECISIONS:
        now = given.get(role, ())
        again = {file.content for file in now}
        before = (file for file in files_of(earlier, role) if not (renewed and file.name in RENEWED))
        # a later file overrules an earlier one; what is given again stands once
        files[role] = (*(file for file in before if file.content not in again), *now)
    return files


def read_earlier(folder: Path) -> dict[str, bytes]:
    """Return what a refresh needs of a run's folder, path → bytes.

    Raises
    ------
    NotWorking
        When nobody has approved the run: its pairs are a proposal.
    Damaged
        When its manifest, its pairs or its decisions are not what they were; bases and the register may be edited.
    """
    check_working(folder)
    recorded = read_manifest(folder)["inputs"]
    decided = {
        path: content for role in DECISIONS for path, content in inputs_of(folder, recorded, role).items()
    }
    return {**kept_files(folder), **decided}


def without_lapsed(request: Request, answers: Answers) -> Answers:
    """Return the answers without earlier decisions that what happened since has overtaken.

    Pairs that were accepted then are working pairs now, or were and are over: no round later are they accepted anew.
    «Оставить вместе» ends with the pair, and when one of the two no longer answers; «подбирает куратор лично» is done
    when a later file names the mentor.
    """
    carried = _carried(request)
    earlier = {state: {_two(pair) for pair in answers.previous if pair.state is state} for state in PairState}
    over = set().union(*(earlier[state] for state in OVER)) - earlier[PairState.WORKING]
    here = {code for base in answers.bases for code in base.codes} - gone(answers)
    verdicts = tuple(
        verdict
        for verdict in answers.verdicts
        if not (verdict.outcome is Outcome.ACCEPTED and _is_from(verdict.source, carried[Role.VERDICTS]))
    )
    locks = tuple(
        lock
        for position, lock in enumerate(answers.locks)
        if not (
            _is_from(lock.source, carried[Role.LOCKS])
            and (_is_over(lock, over, here) or _is_chosen(lock, answers.locks[position + 1 :]))
        )
    )
    return replace(answers, verdicts=verdicts, locks=locks)


def count_carried(request: Request, answers: Answers) -> int:
    """Return how many decisions of earlier runs are in force."""
    carried = _carried(request)
    said: Iterable[tuple[Lock | Verdict, Role]] = (
        *((lock, Role.LOCKS) for lock in locks_in_force(answers)),
        *((verdict, Role.VERDICTS) for verdict in answers.verdicts),
    )
    return sum(_is_from(one.source, carried[role]) for one, role in said)


def _carried(request: Request) -> dict[Role, frozenset[str]]:
    """Return the names of the files of decisions that the earlier run had already."""
    manifest = next((file.content for file in request.of(Role.PREVIOUS) if file.name == RUN), b"{}")
    recorded: dict[str, str] = json.loads(manifest).get("inputs", {})
    return {
        role: frozenset(
            file.name
            for file in request.of(role)
            if file.name == RENEWED[0]
            or checksum(file.content)
            in {known for path, known in recorded.items() if path.startswith(f"inputs/{role.value}/")}
        )
        for role in DECISIONS
    }


def _is_from(source: Source | None, names: frozenset[str]) -> bool:
    return source is not None and source.file in names


def _two(pair: EarlierPair | Lock) -> frozenset[str]:
    return frozenset((pair.mentee, pair.mentor))


def _is_over(lock: Lock, over: set[frozenset[str]], here: set[str]) -> bool:
    return lock.kind is LockKind.TOGETHER and (_two(lock) in over or not _two(lock) <= here)


def _is_chosen(lock: Lock, later: Sequence[Lock]) -> bool:
    """Whether the mentor whom the curator wanted to choose has been named in a later file."""
    return lock.kind is LockKind.BY_HAND and any(
        other.kind is LockKind.TOGETHER
        and other.mentee == lock.mentee
        and other.source is not None
        and lock.source is not None
        and other.source.file != lock.source.file
        for other in later
    )
