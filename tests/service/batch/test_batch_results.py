"""What a batch says of its organisations: finished, unchanged, failed; one bad one stops nobody."""

import json
import os
import signal
from pathlib import Path

import pytest
from filelock import FileLock
from regions import PROGRAMME, section, write_organisation, write_region
from small_run import bytes_below

from questionnaires.wording import Language
from service.batch import pool
from service.batch.batch import JOURNAL, LOCK, BatchRunning, run_batch, state_of
from service.batch.done import Done, State
from service.batch.region import Entry, read_region
from service.batch.work import work
from service.folder.approve import approve
from service.folder.checks.verify import verify_folder

COUNT = 3


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_region(tmp_path_factory.mktemp("region"), COUNT)


@pytest.fixture(scope="module")
def finished(region: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("finished")
    done = run_batch(read_region(region), out, workers=2)
    assert {one.state for one in done.values()} == {State.FINISHED}
    return out


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != LOCK}


def states(out: Path) -> dict[str, str]:
    journal = json.loads((out / JOURNAL).read_bytes())["organisations"]
    return {key: one["state"] for key, one in journal.items()}


def test_every_organisation_has_a_valid_folder(finished: Path) -> None:
    assert states(finished) == {f"school-{n}": "finished" for n in range(1, COUNT + 1)}
    assert all(verify_folder(finished / key) == () for key in states(finished))


def test_an_unchanged_batch_touches_no_file(region: Path, finished: Path) -> None:
    before, content = times(finished), bytes_below(finished)
    done = run_batch(read_region(region), finished, workers=1)
    assert {one.state for one in done.values()} == {State.UNCHANGED}
    assert bytes_below(finished) == content
    assert times(finished) == before


def test_one_worker_gives_the_same_bytes_as_two(region: Path, finished: Path, tmp_path: Path) -> None:
    run_batch(read_region(region), tmp_path, workers=1)
    assert bytes_below(tmp_path) == bytes_below(finished)


def entry(place: Path, key: str = "school", programme: str = PROGRAMME, people: int = 9) -> Entry:
    """Return one organisation whose files stand below a place."""
    write_organisation(place / "answers" / key, people)
    (place / "one.toml").write_text(section(key, programme=programme), encoding="utf-8")
    return read_region(place / "one.toml")[0]


def test_a_changed_answer_makes_its_organisation_new(tmp_path: Path) -> None:
    one = entry(tmp_path)
    assert work(one, str(tmp_path)).state is State.FINISHED
    assert work(one, str(tmp_path)).state is State.UNCHANGED
    file = next(path for path in one.given["answers"] if path.suffix == ".csv")
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    assert work(one, str(tmp_path)).state is State.FINISHED
    assert verify_folder(tmp_path / "school") == ()


def test_a_folder_that_lost_a_file_is_made_again_and_an_edited_one_is_told(tmp_path: Path) -> None:
    one = entry(tmp_path)
    work(one, str(tmp_path))
    folder = tmp_path / "school"
    before = bytes_below(folder)
    (folder / "pairs.csv").unlink()
    assert work(one, str(tmp_path)).state is State.FINISHED
    assert bytes_below(folder) == before
    (folder / "pairs.csv").write_bytes(before["pairs.csv"] + b"x")
    refused = work(one, str(tmp_path))
    assert (refused.state, refused.code) == (State.FAILED, 2)
    assert "изменён файл pairs.csv" in str(refused.facts["text"])


def test_a_base_filled_in_by_hand_leaves_its_organisation_unchanged(tmp_path: Path) -> None:
    one = entry(tmp_path)
    work(one, str(tmp_path))
    path = tmp_path / "school" / "mentees.xlsx"
    path.write_bytes(path.read_bytes() + b"\n")
    assert work(one, str(tmp_path)).state is State.UNCHANGED


