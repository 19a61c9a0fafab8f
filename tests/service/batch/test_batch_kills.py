"""Whatever ends a batch, the next one goes on: nothing is lost, nothing is done twice, nothing is left over."""

import json
import os
import random
import signal
import time
from pathlib import Path

import pytest
from regions import end, finished, holds, start, wait_until, workers_of, write_region
from small_run import bytes_below

from service.batch.batch import JOURNAL, LOCK
from service.folder.checks.verify import verify_folder
from service.folder.write import FRESH

KILLS = int(os.environ.get("MATCHER_KILLS", "20")) // 2
"""In each of two tests, which may run at the same time; an interrupt comes after every five."""
COUNT = 8 + KILLS // 2
FEW = [f"school-{number}" for number in range(1, 9)]
KEYS = [f"school-{number}" for number in range(1, COUNT + 1)]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_region(tmp_path_factory.mktemp("region"), COUNT)


@pytest.fixture(scope="module")
def undisturbed(region: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Make what a batch writes that nobody ends."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    whole = start(region, out, workers=2)
    whole.communicate()
    assert whole.returncode == 0
    return bytes_below(out)


@pytest.fixture(scope="module")
def small_region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_region(tmp_path_factory.mktemp("small"), len(FEW))


def interrupt(region: Path, out: Path, dice: random.Random, how: signal.Signals) -> None:
    """Start a batch and end it at a moment of chance: early, while a folder is written, or just after."""
    moment = dice.choice(["early", "writing", "writing", "done"])
    before, more = len(finished(out, KEYS)), dice.randint(1, 2)
    process = start(region, out, workers=dice.choice([1, 1, 1, 2]))
    if moment == "early":
        wait_until(lambda: holds(process.pid, out / LOCK), process)
        time.sleep(dice.random())
    elif moment == "writing":
        wait_until(lambda: any(out.glob(f".*{FRESH}*")), process)
    else:
        wait_until(lambda: len(finished(out, KEYS)) >= min(before + more, COUNT), process)
    _, error = end(process, how)
    assert b"Traceback" not in error, error.decode()


@pytest.mark.parametrize("seed", [20261123, 20270115])
def test_a_batch_ended_again_and_again_is_finished_as_if_nothing_had_happened(
    seed: int, region: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    dice = random.Random(seed)
    out = tmp_path / "out"
    ways = [signal.SIGKILL] * KILLS + [signal.SIGINT] * (KILLS // 5)
    dice.shuffle(ways)
    done: dict[str, int] = {}
    for how in ways:
        interrupt(region, out, dice, how)
        now = finished(out, KEYS)
        assert done.items() <= now.items(), "a finished organisation was lost or done again"
        done = now
    assert len(done) > 0, "no batch got anywhere, so the test shows nothing"
    last = start(region, out, workers=2)
    _, error = last.communicate()
    assert (last.returncode, error) == (0, b""), error.decode()
    assert done.items() <= finished(out, KEYS).items()
    assert bytes_below(out) == undisturbed
    assert sorted(path.name for path in out.iterdir()) == sorted([*KEYS, JOURNAL, LOCK])
    states = json.loads((out / JOURNAL).read_bytes())["organisations"]
    assert {state["state"] for state in states.values()} == {"finished"}
    assert len(states) == COUNT
    assert all(verify_folder(out / key) == () for key in KEYS[:3])


def test_when_a_worker_dies_its_organisation_is_tried_again(small_region: Path, tmp_path: Path) -> None:
    process = start(small_region, tmp_path, workers=2)
    wait_until(lambda: len(finished(tmp_path, FEW)) >= 2, process)
    victims = workers_of(process.pid)
    assert len(victims) == 2
    os.kill(victims[0], signal.SIGKILL)
    _, error = process.communicate()
    assert (process.returncode, error) == (0, b""), error.decode()
    assert sorted(finished(tmp_path, FEW)) == sorted(FEW)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*FEW, JOURNAL, LOCK])


def test_ctrl_c_is_answered_by_a_sentence(small_region: Path, tmp_path: Path) -> None:
    process = start(small_region, tmp_path, workers=2)
    wait_until(lambda: bool(finished(tmp_path, FEW)), process)
    out, error = end(process, signal.SIGINT)
    assert process.returncode == 2
    assert error.decode().strip().splitlines() == [
        "Остановлено. Готовые организации сохранены: повторите ту же команду, и подбор продолжится."
    ]
    assert out == b""
    assert not any(tmp_path.glob(f".*{FRESH}*"))


def test_a_second_batch_is_refused_while_the_first_runs(small_region: Path, tmp_path: Path) -> None:
    first = start(small_region, tmp_path)
    wait_until(lambda: bool(finished(tmp_path, FEW)), first)
    os.kill(first.pid, signal.SIGSTOP)  # so that it is still there, however slow the second one starts
    second = start(small_region, tmp_path)
    _, error = second.communicate()
    os.kill(first.pid, signal.SIGCONT)
    assert second.returncode == 2
    assert "уже идёт другой подбор" in error.decode()
    first.communicate()
    assert first.returncode == 0
    assert sorted(finished(tmp_path, FEW)) == sorted(FEW)
