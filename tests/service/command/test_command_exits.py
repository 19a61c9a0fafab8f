"""Each exit code of the contract by a real call, and what is said with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import below, call
from small_run import BY, FULL, STUDIO, bytes_below, read_rows, request_of

from matcher.solution import Asked
from matcher.solve.pairs.board import undecided
from questionnaires.examples import broken_files
from questionnaires.loading import load_programme
from service.folder.make import NoAssignment, make
from service.folder.write import write_run
from service.runs.solving.judging import verdict_against
from service.store.run_states import RunOutcome, StopReason

Copied = Callable[[Path], Path]
Capsys = pytest.CaptureFixture[str]

RUN_KEYS = {
    *("exit", "out", "programme", "pairs", "groups", "unmatched", "absent", "mean", "proofs", "changes"),
    *("carried_decisions", "warnings"),
}
KEYS: dict[str, set[str]] = {
    "check": {"exit", "problems", "ready", "people", "places", "lonely", "stranded", "shortages", "absent"},
    "verify": {"exit", "valid", "proved", "faults", "by_hand"},
    "reproduce": {"exit", "equal", "compared", "different", "missing", "versions", "by_hand"},
    "compare": {"exit", "same", "moved", "points", "inputs", "causes"},
    "explain": {"exit", "lines"},
    "approve": {"exit", "approved_by", "orders"},
    "order": {"exit", "number", "date", "orders"},
}
"""What other programs may rely on."""


def test_0_a_run_is_made_checked_made_again_and_compared(
    studio_files: Path, tmp_path: Path, capsys: Capsys, studio_folder: Path
) -> None:
    answers, out = below(studio_files), tmp_path / "out"
    checked = call(capsys, "check", STUDIO, "--answers", *answers, "--json")
    assert (checked.code, checked.data.keys()) == (0, KEYS["check"])
    made = call(capsys, "run", STUDIO, "--answers", *answers, "--out", out, "--json")
    assert (made.code, made.data.keys()) == (0, RUN_KEYS)
    assert made.data["pairs"] == len(read_rows((out / "pairs.csv").read_bytes()))
    assert (out / "pairs.csv").read_bytes() == (studio_folder / "pairs.csv").read_bytes()
    who = read_rows((out / "pairs.csv").read_bytes())[0]["mentee"]
    for name, more in (("verify", ()), ("reproduce", ()), ("compare", (out,)), ("explain", ("--who", who))):
        said = call(capsys, name, out, *more, "--json")
        assert (said.code, said.data.keys()) == (0, KEYS[name])
        assert said.data["exit"] == 0


def test_0_approve_and_order(gymnasium_folder: Path, copied: Copied, capsys: Capsys) -> None:
    folder = copied(gymnasium_folder)
    approved = call(capsys, "approve", folder, "--by", BY, "--json")
    assert (approved.code, approved.data.keys()) == (0, KEYS["approve"])
    assert approved.data["orders"]
    assert '--number "N; N" --date' in call(capsys, "approve", folder, "--by", BY).out
    ordered = call(capsys, "order", folder, "--number", "7; 8", "--date", "21.09.2026", "--json")
    assert (ordered.code, ordered.data.keys()) == (0, KEYS["order"])
    assert ordered.data["date"] == "2026-09-21"
    assert call(capsys, "verify", folder).code == 0


def test_0_whoever_approves_for_several_organisations_is_told_how_each_numbers_its_own(
    district_folder: Path, copied: Copied, capsys: Capsys
) -> None:
    folder = copied(district_folder)
    said = call(capsys, "approve", folder, "--by", BY)
    assert (said.code, said.err) == (0, "")
    assert f"matcher order {folder}/ОРГАНИЗАЦИЯ --number N --date" in said.out


def test_2_every_problem_of_every_file_is_listed(studio_files: Path, tmp_path: Path, capsys: Capsys) -> None:
    paths = []
    for broken in broken_files(load_programme(STUDIO)):
        paths.append(tmp_path / broken.file.name)
        paths[-1].write_bytes(broken.file.content)
    answers = [*below(studio_files), *paths]
    for name, more in (("check", ()), ("run", ("--out", tmp_path / "out"))):
        said = call(capsys, name, STUDIO, "--answers", *answers, *more, "--json")
        assert said.code == 2
        errors = [problem for problem in said.data["problems"] if problem["severity"] == "error"]
        assert {path.name for path in paths} <= {problem["file"] for problem in errors}
        assert all(problem["reason"] for problem in errors)
    assert not (tmp_path / "out").exists()


def test_2_a_problem_names_file_row_and_column(studio_files: Path, tmp_path: Path, capsys: Capsys) -> None:
    table = next(path for path in below(studio_files, "*.csv"))
    lines = table.read_bytes().splitlines(keepends=True)
    broken = tmp_path / "сдвиг.csv"
    broken.write_bytes(b"".join([*lines[:3], lines[3].rstrip() + b";;;;;;;;x;y\r\n"]))
    said = call(capsys, "run", STUDIO, "--answers", broken, "--out", tmp_path / "out")
    assert said.code == 2
    assert "сдвиг.csv, строка 4" in said.err
    assert "Файлы не приняты: ошибок" in said.err
    assert said.out == ""


def decided(folder: Path, *rows: str) -> Path:
    path = folder / "Решения куратора.csv"
    path.write_bytes(
        ("\r\n".join(["Вид;Наставляемый;Наставник;Форма;Причина;Автор", *rows]) + "\r\n").encode()
    )
    return path


def test_3_decisions_that_contradict_each_other(
    studio_files: Path, studio_folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    pair = read_rows((studio_folder / "pairs.csv").read_bytes())[0]
    who = f"{pair['mentee']};{pair['mentor']};;проба;куратор"
    locks = decided(tmp_path, f"Оставить вместе;{who}", f"Не ставить вместе;{who}")
    arguments: list[Any] = ["run", STUDIO, "--answers", *below(studio_files), "--locks", locks]
    arguments += ["--people", studio_folder / "people.csv", "--out", tmp_path / "out"]
    said = call(capsys, *arguments, "--json")
    assert (said.code, said.data.keys()) == (3, {"exit", "conflicts"})
    assert said.data["conflicts"]
    assert pair["mentee"] in " ".join(said.data["conflicts"])
    told = call(capsys, *arguments).err
    assert "противоречат друг другу" in told
    people = {row["Код"]: row["ФИО"] for row in read_rows((studio_folder / "people.csv").read_bytes())}
    assert all(f"{people[code]} ({code})" in told for code in (pair["mentee"], pair["mentor"]))
    assert not (tmp_path / "out").exists()


def test_3_more_locks_than_a_mentor_has_places(
    studio_files: Path, studio_folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    mentees = [
        row["Код"] for row in read_rows((studio_folder / "people.csv").read_bytes()) if row["Код"] < "Н"
    ]
    pairs = read_rows((studio_folder / "pairs.csv").read_bytes())
    mentor, several = pairs[0]["mentor"], [pair["mentee"] for pair in pairs]
    assert not set(mentees) & set(several)
    rows = [f"Оставить вместе;{mentee};{mentor};;проба;куратор" for mentee in several]
    locks = decided(tmp_path, *rows)
    arguments: list[Any] = ["run", STUDIO, "--answers", *below(studio_files), "--locks", locks]
    arguments += ["--people", studio_folder / "people.csv", "--out", tmp_path / "out"]
    said = call(capsys, *arguments, "--json")
    assert said.code == 3
    assert mentor in " ".join(said.data["conflicts"])


def test_3_nothing_found_and_nothing_shown_is_said_so(
    studio_files: Path, tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.matching.decide", lambda *_: undecided(Asked()))
    arguments: list[Any] = ["run", STUDIO, "--answers", *below(studio_files), "--out", tmp_path / "out"]
    said = call(capsys, *arguments)
    assert said.code == 3
    assert "неизвестно, выполнимы ли вместе" in said.err
    assert "но и не доказано, что его нет" in said.err
    assert "противоречат" not in said.err
    with pytest.raises(NoAssignment) as caught:
        make(request_of(STUDIO))
    verdict = verdict_against(caught.value)
    assert (verdict.outcome, verdict.stop_reason) == (RunOutcome.FAILED, StopReason.EFFORT_LIMIT)


@pytest.mark.parametrize(("name", "key"), [("verify", "faults"), ("reproduce", "different")])
def test_4_a_changed_folder(name: str, key: str, studio_folder: Path, copied: Copied, capsys: Capsys) -> None:
    folder = copied(studio_folder)
    (folder / "pairs.csv").write_bytes((folder / "pairs.csv").read_bytes().replace(b"yes", b"no"))
    said = call(capsys, name, folder, "--json")
    assert (said.code, said.data.keys()) == (4, KEYS[name])
    assert "pairs.csv" in " ".join(said.data[key])
    assert "pairs.csv" in call(capsys, name, folder).err


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("verify", ()),
        ("reproduce", ()),
        ("approve", ("--by", BY)),
        ("explain", ("--who", "Н-001")),
        ("compare", None),
    ],
)
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"inputs": 5}', b"\xff"])
def test_4_a_damaged_manifest(
    name: str,
    more: tuple[str, ...] | None,
    content: bytes,
    studio_folder: Path,
    copied: Copied,
    capsys: Capsys,
) -> None:
    folder = copied(studio_folder)
    (folder / "run.json").write_bytes(content)
    said = call(capsys, name, folder, *((studio_folder,) if more is None else more))
    assert said.code == 4
    assert "run.json" in said.err


def test_5_a_bad_organisation_does_not_stop_the_others(
    studio_files: Path, tmp_path: Path, capsys: Capsys
) -> None:
    region = tmp_path / "region.toml"
    one = f'[[organisation]]\nkey = "KEY"\nprogramme = "{STUDIO}"\nanswers = ["PATH"]\n'
    good = one.replace("KEY", "good").replace("PATH", f"{studio_files.name}/*.*")
    bad = one.replace("KEY", "bad").replace("PATH", "absent.csv")
    region = studio_files.parent / "region.toml"
    region.write_text(bad + good, encoding="utf-8")
    said = call(capsys, "batch", region, "--out", tmp_path / "out", "--workers", "1", "--json")
    assert said.code == 5
    organisations = said.data["organisations"]
    assert {key: one["state"] for key, one in organisations.items()} == {"bad": "failed", "good": "finished"}
    assert organisations["bad"]["exit"] == 2
    assert (tmp_path / "out" / "good" / "run.json").is_file()
    again = call(capsys, "batch", region, "--out", tmp_path / "out", "--workers", "1", "--lang", "en")
    assert again.code == 5
    assert again.out.splitlines()[0].startswith("bad: failed. No such file")
    assert again.out.splitlines()[1] == "good: unchanged, its folder was left alone"


def test_2_what_is_in_the_way_is_named_and_not_touched(
    studio_files: Path, tmp_path: Path, capsys: Capsys, ordered_folder: Path
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "photo.jpg").write_bytes(b"x")
    before = bytes_below(ordered_folder)
    ways = (
        (tmp_path / "file", "это файл"),
        (tmp_path / "mine", "нет подбора"),
        (ordered_folder, "утверждённый подбор"),
    )
    for out, why in ways:
        said = call(capsys, "run", STUDIO, "--answers", *below(studio_files), "--out", out)
        assert said.code == 2
        assert why in said.err
    assert bytes_below(ordered_folder) == before


def test_2_a_folder_below_a_file_cannot_be_made(studio_files: Path, tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "file").write_bytes(b"x")
    said = call(capsys, "run", STUDIO, "--answers", *below(studio_files), "--out", tmp_path / "file" / "out")
    assert said.code == 2
    assert str(tmp_path / "file") in said.err


def test_2_stages_are_open(studio_folder: Path, capsys: Capsys) -> None:
    said = call(capsys, "approve", studio_folder, "--by", BY, "--lang", "en")
    assert said.code == 2
    assert "interviews and decisions" in said.err
    assert "with what is missing: decisions of the interviews in --verdicts; and --people" in said.err


def test_2_an_order_before_approval(gymnasium_folder: Path, capsys: Capsys) -> None:
    said = call(capsys, "order", gymnasium_folder, "--number", "1", "--date", "2026-09-21")
    assert said.code == 2
    assert "сначала matcher approve" in said.err


def test_0_what_a_solver_claims_is_not_called_proved(
    studio_folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    """R3 has groups and peers, which no certificate of prices covers."""
    request = request_of(FULL)
    write_run(tmp_path / "out", request, make(request).papers)
    for folder, proved in ((studio_folder, True), (tmp_path / "out", False)):
        said = call(capsys, "verify", folder, "--json")
        assert (said.code, said.data["valid"], said.data["proved"]) == (0, True, proved)
    assert "matcher reproduce" in call(capsys, "verify", tmp_path / "out").out
