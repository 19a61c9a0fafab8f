"""``matcher run --previous``: what the curator decided before holds until a later file says otherwise."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest
from command_line import Said, below, call
from docx_text import words
from small_run import BY, STUDIO, read_rows

from service.folder.make import Made

Capsys = pytest.CaptureFixture[str]
HEADER = "Вид;Наставляемый;Наставник;Форма;Причина;Автор"


def locks(path: Path, *rows: tuple[str, str, str]) -> Path:
    lines = [HEADER, *(f"{kind};{mentee};{mentor};;проба;куратор" for kind, mentee, mentor in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def pairs_of(folder: Path) -> set[tuple[str, str]]:
    return {(row["mentee"], row["mentor"]) for row in read_rows((folder / "pairs.csv").read_bytes())}


@pytest.fixture
def early(tmp_path: Path) -> Path:
    """R4 of a school that does without interviews, so that a run can be approved at once."""
    ready = (
        files("questionnaires")
        .joinpath("catalogue", "programmes", f"{STUDIO}.toml")
        .read_text(encoding="utf-8")
    )
    path = tmp_path / "r4.toml"
    path.write_text(ready.replace(', "shortlist", "verdicts"]', "]"), encoding="utf-8")
    return path


@pytest.fixture
def run(early: Path, studio_files: Path, tmp_path: Path, capsys: Capsys) -> Callable[..., Said]:
    """Make and approve a run in the folder of this name."""

    def made(name: str, *more: object) -> Said:
        given = ("run", early, "--answers", *below(studio_files), "--out", tmp_path / name)
        said = call(capsys, *given, *more)
        assert call(capsys, "approve", tmp_path / name, "--by", BY).code == 0
        return said

    return made


@dataclass(frozen=True)
class Decided:
    """What the curator has decided in the run «1», and the file it stands in."""

    file: Path
    apart: tuple[str, str]
    by_hand: tuple[str, str]
    """The mentee whom the curator matches, and the mentor the run had proposed."""


@pytest.fixture
def decided(run: Callable[..., Said], studio_made: Made, tmp_path: Path) -> Decided:
    kept, by_hand, *_ = studio_made.run.result.pairs
    apart = (kept.mentee, by_hand.mentor)
    register = next(paper.content for paper in studio_made.papers if paper.path == "people.csv")
    (tmp_path / "people.csv").write_bytes(register)
    file = locks(
        tmp_path / "решения.csv",
        ("Подбирает куратор лично", by_hand.mentee, ""),
        ("Не ставить вместе", *apart),
    )
    assert run("1", "--people", tmp_path / "people.csv", "--locks", file).code == 0
    return Decided(file, apart, (by_hand.mentee, by_hand.mentor))


def test_whoever_approves_a_run_without_pairs_is_not_sent_to_number_orders(
    early: Path, studio_files: Path, tmp_path: Path, capsys: Capsys
) -> None:
    mentors = [path for path in below(studio_files) if "наставляем" not in path.name]
    assert call(capsys, "run", early, "--answers", *mentors, "--out", tmp_path / "1").code == 0
    said = call(capsys, "approve", tmp_path / "1", "--by", BY)
    assert (said.code, said.err) == (0, "")
    assert "Приказов нет" in said.out
    assert "matcher order" not in said.out


def test_a_first_run_says_nothing_of_earlier_ones(run: Callable[..., Said]) -> None:
    said = run("0").out
    assert "Решения прошлого подбора" not in said
    assert "Работающих пар" not in said


def test_decisions_live_on_from_run_to_run(
    run: Callable[..., Said], decided: Decided, tmp_path: Path, capsys: Capsys
) -> None:
    working = len(pairs_of(tmp_path / "1"))
    for name, before in (("2", "1"), ("3", "2")):
        said = run(name, "--previous", tmp_path / before)
        assert "Решения прошлого подбора действуют: 2." in said.out
        assert (
            f"Работающих пар осталось: {working}, завершено: 0, прекращено досрочно: 0, новых: 0." in said.out
        )
        assert decided.by_hand[0] not in {mentee for mentee, _ in pairs_of(tmp_path / name)}
        assert decided.apart not in pairs_of(tmp_path / name)
        assert call(capsys, "verify", tmp_path / name).code == 0
    assert len(below(tmp_path / "3" / "inputs" / "locks")) == 1


def test_of_pairs_that_a_school_wrote_down_as_over_completed_and_broken_off_ones_are_told_apart(
    run: Callable[..., Said], tmp_path: Path
) -> None:
    run("1")
    book = openpyxl.load_workbook(tmp_path / "1" / "mentees.xlsx")
    page = book.worksheets[0]
    places = {cell.value: cell.column for cell in page[1]}
    rows = [row for row in range(2, page.max_row + 1) if page.cell(row, places["ФИО наставника"]).value]
    for row, result in zip(rows, ("Цель достигнута", "наставник уволился"), strict=False):
        page.cell(row, places["Дата завершения"], "15.03.2027")
        page.cell(row, places["Результаты"], result)
    book.save(tmp_path / "1" / "mentees.xlsx")
    working = len(pairs_of(tmp_path / "1"))
    said = run("2", "--previous", tmp_path / "1")
    counts = f"осталось: {working - 2}, завершено: 1, прекращено досрочно: 1, новых: "
    assert counts in said.out


def test_a_mentor_who_left_frees_the_mentees_and_nobody_else_is_touched(
    run: Callable[..., Said], tmp_path: Path, capsys: Capsys
) -> None:
    """One line of the curator's: until now every file with the mentor had to be searched, and a day typed for each."""
    run("1")
    before = pairs_of(tmp_path / "1")
    counts = Counter(mentor for _, mentor in before)
    mentor = max(sorted(counts), key=lambda code: counts[code])
    assert counts[mentor] > 1
    left = locks(tmp_path / "выбыли.csv", ("Выбыл", "", mentor))
    said = run("2", "--previous", tmp_path / "1", "--locks", left)
    after = pairs_of(tmp_path / "2")
    assert {pair for pair in before if pair[1] != mentor} <= after
    assert mentor not in {code for _, code in after}
    assert f"прекращено досрочно: {counts[mentor]}" in said.out
    order = "".join(words(path.read_bytes()) for path in (tmp_path / "2" / "orders").glob("*changes.docx"))
    assert order.count("Основание: выбытие участника программы") == counts[mentor]
    assert call(capsys, "verify", tmp_path / "2").code == 0
    run("3", "--previous", tmp_path / "2")
    assert pairs_of(tmp_path / "3") == after


