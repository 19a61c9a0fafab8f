"""``matcher order``: whose orders get the number, and what is said of the others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from small_run import bytes_below

from service.command.group import run_command

Copied = Callable[[Path], Path]


def order(folder: Path, *more: str, number: str = "31") -> int:
    return run_command(["order", str(folder), "--number", number, "--date", "21.09.2026", *more])


def test_the_folder_of_an_organisation_gets_its_own_number(
    district_folder: Path, copied: Copied, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(district_folder)
    school = min(path.parent.parent.name for path in folder.glob("*/orders/*.docx"))
    assert order(folder / school) == 0
    first, waiting = capsys.readouterr().out.splitlines()
    assert first == "Вписаны № 31 от 21.09.2026, приказов: 1."
    assert waiting.startswith("Ещё без номера: school-")
    assert school not in waiting


@pytest.mark.parametrize("below", [".", "orders", "school-77"])
def test_a_whole_of_several_organisations_is_refused_with_what_to_do(
    below: str, district_folder: Path, copied: Copied, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(district_folder)
    (folder / below).mkdir(exist_ok=True)
    assert order(folder / below) == 2
    assert "/school-01 --number N --date" in capsys.readouterr().err


def test_a_number_too_few_is_said(
    ordered_folder: Path, copied: Copied, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pupils and teachers have an order each; the second would stay without a number."""
    assert order(copied(ordered_folder), "--lang", "en", number="31") == 0
    said = capsys.readouterr().out
    assert "Filled in: No. 31 of 21.09.2026, orders: 1." in said
    assert "There are 2 orders but 1 numbers" in said


def test_more_numbers_than_orders_are_refused_and_nothing_is_written(
    ordered_folder: Path, copied: Copied, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(ordered_folder)
    before = bytes_below(folder)
    assert order(folder, number="31; 32; 33") == 2
    assert "Приказов 2, а номеров 3" in capsys.readouterr().err
    assert bytes_below(folder) == before


def test_the_close_of_a_programme_is_an_order_too(
    ordered_folder: Path, copied: Copied, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(ordered_folder)
    assert order(folder, "--completion", number="90; 91") == 0
    numbered, closed = capsys.readouterr().out.splitlines()
    assert numbered == (
        f"Вписаны № 90; 91 от 21.09.2026, приказов о завершении: 2. Они в папке {folder}/completion/orders."
    )
    for name in ("practices.xlsx", "analysis.docx"):
        assert name in closed
        assert (folder / "completion" / name).is_file()
