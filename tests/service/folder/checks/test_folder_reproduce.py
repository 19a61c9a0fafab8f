"""`reproduce` makes a run again from its inputs and names exactly the files that differ."""

from collections.abc import Callable
from pathlib import Path

import pytest
from small_run import STUDIO, edit_manifest, manifest, request_of, with_files

from questionnaires.reading import InputFile
from service.folder.checks.reproduce import expected_files, reproduce
from service.folder.contents.manifest import APPROVAL, ORDER, RUN, checksum, sealed, versions
from service.folder.request import read_request


def turn_byte(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_an_untouched_folder_is_equal_to_the_last_byte(
    gymnasium_folder: Path, ordered_folder: Path, studio_folder: Path
) -> None:
    for folder in (gymnasium_folder, ordered_folder, studio_folder):
        comparison = reproduce(folder)
        assert comparison.is_equal
        assert comparison.compared > 10


def test_every_file_of_an_ordered_folder_is_compared(ordered_folder: Path) -> None:
    there = {path.relative_to(ordered_folder).as_posix() for path in ordered_folder.rglob("*.*")}
    assert there - expected_files(ordered_folder).keys() == set(manifest(ordered_folder)["inputs"])


def kinds(folder: Path) -> dict[str, str]:
    """Return one file of each kind: by its folder and suffix."""
    paths = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.*"))]
    return {
        f"{path.rpartition('/')[0]}/{path.rpartition('.')[2]}" if "/" in path else path: path
        for path in paths
    }


def test_one_changed_byte_names_exactly_that_file(
    studio_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(studio_folder)
    for path in kinds(folder).values():
        for place in (0, len((folder / path).read_bytes()) // 2, -1):
            turn_byte(folder / path, place)
            comparison = reproduce(folder)
            assert comparison.different == (path,), (path, place)
            assert comparison.missing == ()
            turn_byte(folder / path, place)
    assert reproduce(folder).is_equal


@pytest.mark.parametrize("name", [APPROVAL, ORDER, "letters", "orders", "cards"])
def test_one_changed_byte_after_the_order(
    name: str, ordered_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(ordered_folder)
    path = folder / name
    path = sorted(path.rglob("*.*"))[-1] if path.is_dir() else path
    turn_byte(path, -2)
    assert reproduce(folder).different == (path.relative_to(folder).as_posix(),)


@pytest.mark.parametrize("path", ["pairs.csv", "report-curator.html", "certificate.npz", RUN])
def test_a_missing_file_is_named(path: str, studio_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(studio_folder)
    (folder / path).unlink()
    comparison = reproduce(folder)
    assert comparison.missing == (path,)
    assert not comparison.is_equal


def test_a_missing_input_is_named(studio_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(studio_folder)
    path = sorted((folder / "inputs" / "answers").iterdir())[0]
    path.unlink()
    assert reproduce(folder).missing == (path.relative_to(folder).as_posix(),)


def test_files_that_are_no_inputs_are_not_read(studio_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(studio_folder)
    (folder / "inputs" / "answers" / ".DS_Store").write_bytes(b"x")
    (folder / "inputs" / "locks").mkdir()
    (folder / "inputs" / "locks" / "01-x.csv").write_bytes(b"x")
    assert reproduce(folder).is_equal


def test_other_versions_are_named(studio_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(studio_folder)
    edit_manifest(folder, lambda run: run["made_with"].update(docxtpl="0.0.1"))
    (folder / RUN).write_bytes(sealed(manifest(folder)))
    comparison = reproduce(folder)
    assert comparison.versions == {"docxtpl": ("0.0.1", versions()["docxtpl"])}
    assert comparison.different == (RUN,)


def test_a_hundred_files_keep_their_order(tmp_path: Path) -> None:
    """«100-» sorts before «99-» as text; the number decides."""
    files = tuple(InputFile(f"{number}.csv", bytes([number])) for number in range(1, 121))
    request = with_files(request_of(STUDIO), answers=files)
    for path, content in request.inputs():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    said = {path: checksum(content) for path, content in request.inputs()}
    options = {"max_changes": None, "shortlist": 0}
    (tmp_path / RUN).write_bytes(sealed({"inputs": said, "options": options}))
    assert list(read_request(tmp_path).inputs()) == list(request.inputs())
