"""``matcher questionnaire``: what is handed out before a run; ``matcher check`` reads it back with no mapping."""

from pathlib import Path

import click

from questionnaires.wording import Language, Wording, join
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.options import OUT, folder_option
from service.terminal.reply import Reply

DONE = Wording(
    "Записано файлов: {count} в {out}. Заполненные таблицы читает matcher check {programme} --answers ФАЙЛЫ",
    "{count} files written to {out}. matcher check {programme} --answers FILES reads the filled tables",
)
NO_TEXT = Wording(
    "Бланков согласий нет, а без этих документов не допускают: {documents}. Возьмите свои бланки или добавьте тексты в "
    "программу (consents).",
    "There are no forms for these consents, and without them nobody is admitted: {documents}. Use your own forms or "
    "add texts to the programme (consents).",
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
    from questionnaires.words import DOCUMENTS
    from service.documents.handout import render_handout, unwritten_consents
    from service.folder.write import add_new_papers
    from service.terminal.inputs import programme_bytes

    loaded = load_programme(programme_bytes(programme))
    papers = render_handout(loaded)
    add_new_papers(out, papers)
    done = DONE.format(count=len(papers), out=out, programme=programme)
    unwritten = unwritten_consents(loaded)
    told = [NO_TEXT.format(documents=join([DOCUMENTS[one] for one in unwritten], "; "))] if unwritten else []
    return Reply(
        lines=[done, *told],
        data={"files": [paper.path for paper in papers], "without_form": [one.value for one in unwritten]},
    )