def test_an_approved_organisation_stays_unchanged_and_is_never_overwritten(tmp_path: Path) -> None:
    one = entry(tmp_path, programme="r5-teachers")
    teachers = write_teachers(tmp_path / "answers" / "school")
    one = Entry(key="school", programme="r5-teachers", given={**one.given, "answers": teachers})
    assert work(one, str(tmp_path)).state is State.FINISHED
    approve(tmp_path / "school", by="Директор")
    before = bytes_below(tmp_path / "school")
    assert work(one, str(tmp_path)).state is State.UNCHANGED
    fewer = Entry(key="school", programme="r5-teachers", given={**one.given}, shortlist=1)
    refused = work(fewer, str(tmp_path))
    assert (refused.state, refused.code) == (State.FAILED, 2)
    assert "утверждённый подбор" in str(refused.facts["text"])
    assert bytes_below(tmp_path / "school") == before


def write_teachers(folder: Path) -> list[Path]:
    from questionnaires.examples import example_files
    from questionnaires.loading import load_programme

    files = example_files(load_programme("r5-teachers"), people=20).answers
    for file in files:
        (folder / file.name).write_bytes(file.content)
    return [folder / file.name for file in files]


@pytest.mark.parametrize("language", list(Language))
def test_a_bad_organisation_is_reported_with_every_problem(language: Language, tmp_path: Path) -> None:
    one = entry(tmp_path)
    (tmp_path / "answers" / "school" / "пусто.csv").write_bytes(b"")
    (tmp_path / "answers" / "school" / "столовая.csv").write_bytes("Блюдо;Цена\r\nСуп;40\r\n".encode())
    one = read_region(tmp_path / "one.toml")[0]
    done = work(one, str(tmp_path), language)
    assert (done.state, done.code) == (State.FAILED, 2)
    named = {problem["file"] for problem in done.facts["problems"] if problem["severity"] == "error"}
    assert named == {"пусто.csv", "столовая.csv"}
    assert not (tmp_path / "school").exists()


def test_a_missing_file_an_unknown_programme_and_a_damaged_run_fail_by_a_sentence(tmp_path: Path) -> None:
    one = entry(tmp_path)
    missing = Entry(key="school", programme=PROGRAMME, given={**one.given, "answers": [tmp_path / "x.csv"]})
    unknown = Entry(key="school", programme="r9", given=one.given)
    work(one, str(tmp_path))
    (tmp_path / "school" / "run.json").write_bytes(b"{}")
    for bad, said in ((missing, "Файла нет"), (unknown, "r9"), (one, "run.json")):
        done = work(bad, str(tmp_path))
        assert (done.state, done.code) == (State.FAILED, 2), done
        assert said in str(done.facts["text"])


def die_of_the_second(entry: Entry, out: str, language: Language) -> Done:
    """Stand in for the work: one organisation kills whoever works on it."""
    if entry.key == "school-2":
        os.kill(os.getpid(), signal.SIGKILL)
    return work(entry, out, language)


def test_an_organisation_that_kills_its_worker_twice_fails_alone(
    region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "work_here", die_of_the_second)
    done = run_batch(read_region(region), tmp_path, workers=2, language=Language.EN)
    assert {key: one.state for key, one in done.items()} == {
        "school-1": State.FINISHED,
        "school-2": State.FAILED,
        "school-3": State.FINISHED,
    }
    assert done["school-2"].facts["error"] == "the worker process ended twice during this organisation"
    assert states(tmp_path)["school-2"] == "failed"


def test_a_second_batch_on_the_folder_is_refused(region: Path, tmp_path: Path) -> None:
    with FileLock(tmp_path / LOCK), pytest.raises(BatchRunning, match=tmp_path.name):
        run_batch(read_region(region), tmp_path, workers=1)
    assert [path.name for path in tmp_path.iterdir()] == [LOCK]


def test_the_journal_of_an_unchanged_organisation_is_that_of_a_finished_one() -> None:
    facts: dict[str, object] = {"pairs": 3}
    made, left = (
        Done(key="a", state=state, code=0, facts=facts) for state in (State.FINISHED, State.UNCHANGED)
    )
    assert state_of(made) == state_of(left) == {"state": "finished", "exit": 0, "pairs": 3}
