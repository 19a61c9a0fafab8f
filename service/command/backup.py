"""``matcher backup``: everything the service keeps, in one file."""

from pathlib import Path

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.faults import Failure
from service.terminal.reply import Exit, Reply
from service.terminal.settings import opened_store, read_settings

WRITTEN = Wording(
    "Копия записана: {path}, строк {rows}. В ней персональные данные: храните её, как их. "
    "Секретный ключ ({key}) в копию не входит.",
    "The backup is written: {path}, {rows} rows. It holds personal data: keep it as you keep them. "
    "The secret key ({key}) is not part of it.",
)
REFUSED = Wording("Копию сделать нельзя: {why}", "It cannot be backed up: {why}")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "backup",
        language=language,
        help=COMMANDS["backup"][language],
        callback=lambda path: backup(path, language),
        params=[click.Argument(["path"], metavar=places.FILE[language], type=click.Path(path_type=Path))],
    )


def backup(path: Path, language: Language = Language.RU) -> Reply:
    """Write the backup while the service goes on."""
    from service.config import KEYS_FILE
    from service.operations.backup import BackupRefused, write_backup

    config = read_settings()
    try:
        with opened_store(config) as store:
            rows = write_backup(store, path)
    except BackupRefused as error:
        said = REFUSED.format(why=error.why)
        raise Failure(Reply(lines=[said], data={"error": said[language]}, code=Exit.REFUSED)) from error
    said = WRITTEN.format(path=path, rows=sum(rows.values()), key=config.home / KEYS_FILE)
    return Reply(lines=[said], data={"path": str(path), "rows": rows})
