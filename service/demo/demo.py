"""Play the five programmes, check them, repeat them with shuffled rows, and write the first page."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from questionnaires.loading import find_programmes
from service.demo.overview import answer_rows, overview
from service.demo.pictures import picture_of_order
from service.demo.play import Played, play
from service.demo.shuffle import repeat_shuffled
from service.documents.gallery import Entry, Link, render_index
from service.folder.approve import read_approval
from service.folder.write import write_file


def run_demo(out: Path) -> tuple[list[str], bool]:
    """Play all programmes below `out`; return the lines to show and whether every check passed."""
    start = time.perf_counter()
    played = [play(key, out / key) for key in find_programmes()]
    same, compared = repeat_shuffled(played)
    seconds = time.perf_counter() - start
    write_file(out / "index.html", render_index([_entry(one, out) for one in played]))
    lines = overview(played, seconds, same=same, compared=compared, index=str(out / "index.html"))
    return lines, same and not any(one.faults for one in played)


def _entry(one: Played, out: Path) -> Entry:
    orders = sorted(one.folder.glob("**/orders/*.docx"))
    return Entry(
        view=one.made.approved(read_approval(one.folder)),
        answers=answer_rows(one),
        verified=not one.faults,
        links=tuple(_links(one, out, orders)),
        order=picture_of_order(orders[0]) if orders else None,
    )


def _links(one: Played, out: Path, orders: Sequence[Path]) -> Iterator[Link]:
    named = {
        "Отчёт куратора": one.folder / "report-curator.html",
        "Отчёт руководителя": one.folder / "report-head.html",
        "Приказ": orders[0] if orders else one.folder,
        "Сводка": one.folder / "summary.xlsx",
        "Анкеты примера": out / one.programme.key / "files",
        "Все файлы": one.folder,
    }
    for title, path in named.items():
        yield Link(title, path.relative_to(out).as_posix())
