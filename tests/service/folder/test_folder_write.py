"""A folder is written whole or not at all, and nothing that a person did is overwritten."""

import os
from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE
from typing import Any

import pytest
from small_run import BY, bytes_below, manifest

from service.folder import write
from service.folder.approve import approve
from service.folder.contents.manifest import RUN
from service.folder.make import Made
from service.folder.request import Request
from service.folder.write import FRESH, OLD, FolderInUse, check_free, recover, write_run
from service.view import Paper


class NoSpaceError(OSError):
    pass


def fail_at(call: int, real: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with a failure at one of its calls."""
    calls = 0

    def failing(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            raise NoSpaceError("no space")
        return real(*arguments, **named)

    return failing


def write_again(folder: Path, request: Request, made: Made) -> None:
    write_run(folder, request, (*made.papers, Paper("new.txt", b"new")))


def test_what_is_written_is_what_was_made(
    studio_folder: Path, studio_request: Request, studio_made: Made
) -> None:
    papers = {paper.path: paper.content for paper in studio_made.papers}
    assert bytes_below(studio_folder) == papers | dict(studio_request.inputs())


def test_a_second_run_takes_the_place_of_the_first(
    studio_folder: Path, copied: Callable[[Path], Path], studio_request: Request, studio_made: Made
) -> None:
    folder = copied(studio_folder)
    write_again(folder, studio_request, studio_made)
    assert (folder / "new.txt").read_bytes() == b"new"
    assert S_IMODE(folder.stat().st_mode) == 0o755, "others of the school may read it"
    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name]


@pytest.mark.parametrize("call", [1, 2, 7])
def test_a_failure_while_writing_leaves_the_old_folder(
    call: int,
    studio_folder: Path,
    copied: Callable[[Path], Path],
    studio_request: Request,
    studio_made: Made,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = copied(studio_folder)
    before = bytes_below(folder)
    monkeypatch.setattr(write, "_write_whole", fail_at(call, write._write_whole))
    with pytest.raises(NoSpaceError, match="no space"):
        write_again(folder, studio_request, studio_made)
    assert bytes_below(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name]


def test_a_failure_of_any_renaming_leaves_the_old_folder(
    studio_folder: Path,
    copied: Callable[[Path], Path],
    studio_request: Request,
    studio_made: Made,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The last two renamings take the old folder out and put the new one in."""
    folder = copied(studio_folder)
    before = bytes_below(folder)
    count = len(studio_made.papers) + 1 + len(list(studio_request.inputs()))
    for call in (count + 1, count + 2):
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", fail_at(call, os.replace))
            with pytest.raises(NoSpaceError, match="no space"):
                write_again(folder, studio_request, studio_made)
        assert bytes_below(folder) == before
        assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name]


def test_a_process_killed_between_the_renamings_loses_nothing(
    studio_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(studio_folder)
    before = bytes_below(folder)
    gone = folder.parent / f".{folder.name}{OLD}x"
    gone.mkdir()
    os.replace(folder, gone / folder.name)
    (folder.parent / f".{folder.name}{FRESH}y").mkdir()
    recover(folder.parent)
    assert bytes_below(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name]


def test_the_next_run_clears_what_a_killed_one_left_of_the_same_folder_only(
    studio_folder: Path, copied: Callable[[Path], Path], studio_request: Request, studio_made: Made
) -> None:
    folder = copied(studio_folder)
    mine, other = folder.parent / f".{folder.name}{FRESH}y", folder.parent / f".other{FRESH}z"
    mine.mkdir()
    other.mkdir()
    write_again(folder, studio_request, studio_made)
    assert sorted(path.name for path in folder.parent.iterdir()) == sorted([folder.name, other.name])


def test_a_name_with_brackets_is_no_pattern(studio_folder: Path, copied: Callable[[Path], Path]) -> None:
    copy = copied(studio_folder)
    folder = copy.rename(copy.with_name("run[1]"))
    mine, other = (folder.with_name(f".{name}{FRESH}y") for name in (folder.name, "run1"))
    mine.mkdir()
    other.mkdir()
    recover(folder.parent, folder.name)
    assert {path.name for path in folder.parent.iterdir()} == {folder.name, other.name}


def test_a_replaced_folder_that_has_a_successor_goes(
    studio_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(studio_folder)
    before = bytes_below(folder)
    gone = folder.parent / f".{folder.name}{OLD}x" / folder.name
    gone.mkdir(parents=True)
    (gone / RUN).write_bytes(b"old")
    recover(folder.parent)
    assert bytes_below(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name]


def test_free_are_an_absent_folder_an_empty_one_and_an_untouched_run(
    tmp_path: Path, studio_folder: Path
) -> None:
    check_free(tmp_path / "absent")
    check_free(tmp_path)
    check_free(studio_folder)


def test_litter_of_the_system_is_nobodys_work(studio_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(studio_folder)
    (folder / "Thumbs.db").write_bytes(b"x")
    check_free(folder)


def test_a_folder_that_is_no_run_is_not_touched(
    tmp_path: Path, studio_request: Request, studio_made: Made
) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(FolderInUse, match="holds no run"):
        write_run(tmp_path, studio_request, studio_made.papers)
    assert bytes_below(tmp_path) == {"photo.jpg": b"x"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"x")
    with pytest.raises(FolderInUse, match="a file and not a folder"):
        check_free(tmp_path / "out")


def test_an_approved_run_is_not_touched(ordered_folder: Path) -> None:
    with pytest.raises(FolderInUse, match="approved"):
        check_free(ordered_folder)


def test_every_file_changed_by_hand_protects_the_folder(
    studio_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(studio_folder)
    for path in (*manifest(folder)["outputs"], *manifest(folder)["inputs"], RUN):
        old = (folder / path).read_bytes()
        (folder / path).write_bytes(old + b" ")
        with pytest.raises(FolderInUse, match="was edited") as caught:
            check_free(folder)
        assert path in caught.value.why.ru
        (folder / path).write_bytes(old)
    check_free(folder)


@pytest.mark.parametrize("name", ["scan.pdf", "orders/signed.docx", "inputs/answers/more.csv"])
def test_a_file_of_the_curators_own_protects_the_folder(
    name: str, studio_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(studio_folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"x")
    with pytest.raises(FolderInUse, match="your file") as caught:
        check_free(folder)
    assert name in caught.value.why.ru


def test_a_killed_approval_is_finished_by_repeating_it(
    gymnasium_folder: Path,
    ordered_folder: Path,
    copied: Callable[[Path], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Manifests are written last, so a folder with an approval is complete."""
    folder = copied(gymnasium_folder)
    with monkeypatch.context() as patch:
        patch.setattr(write, "write_file", fail_at(20, write.write_file))
        with pytest.raises(NoSpaceError, match="no space"):
            approve(folder, BY)
    assert not (folder / "approval.json").exists()
    approve(folder, BY)
    assert (folder / "approval.json").read_bytes() == (ordered_folder / "approval.json").read_bytes()
