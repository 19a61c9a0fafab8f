"""``matcher run``: from files to a folder with pairs, reasons and the proposal."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from matcher.options import Options
from questionnaires.answers import EarlierPair, PairState
from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.options import MAX_CHANGES, OUT, SHORTLIST, folder_option, input_options
from service.terminal.progress import progress
from service.terminal.reply import Reply
from service.terminal.summary import run_lines

if TYPE_CHECKING:
    from service.folder.make import Made

NEXT = Wording(
    "Предложение и отчёты: {out}. Когда люди согласны: matcher approve {out} --by ИМЯ",
    "Proposal and reports: {out}. When people agree: matcher approve {out} --by NAME",
)
NOTHING_WORKS = Wording(
    "--max-changes ничего не изменил: работающих пар прошлого подбора нет (--previous).",
    "--max-changes changed nothing: no pairs of an earlier run are at work (--previous).",
)
REFRESHED = Wording(
    "Работающих пар осталось: {stay}, завершено: {end}, прекращено досрочно: {stop}, новых: {new}.",
    "Working pairs that stay: {stay}, completed: {end}, ended early: {stop}, new ones: {new}.",
)
CARRIED = Wording(
    "Решения прошлого подбора действуют: {count}.", "Decisions of the last run still in force: {count}."
)

OVER = (PairState.ENDED, PairState.STOPPED)


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "run",
        language=language,
        help=COMMANDS["run"][language],
        callback=run,
        params=[
            click.Argument(["programme"], metavar=places.PROGRAMME[language]),
            *input_options(language),
            folder_option("--out", OUT, language, required=True),
            click.Option(["--max-changes"], type=click.IntRange(0), metavar="K", help=MAX_CHANGES[language]),
            click.Option(
                ["--shortlist"], type=click.IntRange(0), default=0, metavar="N", help=SHORTLIST[language]
            ),
        ],
    )


def run(programme: str, out: Path, max_changes: int | None, shortlist: int, **given: Any) -> Reply:
    """Make a run and write its folder."""
    from service.folder.contents.counts import run_data
    from service.folder.earlier.carried import count_carried
    from service.folder.make import make
    from service.folder.write import check_free, write_run
    from service.terminal.inputs import read_inputs
    from service.terminal.noticed import absent_lines, count_warnings, noticed_lines, unused_profiles

    check_free(out)
    request = read_inputs(programme, given, Options(max_changes=max_changes, shortlist=shortlist))
    with progress(Wording("Идёт подбор", "Matching")):
        made = make(request)
    write_run(out, request, made.papers)
    carried = count_carried(request, made.answers)
    told = [CARRIED.format(count=carried)] if carried else []
    if max_changes is not None and not made.answers.previous:
        told.append(NOTHING_WORKS)
    noticed = [*absent_lines(made.run.result.absences), *noticed_lines(made.programme, made.answers, request)]
    noticed += unused_profiles(request)
    lines = [*run_lines(made.view), *_refreshed(made), *told, *noticed, NEXT.format(out=places.quoted(out))]
    warnings = count_warnings(made.answers.findings)
    data = {**run_data(made.view), "carried_decisions": carried, "warnings": warnings}
    return Reply(lines=lines, data={"out": str(out), **data})


def _refreshed(made: "Made") -> Iterator[Wording]:
    """Yield how a refresh changed the pairs that worked; nothing on a first run."""
    if not made.answers.previous:
        return
    changes, previous = made.run.result.changes, made.answers.previous
    ended = {frozenset((change.mentee, change.before)) for change in changes if change.before}
    new = {frozenset((change.mentee, change.after)) for change in changes if change.after}
    working = {_two(pair) for pair in previous if pair.state is PairState.WORKING}
    # what a school has written down as over is no change of this run, yet its order tells it
    told = [pair for pair in previous if pair.state in OVER and not pair.completed]
    over = ended | {_two(pair) for pair in told}
    done = {_two(pair) for pair in _completed(made, told)}
    yield REFRESHED.format(
        stay=len(working - ended), end=len(over & done), stop=len(over - done), new=len(new)
    )


def _completed(made: "Made", over: Sequence[EarlierPair]) -> Iterator[EarlierPair]:
    """Yield those of the pairs that are over which were not broken off."""
    from service.documents.pairs.endings import is_broken_off

    persons = made.answers.people.by_code()
    for pair in over:
        if not is_broken_off(made.programme, pair, [persons[code] for code in (pair.mentee, pair.mentor)]):
            yield pair


def _two(pair: EarlierPair) -> frozenset[str]:
    return frozenset((pair.mentee, pair.mentor))
