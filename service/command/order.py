"""``matcher order``: number and date of the order, without a new run."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.options import run_folder
from service.terminal.reply import Reply
from service.terminal.usage import BadValue

NUMBER = Wording(
    "номер приказа; у организации два приказа, об обучающихся и о педагогах — «47; 48»",
    "number of the order; two orders of one organisation, on pupils and on teachers: “47; 48”",
)
DAY = Wording("дата приказа: ГГГГ-ММ-ДД или ДД.ММ.ГГГГ", "date of the order: YYYY-MM-DD or DD.MM.YYYY")
PLACE = Wording(
    "ПАПКА — подбор; если приказы подписывают несколько организаций, папка одной из них.",
    "FOLDER is a run; where several organisations sign orders, the folder of one of them.",
)
COMPLETION = Wording(
    "в конце программы: приказы о завершении всех пар подбора",
    "at the close of the programme: orders that complete all pairs of the run",
)
DONE = Wording(
    "Вписаны № {number} от {day}, приказов: {count}.", "Filled in: No. {number} of {day}, orders: {count}."
)
COMPLETED = Wording(
    "Вписаны № {number} от {day}, приказов о завершении: {count}. Они в папке {place}.",
    "Filled in: No. {number} of {day}, orders of completion: {count}. They are in {place}.",
)
CLOSED = Wording(
    "Рядом — благодарственные письма, письма наставляемым, база практик (practices.xlsx) и анализ программы "
    "(analysis.docx): в последние два впишите итоги.",
    "Beside them lie letters of thanks, letters to mentees, practices.xlsx and analysis.docx: fill in the last two.",
)
DIFFER = Wording(
    "Приказов {count}, а номеров {numbers}: повторите с номерами через «;» в порядке файлов {names}.",
    "There are {count} orders but {numbers} numbers: repeat with numbers parted by “;”, in the order {names}.",
)
UNNUMBERED = Wording("назовите номер приказа", "name the number of the order")
WAITING = Wording("Ещё без номера: {folders}.", "No number yet: {folders}.")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "order",
        language=language,
        help=f"{COMMANDS['order'][language]}.\n\n{PLACE[language]}",
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
            click.Option(["--completion"], is_flag=True, help=COMPLETION[language]),
        ],
    )


def order(folder: Path, number: str, day: datetime, completion: bool = False) -> Reply:
    """Write number and date into the orders of a run, or of one of its organisations."""
    from service.folder.order import is_order, number_order, numbers_in

    if not number.replace(";", "").strip():
        raise BadValue(UNNUMBERED, param_hint="--number")
    whole = run_folder(folder)
    organisation = "" if folder.resolve() == whole.resolve() else folder.resolve().name
    papers = number_order(whole, number, day.date(), organisation, completion=completion)
    written = [paper.path for paper in papers if is_order(paper.path)]
    done = COMPLETED if completion else DONE
    place = folder / "completion" / "orders"
    numbered = min(len(written), len(numbers_in(number)))
    lines = [done.format(number=number, day=day.strftime("%d.%m.%Y"), count=numbered, place=place)]
    if any(paper.path.endswith("practices.xlsx") for paper in papers):
        lines.append(CLOSED)
    lines += [*_differing(number, written), *(() if completion else _waiting(whole))]
    return Reply(lines=lines, data={"number": number, "date": day.date().isoformat(), "orders": written})


def _differing(number: str, written: Sequence[str]) -> Iterator[Wording]:
    """Say when an order is left without a number."""
    from service.folder.order import numbers_in

    numbers = numbers_in(number)
    if len(numbers) < len(written):
        names = ", ".join(path.rpartition("/")[2] for path in written)
        yield DIFFER.format(count=len(written), numbers=len(numbers), names=names)


def _waiting(folder: Path) -> Iterator[Wording]:
    """Name the organisations of a run whose orders have no number yet."""
    from service.folder.contents.numbers import read_numbers

    have = {path.parent.parent.name for path in folder.glob("*/orders/*.docx")} - {"completion"}
    if rest := sorted(have - read_numbers(folder).keys()):
        yield WAITING.format(folders=", ".join(rest))
