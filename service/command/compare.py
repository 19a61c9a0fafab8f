"""``matcher compare``: what changed between two runs and why."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from questionnaires.wording import Language, Wording
from service.command import places
from service.command.group import COMMANDS, Command
from service.command.options import run_folder
from service.command.reply import Reply

if TYPE_CHECKING:
    from service.folder.compare import Difference, Match

SAME = Wording("Без изменений: {same}. Изменилось: {moved}.", "Unchanged: {same}. Changed: {moved}.")
MOVED = Wording("  {mentee}: было {before}, стало {after}", "  {mentee}: was {before}, is {after}")
NOBODY = Wording("без наставника", "no mentor")
GAIN = Wording(
    "Общего во всех парах вместе: было {before}, стало {after}.", "All pairs together: {before}, now {after}."
)
INPUTS = Wording("Различаются входные файлы: {paths}.", "Inputs differ: {paths}.")
CAUSES = Wording("Различаются настройки подбора: {names}.", "Options of the run differ: {names}.")


def build(language: Language) -> click.Command:
    """Build the command."""
    folder = click.Path(path_type=Path)
    return Command(
        "compare",
        language=language,
        help=COMMANDS["compare"][language],
        callback=compare,
        params=[
            click.Argument(["before"], metavar=places.FOLDER[language], type=folder),
            click.Argument(["after"], metavar=places.FOLDER[language], type=folder),
        ],
    )


def compare(before: Path, after: Path) -> Reply:
    """Compare two runs."""
    from service.folder.compare import compare as compare_folders

    difference = compare_folders(run_folder(before), run_folder(after))
    data = {
        "same": difference.same,
        "moved": {mentee: list(pair) for mentee, pair in difference.moved.items()},
        "points": difference.points,
        "inputs": difference.inputs,
        "causes": difference.causes,
    }
    return Reply(lines=list(_lines(difference)), data=data)


def _lines(difference: "Difference") -> Iterator[Wording]:
    yield SAME.format(same=difference.same, moved=len(difference.moved))
    for mentee, (before, after) in difference.moved.items():
        was, is_now = _mentor(before), _mentor(after)
        yield Wording(
            MOVED.ru.format(mentee=mentee, before=was.ru, after=is_now.ru),
            MOVED.en.format(mentee=mentee, before=was.en, after=is_now.en),
        )
    yield GAIN.format(before=difference.points[0] / 100, after=difference.points[1] / 100)
    if difference.inputs:
        yield INPUTS.format(paths=", ".join(difference.inputs))
    if difference.causes:
        yield CAUSES.format(names=", ".join(difference.causes))


def _mentor(match: "Match | None") -> Wording:
    return Wording(match[1], match[1]) if match else NOBODY
