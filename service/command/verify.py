"""``matcher verify``: check a finished run without the solver."""

from pathlib import Path

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.options import run_folder
from service.terminal.reply import Exit, Reply

GOOD = Wording(
    "Проверка пройдена: файлы те же, обязательные правила соблюдены, протокол проверки верен.",
    "The check is passed: the files are the same, every must holds, the certificate is right.",
)
UNPROVED = Wording(
    "Проверка пройдена: файлы те же, обязательные правила соблюдены, итоги сходятся. Что лучше нельзя, протокол "
    "здесь не доказывает: повторите подбор командой matcher reproduce.",
    "The check is passed: the files are the same, every must holds, the figures agree. That nothing better exists is "
    "not proved by a certificate here: repeat the run with matcher reproduce.",
)
BAD = Wording("Проверка не пройдена, замечаний: {count}.", "The check failed, faults: {count}.")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "verify",
        language=language,
        help=COMMANDS["verify"][language],
        callback=lambda folder: verify(folder, language),
        params=[click.Argument(["folder"], metavar=places.FOLDER[language], type=click.Path(path_type=Path))],
    )


def verify(folder: Path, language: Language = Language.RU) -> Reply:
    """Check the run of a folder."""
    from service.folder.checks.verify import is_proved, verify_folder
    from service.folder.contents.by_hand import FILLED, find_filled
    from service.folder.contents.manifest import Damaged

    folder = run_folder(folder)
    faults = verify_folder(folder)
    try:
        filled = find_filled(folder)
    except Damaged:  # then it stands among the faults
        filled = ()
    notes = [FILLED.format(path=path) for path in filled]
    proved = not faults and is_proved(folder)
    verdict = BAD.format(count=len(faults)) if faults else GOOD if proved else UNPROVED
    return Reply(
        lines=[*faults, *notes, verdict],
        data={
            "valid": not faults,
            "proved": proved,
            "faults": [fault[language] for fault in faults],
            "by_hand": filled,
        },
        code=Exit.NOT_EQUAL if faults else Exit.FINISHED,
    )
