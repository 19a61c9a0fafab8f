"""What a person has filled in or edited stays, and files of one name stay apart."""

import errno
import os
from pathlib import Path

import openpyxl
import pytest
from command_line import below, call
from small_run import STUDIO

from questionnaires.wording import Language
from service.folder.contents.file_names import names_of
from service.terminal.system_faults import system_fault

Capsys = pytest.CaptureFixture[str]


def test_a_register_that_was_filled_in_is_not_written_over(tmp_path: Path, capsys: Capsys) -> None:
    out = tmp_path / "раздача"
    assert call(capsys, "questionnaire", STUDIO, "--out", out).code == 0
    assert call(capsys, "questionnaire", STUDIO, "--out", out).code == 0
    (out / "register.xlsx").write_bytes(b"filled in")
    (out / "contents.txt").unlink()
    said = call(capsys, "questionnaire", STUDIO, "--out", out)
    assert said.code == 2
    assert "в ней уже лежит другой файл register.xlsx" in said.err
    assert (out / "register.xlsx").read_bytes() == b"filled in"
    assert not (out / "contents.txt").exists()


def test_a_corrected_copy_and_a_profile_that_were_edited_stay(
    studio_files: Path, tmp_path: Path, capsys: Capsys
) -> None:
    answers = below(studio_files)
    more = ("--corrected", tmp_path / "c", "--profiles", tmp_path / "p")
    first = call(capsys, "check", STUDIO, "--answers", *answers, *more)
    made = [*below(tmp_path / "c"), *below(tmp_path / "p")]
    call(capsys, "check", STUDIO, "--answers", *answers, *more)
    assert [*below(tmp_path / "c"), *below(tmp_path / "p")] == made
    made[0].write_bytes(b"edited")
    again = call(capsys, "check", STUDIO, "--answers", *answers, *more)
    assert first.code == again.code == 0
    assert made[0].read_bytes() == b"edited"
    assert (tmp_path / "c" / f"{made[0].stem} (2).xlsx").name in again.out


def test_a_corrected_copy_names_a_school_as_people_do(
    studio_files: Path, tmp_path: Path, capsys: Capsys
) -> None:
    call(capsys, "check", STUDIO, "--answers", *below(studio_files), "--corrected", tmp_path)
    cells = {
        cell
        for path in below(tmp_path)
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert "Дом творчества" in cells
    assert "house" not in cells


def test_two_schools_may_send_files_of_one_name(studio_files: Path, tmp_path: Path, capsys: Capsys) -> None:
    same = []
    for path in below(studio_files, "*.xlsx")[:2]:
        same.append(tmp_path / path.stem / "анкета.xlsx")
        same[-1].parent.mkdir()
        same[-1].write_bytes(path.read_bytes())
    assert len(same) > 1
    said = call(capsys, "check", STUDIO, "--answers", *same, "--profiles", tmp_path / "p")
    assert all(f"{path.parent.name} — анкета.xlsx: " in said.out for path in same)
    assert {path.name for path in below(tmp_path / "p")} == {
        f"{path.parent.name} — анкета.toml" for path in same
    }


def test_a_file_that_is_named_twice_is_read_once(studio_files: Path, capsys: Capsys) -> None:
    answers = below(studio_files)
    once = call(capsys, "check", STUDIO, "--answers", *answers)
    roundabout = studio_files / ".." / studio_files.name / answers[0].name
    assert call(capsys, "check", STUDIO, "--answers", *answers, answers[0], roundabout).out == once.out


def test_a_mapping_of_a_file_that_was_renamed_is_spoken_of(
    studio_files: Path, tmp_path: Path, capsys: Capsys
) -> None:
    answers = below(studio_files)
    call(capsys, "check", STUDIO, "--answers", *answers, "--profiles", tmp_path)
    profile = below(tmp_path)[0]
    used = call(capsys, "check", STUDIO, "--answers", *answers, "--profile", profile)
    assert "не понадобилось" not in used.out
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace('name = "', 'name = "прошлогодняя '), encoding="utf-8")
    left = call(capsys, "check", STUDIO, "--answers", *answers, "--profile", profile)
    assert "Соответствие столбцов для файла «прошлогодняя " in left.out


def test_names_stay_as_they_are_unless_they_meet(tmp_path: Path) -> None:
    a, b, c = tmp_path / "a" / "x.csv", tmp_path / "b" / "x.csv", tmp_path / "b" / "y.csv"
    assert names_of([a, c]) == ("x.csv", "y.csv")
    assert names_of([a, b, c]) == ("a — x.csv", "b — x.csv", "y.csv")
    alike = tmp_path / "c" / "a" / "x.csv"
    assert len(set(names_of([a, alike]))) == 2


def test_a_folder_given_for_a_file_is_called_one(tmp_path: Path, capsys: Capsys) -> None:
    said = call(capsys, "check", STUDIO, "--answers", tmp_path)
    assert (said.code, f"{tmp_path} — папка, а нужен файл" in said.err) == (2, True)


@pytest.mark.parametrize(
    ("number", "path", "told"),
    [
        (errno.ENOSPC, None, "На диске не осталось места"),
        (errno.EACCES, "папка", "Файл или папка недоступны: папка (нет прав)."),
        (errno.ENOENT, "/a/.spring.making-x1y2/b", "недоступны: /a/spring/b (такой папки или файла нет)."),
        (errno.EXDEV, "a", os.strerror(errno.EXDEV)),
    ],
)
def test_what_the_system_refuses_is_a_sentence(number: int, path: str | None, told: str) -> None:
    said = system_fault(OSError(number, os.strerror(number), path))
    assert told in said[Language.RU]
