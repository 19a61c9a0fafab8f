"""``matcher order``: number and date of the order, without a new run."""

from datetime import datetime
from pathlib import Path

import click

from questionnaires.wording import Language, Wording
from service.command import places
from service.command.group import COMMANDS, Command
from service.command.options import run_folder
from service.command.reply import Reply

NUMBER = Wording("номер приказа", "number of the order")
DAY = Wording("дата приказа: ГГГГ-ММ-ДД или ДД.ММ.ГГГГ", "date of the order: YYYY-MM-DD or DD.MM.YYYY")
DONE = Wording("Приказы № {number} от {day}: {count}.", "Orders No. {number} of {day}: {count}.")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "order",
        language=language,
        help=COMMANDS["order"][language],
        callback=order,
        params=[
            click.Argument(["folder"], metavar=places.FOLDER[language], type=click.Path(path_type=Path)),
            click.Option(["--number"], required=True, metavar="N", help=NUMBER[language]),
            click.Option(
                ["--date", "day"],
                required=True,
                metavar=places.DAY[language],
                type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
                help=DAY[language],
            ),
        ],
    )


def order(folder: Path, number: str, day: datetime) -> Reply:
    """Write the number and the date into the orders of a folder."""
    from service.folder.approve import number_order

    papers = number_order(run_folder(folder), number, day.date())
    written = [
        paper.path for paper in papers if "orders/" in f"/{paper.path}" and paper.path.endswith(".docx")
    ]
    done = DONE.format(number=number, day=day.strftime("%d.%m.%Y"), count=len(written))
    return Reply(lines=[done], data={"number": number, "date": day.date().isoformat(), "orders": written})
