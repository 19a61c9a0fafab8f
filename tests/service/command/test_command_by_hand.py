"""The guide tells schools to type into the bases: that is seen and named, and it is no damage."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from command_line import call

from service.folder.checks.verify import verify_folder
from service.folder.contents.by_hand import find_filled
from service.folder.earlier.previous import collect_previous
from service.folder.write import FolderInUse, check_free

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def filled_folder(studio_folder: Path, copied: Callable[[Path], Path]) -> Path:
    folder = copied(studio_folder)
    book = openpyxl.load_workbook(folder / "mentees.xlsx")
    book.worksheets[0]["Z40"] = "Открытое занятие"
    book.save(folder / "mentees.xlsx")
    return folder


def test_a_filled_base_is_a_note_of_verify(filled_folder: Path, capsys: Capsys) -> None:
    assert find_filled(filled_folder) == ("mentees.xlsx",)
    said = call(capsys, "verify", filled_folder)
    assert (said.code, "mentees.xlsx: дополнено от руки." in said.out) == (0, True)
    data = call(capsys, "verify", filled_folder, "--json").data
    assert (data["valid"], data["by_hand"]) == (True, ["mentees.xlsx"])
    assert call(capsys, "verify", filled_folder, "--lang", "en").out.startswith(
        "mentees.xlsx: filled in by hand."
    )


def test_reproduce_still_names_it_as_different(filled_folder: Path, capsys: Capsys) -> None:
    said = call(capsys, "reproduce", filled_folder)
    assert said.code == 4
    assert "Отличается: mentees.xlsx — дополнено от руки" in said.err
    (filled_folder / "summary.xlsx").write_bytes(b"PK")
    data = call(capsys, "reproduce", filled_folder, "--json").data
    assert (data["different"], data["by_hand"]) == (["mentees.xlsx", "summary.xlsx"], ["mentees.xlsx"])


def test_it_may_be_the_earlier_run_but_no_new_run_takes_its_place(filled_folder: Path) -> None:
    assert "mentees.xlsx" in {file.name for file in collect_previous(filled_folder)}
    with pytest.raises(FolderInUse, match=r"mentees\.xlsx was edited"):
        check_free(filled_folder)


@pytest.mark.parametrize("content", [b"", b"x" * 100, None])
def test_a_base_that_is_no_workbook_any_more_is_a_fault(content: bytes | None, filled_folder: Path) -> None:
    path = filled_folder / "mentors.xlsx"
    path.unlink() if content is None else path.write_bytes(content)
    (fault,) = verify_folder(filled_folder)
    assert "mentors.xlsx" in fault.ru
    assert find_filled(filled_folder) == ("mentees.xlsx",)


def test_other_workbooks_are_not_for_typing(filled_folder: Path) -> None:
    (filled_folder / "summary.xlsx").write_bytes((filled_folder / "mentees.xlsx").read_bytes())
    assert ["summary.xlsx" in fault.ru for fault in verify_folder(filled_folder)] == [True]