def test_the_later_file_decides(
    run: Callable[..., Said], decided: Decided, tmp_path: Path, capsys: Capsys
) -> None:
    """The mentor whom the curator has chosen, and then taken away; every file has the same name."""
    pair = decided.by_hand
    locks(decided.file, ("Оставить вместе", *pair))
    said = run("2", "--previous", tmp_path / "1", "--locks", decided.file, "--json")
    assert said.data["carried_decisions"] == 1
    assert pair in pairs_of(tmp_path / "2")
    assert call(capsys, "reproduce", tmp_path / "2").code == 0
    locks(decided.file, ("Не ставить вместе", *pair))
    stays = pairs_of(tmp_path / "2") - {pair}
    said = run("3", "--previous", tmp_path / "2", "--locks", decided.file)
    new = pairs_of(tmp_path / "3") - pairs_of(tmp_path / "2")
    assert f"Работающих пар осталось: {len(stays)}, завершено: 0, прекращено досрочно: 1, " in said.out
    assert f"новых: {len(new)}." in said.out
    assert pair not in pairs_of(tmp_path / "3")
    kept = below(tmp_path / "3" / "inputs" / "locks")
    assert len({path.name.split("-", 1)[1] for path in kept}) == len(kept) == 3


def test_several_mappings_are_kept(run: Callable[..., Said], tmp_path: Path) -> None:
    profiles = [tmp_path / "1.toml", tmp_path / "2.toml"]
    for path in profiles:
        path.write_bytes(b"")
    assert run("0", "--profile", *profiles).code == 0
    assert len(below(tmp_path / "0" / "inputs" / "profile")) == 2


def test_a_proposal_has_no_working_pairs(
    studio_folder: Path, studio_files: Path, tmp_path: Path, capsys: Capsys
) -> None:
    """Nothing is an order before people agree: the sentence says what to do instead."""
    given = ("--answers", *below(studio_files), "--previous", studio_folder)
    said = call(capsys, "run", STUDIO, *given, "--out", tmp_path / "out")
    assert said.code == 2
    assert f"Подбор в папке {studio_folder} не утверждён" in said.err
    assert f"--people {studio_folder}/people.csv" in said.err
    assert not (tmp_path / "out").exists()
    assert call(capsys, "check", STUDIO, *given).code == 2


def test_an_approval_of_another_run_is_none(
    early: Path, studio_files: Path, tmp_path: Path, capsys: Capsys
) -> None:
    given = ("run", early, "--answers", *below(studio_files))
    for name in ("1", "2"):
        assert call(capsys, *given, "--out", tmp_path / name, "--shortlist", name).code == 0
    assert call(capsys, "approve", tmp_path / "1", "--by", BY).code == 0
    (tmp_path / "2" / "approval.json").write_bytes((tmp_path / "1" / "approval.json").read_bytes())
    assert call(capsys, *given, "--previous", tmp_path / "2", "--out", tmp_path / "3").code == 4


def test_decisions_given_again_stand_once_and_changed_ones_stop_the_refresh(
    early: Path, studio_files: Path, studio_made: Made, tmp_path: Path, capsys: Capsys
) -> None:
    pair = studio_made.run.result.pairs[0]
    given = ("run", early, "--answers", *below(studio_files))
    said = locks(tmp_path / "l.csv", ("Снова можно", pair.mentee, pair.mentor))
    assert call(capsys, *given, "--out", tmp_path / "1", "--locks", said).code == 0
    assert call(capsys, "approve", tmp_path / "1", "--by", BY).code == 0
    again = (*given, "--previous", tmp_path / "1", "--out", tmp_path / "2")
    assert call(capsys, *again, "--locks", said).code == 0
    (there,) = below(tmp_path / "2" / "inputs" / "locks")
    assert there.read_bytes() == said.read_bytes()
    (kept,) = below(tmp_path / "1" / "inputs" / "locks")
    kept.write_bytes(b"x")
    assert call(capsys, *again).code == 4
