"""An input may have any name: its file stays in its folder, fits the disk, and is told from every other one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_run import STUDIO, request_of, with_files

from questionnaires.reading import InputFile
from service.folder.contents.file_names import clean, told_apart
from service.folder.request import Role
from service.folder.write import add_papers, write_run
from service.view import Paper

NAMES = st.text(st.sampled_from("аЯ. /\\:*\x00\n\ud800)(2") | st.characters(), max_size=300)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("x/../../evil.txt", "evil.txt"),
        ("..\\..\\evil.txt", "evil.txt"),
        ("..", "file"),
        ("", "file"),
        ("а/", "а"),
        ("Анкета: 5 «А»?.csv", "Анкета_ 5 «А»_.csv"),
        ("я" * 200 + ".xlsx", "я" * 97 + ".xlsx"),
        ("я" * 200 + "." + "ю" * 20, "я" * 100),
    ],
)
def test_a_name_becomes_one_that_a_folder_can_keep(name: str, kept: str) -> None:
    assert clean(InputFile(name, b"")).name == kept


@given(NAMES)
def test_no_name_leaves_its_folder_or_is_too_long_for_it(name: str) -> None:
    kept = clean(InputFile(name, b"")).name
    assert len(f".0001-{kept}.partial".encode()) <= 255
    assert not set("/\\\0") & set(kept)
    assert clean(InputFile(kept, b"")).name == kept


@given(st.lists(NAMES | st.sampled_from(["a.csv", "a (2).csv"]), max_size=6))
def test_files_of_one_name_are_told_apart_once_and_for_all(names: list[str]) -> None:
    files = told_apart(clean(InputFile(name, bytes([n]))) for n, name in enumerate(names))
    assert len({file.name for file in files}) == len(names)
    assert [file.content for file in files] == [bytes([n]) for n in range(len(names))]
    assert told_apart(map(clean, files)) == files


def test_the_inputs_of_a_request_stay_below_its_folder(tmp_path: Path) -> None:
    names = ("x/../../../evil.txt", "ю" * 300 + ".csv", "ю" * 300 + ".csv")
    files = tuple(InputFile(name, bytes([n])) for n, name in enumerate(names))
    request = with_files(request_of(STUDIO), locks=files)
    write_run(tmp_path / "run", request, ())
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
    assert len(list((tmp_path / "run" / "inputs" / Role.LOCKS.value).iterdir())) == len(names)


@pytest.mark.parametrize("path", ["../evil.txt", "a/../../evil.txt", "/evil.txt", "..\\evil.txt", ""])
def test_no_paper_is_written_outside_its_folder(path: str, tmp_path: Path) -> None:
    papers = (Paper("good.txt", b""), Paper(path, b""))
    with pytest.raises(ValueError, match="inside its folder"):
        add_papers(tmp_path / "run", papers)
    with pytest.raises(ValueError, match="inside its folder"):
        write_run(tmp_path / "run", request_of(STUDIO), papers)
    assert list(tmp_path.rglob("*.txt")) == []
