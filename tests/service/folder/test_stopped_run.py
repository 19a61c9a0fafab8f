"""A run that a person stopped: its folder says what was not checked, passes the check, and can be made again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from small_run import manifest

from service.command.group import run_command
from service.folder.checks.reproduce import reproduce
from service.folder.checks.verify import is_proved, verify_folder
from service.folder.contents.manifest import RUN, sealed
from service.folder.make import Made, make
from service.folder.request import Request
from service.folder.write import write_run


@pytest.fixture(scope="module")
def stopped(studio_request: Request) -> Made:
    """Stop R4 after its first step."""
    return make(studio_request, watch=lambda known: False)


@pytest.fixture(scope="module")
def folder(studio_request: Request, stopped: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("stopped") / "run"
    write_run(place, studio_request, stopped.papers)
    return place


def forge(folder: Path, stop_after: int | None) -> None:
    """Write another step into a manifest and seal it anew, as somebody who knows the program could."""
    content = manifest(folder)
    content["options"] = {**content["options"], "stop_after": stop_after}
    if stop_after is None:
        del content["options"]["stop_after"]
    (folder / RUN).write_bytes(sealed(content))


def test_it_passes_the_check_and_proves_nothing(folder: Path, stopped: Made, studio_made: Made) -> None:
    assert verify_folder(folder) == ()
    assert not is_proved(folder)
    assert manifest(folder)["options"]["stop_after"] == 1
    kept, best = stopped.run.result.proofs[0].objective, studio_made.run.result.proofs[0].objective
    assert kept is not None
    assert best is not None
    assert kept < best


def test_it_is_made_again_to_the_byte(folder: Path) -> None:
    assert reproduce(folder).is_equal


def test_it_says_that_nothing_was_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = (folder / "report-curator.html").read_text(encoding="utf-8")
    assert "Лучше нельзя — не проверено." in report
    assert "Лучше нельзя — проверено" not in report
    assert run_command(["verify", str(folder)]) == 0
    assert "протокол верен" not in capsys.readouterr().out


def test_a_watch_that_goes_on_changes_no_byte(studio_request: Request, studio_made: Made) -> None:
    assert make(studio_request, watch=lambda known: True).papers == studio_made.papers


def test_hiding_the_stop_is_seen(folder: Path, copied: Callable[[Path], Path]) -> None:
    hidden = copied(folder)
    forge(hidden, None)
    assert any("доказывается" in fault.ru for fault in verify_folder(hidden))
    assert not reproduce(hidden).is_equal


def test_a_proof_is_not_believed_of_a_stopped_run(
    studio_folder: Path, copied: Callable[[Path], Path]
) -> None:
    claimed = copied(studio_folder)
    forge(claimed, 1)
    assert any("остановлен" in fault.ru for fault in verify_folder(claimed))
