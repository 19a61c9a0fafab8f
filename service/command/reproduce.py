"""``matcher reproduce``: run again from the kept inputs and compare every byte."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.options import run_folder
from service.terminal.progress import progress
from service.terminal.reply import Exit, Reply

if TYPE_CHECKING:
    from service.folder.checks.reproduce import Comparison

SAME = Wording(
    "Подбор повторён: файлов {count}, все совпали до байта.", "Run again: {count} files, every byte equal."
)
DIFFERENT = Wording("Отличается: {path}", "Different: {path}")
BY_HAND = Wording("Отличается: {path} — дополнено от руки", "Different: {path}, filled in by hand")
MISSING = Wording("Нет в папке: {path}", "Missing: {path}")
VERSIONS = Wording(
    "Документы сделаны другими версиями программ: {names}.",
    "The documents were made by other versions: {names}.",
)


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "reproduce",
        language=language,
        help=COMMANDS["reproduce"][language],
        callback=reproduce,
        params=[click.Argument(["folder"], metavar=places.FOLDER[language], type=click.Path(path_type=Path))],
    )


def reproduce(folder: Path) -> Reply:
    """Run the folder's request again and compare."""
    from service.folder.checks.reproduce import reproduce as reproduce_folder

    with progress(Wording("Подбор повторяется", "Running again")):
        comparison = reproduce_folder(run_folder(folder))
    data = {
        "equal": comparison.is_equal,
        "compared": comparison.compared,
        "different": comparison.different,
        "missing": comparison.missing,
        "by_hand": comparison.by_hand,
        "versions": {name: {"then": then, "now": now} for name, (then, now) in comparison.versions.items()},
    }
    code = Exit.FINISHED if comparison.is_equal else Exit.NOT_EQUAL
    return Reply(lines=list(_lines(comparison)), data=data, code=code)


def _lines(comparison: "Comparison") -> Iterator[Wording]:
    if comparison.is_equal:
        yield SAME.format(count=comparison.compared)
    for path in comparison.different:
        yield (BY_HAND if path in comparison.by_hand else DIFFERENT).format(path=path)
    yield from (MISSING.format(path=path) for path in comparison.missing)
    if comparison.versions:
        names = ", ".join(f"{name} {then} → {now}" for name, (then, now) in comparison.versions.items())
        yield VERSIONS.format(names=names)
