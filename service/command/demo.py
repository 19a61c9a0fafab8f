"""``matcher demo``: the five programmes end to end on the example answers."""

import shutil
from pathlib import Path

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal.options import OUT, folder_option
from service.terminal.progress import progress
from service.terminal.reply import Exit, Reply

PLAYING = Wording("Пять программ проходят все этапы", "Playing the five programmes")
MARK = ".demo"
"""A file that shows that a folder was made by this command and may be made anew."""


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "demo",
        language=language,
        help=COMMANDS["demo"][language],
        callback=demo,
        params=[folder_option("--out", OUT, language, required=True)],
    )


def demo(out: Path) -> Reply:
    """Play the five programmes into a folder."""
    from service.demo.demo import run_demo
    from service.folder.write import NOT_A_RUN, FolderInUse

    if out.exists() and any(out.iterdir()) and not (out / MARK).is_file():
        raise FolderInUse(out, NOT_A_RUN)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / MARK).touch()
    with progress(PLAYING):
        lines, good = run_demo(out)
    return Reply(lines=lines, data={"lines": lines}, code=Exit.FINISHED if good else Exit.NOT_EQUAL)
