"""``matcher restore``: fill an empty database from a backup."""

from pathlib import Path

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.faults import Failure, MissingFile
from service.terminal.reply import Exit, Reply
from service.terminal.settings import opened_store, read_settings

RESTORED = Wording(
    "Восстановлено строк: {rows}. Незавершённые подборы снова в очереди.",
    "Restored rows: {rows}. Open runs wait in the queue again.",
)
REFUSED = Wording("Восстановить нельзя: {why}", "It cannot be restored: {why}")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "restore",
        language=language,
        help=COMMANDS["restore"][language],
        callback=lambda path: restore(path, language),
        params=[click.Argument(["path"], metavar=places.FILE[language], type=click.Path(path_type=Path))],
    )


def restore(path: Path, language: Language = Language.RU) -> Reply:
    """Fill the database of the settings, which must be empty."""
    import zipfile

    from service.operations.backup import DAMAGED, BackupRefused, read_backup

    if not path.is_file():
        raise MissingFile(path)
    config = read_settings()
    try:
        with opened_store(config) as store:
            rows = read_backup(store, path)
    except (BackupRefused, zipfile.BadZipFile) as error:
        said = REFUSED.format(why=error.why if isinstance(error, BackupRefused) else DAMAGED)
        raise Failure(Reply(lines=[said], data={"error": said[language]}, code=Exit.REFUSED)) from error
    return Reply(lines=[RESTORED.format(rows=sum(rows.values()))], data={"rows": rows})
