"""Whatever is changed in a finished folder, `verify` says so, also when every checksum is written anew."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from folder_tampers import AFTER_ORDER, CERTIFICATE, PAIRS, PEOPLE, PLAIN, TAMPERINGS, UNMATCHED, reseal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_run import manifest

from service.folder.checks.integrity import find_alterations
from service.folder.checks.verify import verify_folder
from service.folder.contents.manifest import RUN


def test_an_untouched_folder_passes(gymnasium_folder: Path, ordered_folder: Path) -> None:
    assert verify_folder(gymnasium_folder) == ()
    assert verify_folder(ordered_folder) == ()


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_forger_who_renews_every_checksum_is_caught(
    name: str, studio_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(studio_folder)
    TAMPERINGS[name](folder)
    faults = verify_folder(folder)
    assert faults, name
    assert "Error" not in faults[0].en or name in BREAKS_READING, faults[0].en


BREAKS_READING = {
    "certain unknown",
    "certain blank",
    "pairs in UTF-16",
    "certificate gone",
    "certificate empty",
    "certificate short",
    "certificate of zeros",
    "certificate without parts",
    "inputs not named",
}
"""After these the files cannot be read at all, which is what is said."""


@pytest.mark.parametrize("name", PLAIN)
def test_a_change_by_hand_is_caught(name: str, studio_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(studio_folder)
    PLAIN[name](folder)
    assert verify_folder(folder), name


@pytest.mark.parametrize("name", AFTER_ORDER)
def test_a_change_after_the_order_is_caught(
    name: str, ordered_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(ordered_folder)
    AFTER_ORDER[name](folder)
    assert verify_folder(folder), name


def test_each_changed_file_is_named(ordered_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(ordered_folder)
    for path in sorted(manifest(folder)["outputs"]):
        if (folder / path).is_file():
            old = (folder / path).read_bytes()
            (folder / path).write_bytes(old + b" ")
            said = [path in fault.ru for fault in find_alterations(folder)]
            assert said == ([] if path.endswith(("mentees.xlsx", "mentors.xlsx")) else [True]), path
            (folder / path).write_bytes(old)
    assert verify_folder(folder) == ()


def kept(folder: Path) -> Iterator[Path]:
    yield from (folder / name for name in (RUN, PAIRS, UNMATCHED, PEOPLE, CERTIFICATE))
    yield from sorted((folder / "inputs").rglob("*.*"))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_damaged_byte_passes_or_breaks_the_check(
    data: st.DataObject, studio_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "damaged"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(studio_folder, folder)
    path = data.draw(st.sampled_from(list(kept(folder))))
    old = path.read_bytes()
    place = data.draw(st.integers(0, len(old) - 1))
    new = data.draw(st.binary(max_size=3).filter(lambda piece: piece != old[place : place + 1]))
    path.write_bytes(old[:place] + new + old[place + 1 :])
    if path.name != RUN and data.draw(st.booleans()) and path.name == CERTIFICATE:
        reseal(folder)
        verify_folder(
            folder
        )  # a certificate may be changed where it proves nothing; it may not break the check
    else:
        assert verify_folder(folder), path
