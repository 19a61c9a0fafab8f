"""What `run` says beside its result: decisions left out, who is not taking part, lines to copy."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import below, call
from small_run import STUDIO, read_rows

from questionnaires.answers import Answers, People
from questionnaires.loading import load_programme
from questionnaires.people import Person
from questionnaires.wording import Wording
from service.named import open_names, with_names
from service.terminal.places import quoted

Capsys = pytest.CaptureFixture[str]


def studio_run(files: Path, out: Path, *more: object) -> list[Any]:
    return ["run", STUDIO, "--answers", *below(files), "--out", out, *more]


def test_a_prohibition_that_names_nobody_is_told_by_run_itself(
    studio_files: Path, studio_folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    mentor = read_rows((studio_folder / "people.csv").read_bytes())[0]["ФИО"]
    locks = tmp_path / "решения.csv"
    rows = f"Вид;Наставляемый;Наставник;Форма;Причина;Автор\r\nНе ставить вместе;Никто Никтович;{mentor};;семья;К\r\n"
    locks.write_bytes(rows.encode())
    said = call(capsys, *studio_run(studio_files, tmp_path / "out", "--locks", locks))
    assert said.code == 0
    assert "решения.csv, строка 2, «Наставляемый»: Человека «Никто Никтович» нет среди ответивших" in said.out
    plain = call(capsys, *studio_run(studio_files, tmp_path / "other"))
    assert "Никтович" not in plain.out


def test_run_says_why_people_do_not_take_part_and_how_many_warnings_there_are(
    studio_files: Path, tmp_path: Path, capsys: Capsys
) -> None:
    checked = call(capsys, "check", STUDIO, "--answers", *below(studio_files))
    absent = [line for line in checked.out.splitlines() if line.startswith("Не участвуют:")]
    said = call(capsys, *studio_run(studio_files, tmp_path / "out"))
    assert absent
    assert set(absent) <= set(said.out.splitlines())
    data = call(capsys, *studio_run(studio_files, tmp_path / "out"), "--json").data
    assert data["warnings"] > 0
    assert f"Предупреждений о файлах: {data['warnings']}." in said.out
    assert f"предупреждений: {data['warnings']}" in checked.out


def test_people_kept_apart_stay_codes() -> None:
    programme = load_programme("r2-gymnasium")
    private = next(base.key for base in programme.bases if base.private)
    plain = next(base.key for base in programme.bases if not base.private)
    one = Person(code="Н-1", name="Ежова Анна", organisation="gymnasium", base=plain)
    answers = Answers(
        bases=(), people=People((one, replace(one, code="Н-2", name="Тайная Яна", base=private)))
    )
    told = with_names(Wording("Н-1 и Н-2", "Н-1 and Н-2"), open_names(programme, answers))
    assert told == Wording("Ежова Анна (Н-1) и Н-2", "Ежова Анна (Н-1) and Н-2")


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("подбор/школа-1", "подбор/школа-1"),
        ("a b/подбор 2", '"a b/подбор 2"'),
        ("C:\\подбор (1)", '"C:\\подбор (1)"'),
        ("a$b", "'a$b'"),
    ],
)
def test_a_path_stands_in_a_line_as_it_must_be_typed(path: str, typed: str) -> None:
    assert quoted(Path(path)) == typed


def test_a_bound_on_changes_without_an_earlier_run_is_said_to_do_nothing(
    studio_files: Path, tmp_path: Path, capsys: Capsys
) -> None:
    said = call(capsys, *studio_run(studio_files, tmp_path / "out", "--max-changes", "2"))
    assert (said.code, "--max-changes ничего не изменил" in said.out) == (0, True)
    plain = call(capsys, *studio_run(studio_files, tmp_path / "other"))
    assert "--max-changes" not in plain.out


def test_the_next_command_can_be_copied(studio_files: Path, tmp_path: Path, capsys: Capsys) -> None:
    said = call(capsys, *studio_run(studio_files, tmp_path / "мой подбор"))
    assert f'matcher approve "{tmp_path / "мой подбор"}" --by' in said.out


@pytest.mark.parametrize("number", ["", " ", ";", " ; "])
def test_an_order_without_a_number_is_refused(number: str, gymnasium_folder: Path, capsys: Capsys) -> None:
    said = call(capsys, "order", gymnasium_folder, "--number", number, "--date", "06.10.2026")
    assert (said.code, said.out) == (2, "")
    assert "назовите номер приказа" in said.err


def test_a_head_reads_that_an_edited_order_was_left_alone(
    ordered_folder: Path, copied: Callable[[Path], Path], capsys: Capsys
) -> None:
    folder = copied(ordered_folder)
    edited = sorted((folder / "orders").glob("*.docx"))[0]
    edited.write_bytes(b"edited")
    said = call(capsys, "order", folder, "--number", "9", "--date", "06.10.2026")
    assert (said.code, f"Файл orders/{edited.name} изменён от руки" in said.err) == (2, True)
