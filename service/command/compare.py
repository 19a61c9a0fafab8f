"""``matcher compare``: what changed between two runs and why."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.options import run_folder
from service.terminal.reply import Reply

if TYPE_CHECKING:
    from service.folder.checks.compare import Difference, Match

SAME = Wording("Без изменений: {same}. Изменилось: {moved}.", "Unchanged: {same}. Changed: {moved}.")
MOVED = Wording("  {mentee}: было {before}, стало {after}", "  {mentee}: was {before}, is {after}")
NOBODY = Wording("без наставника", "no mentor")
GAIN = Wording(
    "Общего во всех парах вместе: было {before}, стало {after}.", "All pairs together: {before}, now {after}."
)
INPUTS = Wording("Различаются входные файлы: {paths}.", "Inputs differ: {paths}.")
EARLIER = "inputs/previous/"
OTHER_EARLIER = Wording(
    "Различается прошлый подбор, с которого продолжают.", "The earlier runs they continue differ."
)
CAUSES = {
    "options": Wording(
        "Различаются параметры команды: --max-changes или --shortlist.",
        "Options of the command differ: --max-changes or --shortlist.",
    ),
    "rules_version": Wording("Различаются версии правил подбора.", "The versions of the rules differ."),
}


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
    from service.folder.checks.compare import compare as compare_folders

    difference = compare_folders(run_folder(before), run_folder(after))
    data = {
        "same": difference.same,
        "moved": {mentee: list(pair) for mentee, pair in difference.moved.items()},
        "points": difference.points,
        "inputs": difference.inputs,
        "causes": difference.causes,
    }
    names = {**_names(run_folder(before)), **_names(run_folder(after))}
    return Reply(lines=list(_lines(difference, names)), data=data)


def _lines(difference: "Difference", names: Mapping[str, str]) -> Iterator[Wording]:
    from service.documents.reports.figures import exactly
    from service.folder.checks.compare import unnumbered

    yield SAME.format(same=difference.same, moved=len(difference.moved))
    for mentee, (before, after) in difference.moved.items():
        was, is_now = _mentor(before, names), _mentor(after, names)
        yield MOVED.format(mentee=_named(mentee, names), before=was, after=is_now)
    yield GAIN.format(before=exactly(difference.points[0]), after=exactly(difference.points[1]))
    own = [path for path in difference.inputs if not path.startswith(EARLIER)]
    if own:
        told = dict.fromkeys(unnumbered(path).removeprefix("inputs/") for path in own)
        yield INPUTS.format(paths=", ".join(told))
    if len(own) < len(difference.inputs):
        yield OTHER_EARLIER
    for cause in difference.causes:
        yield CAUSES[cause]


def _mentor(match: "Match | None", names: Mapping[str, str]) -> Wording:
    return Wording(_named(match[1], names), _named(match[1], names)) if match else NOBODY


def _named(code: str, names: Mapping[str, str]) -> str:
    return f"{names[code]} ({code})" if code in names else code


def _names(folder: Path) -> dict[str, str]:
    """Return code → name from the register of a run; people of bases kept apart stay a code."""
    from questionnaires.loading import load_programme
    from questionnaires.reading import InputFile, read_people
    from service.folder.request import PROGRAMME

    people, _ = read_people(InputFile("people.csv", (folder / "people.csv").read_bytes()))
    programme = load_programme((folder / PROGRAMME).read_bytes())
    hidden = {base.key for base in programme.bases if base.private}
    return {person.code: person.name for person in people if person.base not in hidden}
