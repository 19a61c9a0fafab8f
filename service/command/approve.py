"""``matcher approve``: a named person confirms, and the proposal becomes orders."""

from pathlib import Path

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.options import run_folder
from service.terminal.reply import Reply
from service.terminal.usage import BadValue

NOBODY = Wording("назовите, кто утверждает", "name who approves")
BY = Wording("кто утверждает: должность и фамилия", "who approves: position and name")
DONE = Wording(
    "Утвердил(а): {by} · приказов: {orders}\n"
    "Номер и дата: matcher order {folder} --number {number} --date ДД.ММ.ГГГГ",
    "Approved: {by} · orders: {orders}\n"
    "Number and date: matcher order {folder} --number {number} --date YYYY-MM-DD",
)
NO_ORDERS = Wording(
    "Утвердил(а): {by}. Приказов нет: в этом подборе нет новых пар, а прежние не изменились.",
    "Approved: {by}. There are no orders: this run has no new pairs, and nothing changed in the earlier ones.",
)
EACH = Wording("{folder}/ОРГАНИЗАЦИЯ", "{folder}/ORGANISATION")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "approve",
        language=language,
        help=COMMANDS["approve"][language],
        callback=approve,
        params=[
            click.Argument(["folder"], metavar=places.FOLDER[language], type=click.Path(path_type=Path)),
            click.Option(["--by"], required=True, metavar=places.NAME[language], help=BY[language]),
        ],
    )


def approve(folder: Path, by: str) -> Reply:
    """Approve the run of a folder."""
    from service.documents.refreshes import refresh_sentence
    from service.folder.approve import approve as approve_folder

    if not by.strip():
        raise BadValue(NOBODY, param_hint="--by")
    folder = run_folder(folder)
    made = approve_folder(folder, by.strip())
    orders = sorted(path.relative_to(folder).as_posix() for path in folder.glob("**/orders/*.docx"))
    data = {"approved_by": by.strip(), "orders": orders}
    refresh = refresh_sentence(made.programme)
    told = [refresh] if refresh else []
    if not orders and not any(folder.glob("**/private/*.docx")):
        return Reply(lines=[NO_ORDERS.format(by=by.strip()), *told], data=data)
    several = len(made.programme.signers) > 1
    where = EACH.format(folder=folder) if several else Wording(str(folder), str(folder))
    whose = Wording(places.quoted(Path(where.ru)), places.quoted(Path(where.en)))
    # an organisation with two orders, on pupils and on teachers, gives two numbers
    number = "N" if several or len(orders) < 2 else f'"{"; ".join("N" * len(orders))}"'
    done = DONE.format(by=by.strip(), orders=len(orders), folder=whose, number=number)
    return Reply(lines=[done, *told], data=data)
