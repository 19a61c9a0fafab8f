"""``matcher questionnaire``: what is handed out before a run; ``matcher check`` reads it back with no mapping."""

from pathlib import Path

import click

from questionnaires.wording import Language, Wording
from service.command import places
from service.command.group import COMMANDS, Command
from service.command.options import OUT, folder_option
from service.command.reply import Reply

DONE = Wording(
    "Записано файлов: {count} в {out}. Заполненные таблицы читает matcher check {programme} --answers ФАЙЛЫ",
    "{count} files written to {out}. matcher check {programme} --answers FILES reads the filled tables",
)


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "questionnaire",
        language=language,
        help=COMMANDS["questionnaire"][language],
        callback=questionnaire,
        params=[
            click.Argument(["programme"], metavar=places.PROGRAMME[language]),
            folder_option("--out", OUT, language, required=True),
        ],
    )


def questionnaire(programme: str, out: Path) -> Reply:
    """Write everything that is handed out for a programme."""
    from questionnaires.loading import load_programme
    from service.command.inputs import programme_bytes
    from service.documents.handout import render_handout
    from service.folder.write import add_new_papers

    papers = render_handout(load_programme(programme_bytes(programme)))
    add_new_papers(out, papers)
    done = DONE.format(count=len(papers), out=out, programme=programme)
    return Reply(lines=[done], data={"files": [paper.path for paper in papers]})
