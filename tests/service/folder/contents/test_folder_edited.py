"""An order that somebody has edited in Word is not written over."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from small_run import BY, bytes_below

from service.folder.approve import approve
from service.folder.contents.edited import HandEdited
from service.folder.order import number_order

DAY = date(2026, 9, 21)


@pytest.fixture
def approved(gymnasium_folder: Path, copied: Callable[[Path], Path]) -> Path:
    folder = copied(gymnasium_folder)
    approve(folder, BY)
    return folder


def test_an_edited_order_keeps_its_place_until_somebody_takes_it_away(approved: Path) -> None:
    edited = sorted((approved / "orders").glob("*.docx"))[0]
    edited.write_bytes(edited.read_bytes() + b"edited")
    before = bytes_below(approved)
    with pytest.raises(HandEdited, match=edited.name):
        number_order(approved, "47; 48", DAY)
    with pytest.raises(HandEdited, match=edited.name):
        approve(approved, BY)
    assert bytes_below(approved) == before
    edited.rename(edited.with_name("мой приказ.docx"))
    number_order(approved, "47; 48", DAY)
    assert edited.is_file()


def test_an_order_edited_after_its_number_is_kept_too(approved: Path) -> None:
    number_order(approved, "47; 48", DAY)
    number_order(approved, "49; 50", DAY)
    edited = sorted((approved / "orders").glob("*.docx"))[-1]
    edited.write_bytes(b"edited")
    with pytest.raises(HandEdited, match=edited.name):
        number_order(approved, "51; 52", DAY)
    assert edited.read_bytes() == b"edited"
