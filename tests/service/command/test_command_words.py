"""What the command says of itself: sentences in two languages, and never a traceback."""

import io
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from command_line import PROCESS, below, call
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_run import STUDIO

from service.command.group import COMMANDS, run_command

Capsys = pytest.CaptureFixture[str]
CYRILLIC = re.compile("[А-Яа-яЁё]")
LATIN_SENTENCE = re.compile(r"\b(is|not|the|must|expected|unexpected|invalid|got|range)\b", re.IGNORECASE)
OFFLINE = ["demo", "questionnaire", "check", "run", "explain", "approve", "order", "verify", "reproduce"]
OFFLINE += ["compare", "batch"]
"""Commands that work on files alone."""

REFUSED = {
    "unknown command": (
        ["rum"],
        "Нет команды «rum». Возможно, вы имели в виду «run».",
        "Perhaps you meant «run»",
    ),
    "far from any": (["xyzzy"], "Список команд: matcher --help", "The commands: matcher --help"),
    "unknown option": (
        ["verify", "x", "--colour"],
        "Нет параметра «--colour»",
        "There is no option «--colour»",
    ),
    "missing option": (
        ["run", STUDIO, "--out", "x"],
        "Не хватает: --answers ФАЙЛ…",
        "Missing: --answers FILE…",
    ),
    "missing argument": (["verify"], "Не хватает: ПАПКА", "Missing: FOLDER"),
    "no value": (["run", STUDIO, "--out"], "После «--out» нужно значение.", "«--out» needs a value."),
    "too much": (["verify", "a", "b"], "Лишнее в команде: b.", "Too much in the command: b."),
    "no number": (
        ["run", STUDIO, "--answers", "x", "--out", "y", "--max-changes", "many"],
        "Параметр --max-changes: нужно целое число от 0",
        "Option --max-changes: a whole number of 0 or more is needed",
    ),
    "no worker": (
        ["batch", "x", "--out", "y", "--workers", "0"],
        "Параметр --workers: нужно целое число от 1 до 64",
        "Option --workers: a whole number from 1 to 64 is needed",
    ),
    "no date": (
        ["order", "x", "--number", "1", "--date", "31.02.2026"],
        "нужна дата: ГГГГ-ММ-ДД или ДД.ММ.ГГГГ",
        "a date is needed: YYYY-MM-DD or DD.MM.YYYY",
    ),
    "flag with value": (["verify", "x", "--help=5"], "стоит без значения", "takes no value"),
    "no file": (
        ["check", STUDIO, "--answers", "absent.csv"],
        "Файла нет: absent.csv. Проверьте имя и папку.",
        "No such file: absent.csv.",
    ),
    "no programme": (
        ["run", "r9", "--answers", __file__, "--out", "y"],
        "Готовые программы: r1-",
        "Ready programmes: r1-",
    ),
    "no day": (
        ["order", "x", "--number", "1", "--date", "6 октября"],
        "нужна дата: ГГГГ-ММ-ДД или ДД.ММ.ГГГГ",
        "a date is needed: YYYY-MM-DD or DD.MM.YYYY",
    ),
    "no run": (["verify", "absent"], "нет подбора (файла run.json)", "holds no run (no run.json)"),
    "nobody approves": (
        ["approve", "absent", "--by", " "],
        "--by: назовите, кто утверждает",
        "--by: name who approves",
    ),
    "no region": (["batch", "absent", "--out", "x"], "Файла нет: absent", "No such file: absent"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_is_a_sentence_in_the_chosen_language(
    name: str, capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments, russian, english = REFUSED[name]
    said = call(capsys, *arguments)
    assert (said.code, said.out) == (2, "")
    assert russian in said.err
    assert not LATIN_SENTENCE.search(said.err.replace("--help", "")), said.err
    said = call(capsys, *arguments, "--lang", "en")
    assert english in said.err
    assert not CYRILLIC.search(said.err), said.err
    data = call(capsys, *arguments, "--json", "--lang", "en")
    assert data.code == 2
    assert data.data["exit"] == 2
    assert english in data.data["error"]


def test_the_version_is_that_of_the_package(capsys: Capsys) -> None:
    assert call(capsys, "--version").out == f"matcher {version('matcher')}\n"
    assert call(capsys, "--json", "--version").data == {"exit": 0, "version": version("matcher")}


@pytest.mark.parametrize("command", ["", *OFFLINE])
def test_help_is_in_one_language(command: str, capsys: Capsys) -> None:
    arguments = [command, "--help"] if command else ["--help"]
    english = call(capsys, *arguments, "--lang", "en")
    assert english.code == 0
    assert not CYRILLIC.search(english.out), english.out
    russian = call(capsys, *arguments)
    assert CYRILLIC.search(russian.out)
    assert "Usage" not in russian.out
    assert "Options" not in russian.out
    assert not re.search(r"required|TEXT|PATH", russian.out)


@pytest.mark.parametrize("command", ["user", "db", "organisation"])
def test_help_of_the_service_says_what_may_be_done(command: str, capsys: Capsys) -> None:
    said = call(capsys, command, "--help").out
    assert not re.search(r"required|TEXT|PATH", said)
    told = {"user": "list, add, remove", "db": "upgrade, downgrade", "organisation": "--add НАЗВАНИЕ"}[
        command
    ]
    assert told in " ".join(said.split())


def test_help_names_every_command(capsys: Capsys) -> None:
    said = call(capsys, "--help").out
    assert all(name in said for name in COMMANDS)
    assert call(capsys).out == said


def test_the_language_may_stand_anywhere_and_in_the_environment(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    for said in ("--lang en verify absent", "verify absent --lang=en", "verify --lang en absent"):
        assert "holds no run" in call(capsys, *said.split()).err
    monkeypatch.setenv("MATCHER_LANG", "en")
    assert "holds no run" in call(capsys, "verify", "absent").err
    assert "нет подбора" in call(capsys, "verify", "absent", "--lang", "ru").err


@pytest.mark.parametrize("arguments", [["--lang"], ["--lang", "de", "--help"], ["verify", "x", "--lang="]])
def test_another_language_is_refused(arguments: list[str], capsys: Capsys) -> None:
    said = call(capsys, *arguments)
    assert said.code == 2
    assert said.err.strip() == "Параметр --lang: ru или en"


def test_a_whole_run_in_english_says_no_russian_word_of_its_own(
    studio_files: Path, studio_folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    out = tmp_path / "out"
    made = call(capsys, "run", STUDIO, "--answers", *below(studio_files), "--out", out, "--lang", "en")
    assert made.code == 0
    assert not CYRILLIC.search(made.out), made.out
    for name, more in (("verify", ()), ("reproduce", ()), ("compare", (studio_folder,))):
        said = call(capsys, name, out, *more, "--lang", "en")
        assert not CYRILLIC.search(said.out), said.out


def test_answers_take_several_files_at_once_or_one_by_one(
    studio_files: Path, tmp_path: Path, capsys: Capsys
) -> None:
    files = below(studio_files)
    once = ["--answers", *files, "--out", tmp_path / "once"]
    each = [word for file in files for word in ("--answers", file)]
    assert call(capsys, "run", STUDIO, *once).code == 0
    assert call(capsys, "run", STUDIO, *each, "--out", tmp_path / "each").code == 0
    for name in ("run.json", "pairs.csv"):
        assert (tmp_path / "once" / name).read_bytes() == (tmp_path / "each" / name).read_bytes()


def test_nothing_moves_where_no_terminal_is(studio_folder: Path, capsys: Capsys) -> None:
    said = call(capsys, "reproduce", studio_folder)
    assert said.err == ""


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("language", "word"), [("ru", "Подбор повторяется"), ("en", "Running again")])
def test_on_a_terminal_it_is_said_what_goes_on(
    language: str, word: str, studio_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    assert run_command(["reproduce", str(studio_folder), "--lang", language]) == 0
    assert word in screen.getvalue()


WORDS = st.one_of(
    st.sampled_from(OFFLINE[2:]),
    st.sampled_from(
        ["--answers", "--out", "--lang", "en", "--json", "--help", "--by", "--who", "--with", "--number"]
    ),
    st.sampled_from(["--date", "--workers", "--max-changes", "-1", "0", "--", "-", "", "=", "--previous"]),
    st.sampled_from([STUDIO, "absent", "/", ".", "..", "file", "folder", "run"]),
    st.text(max_size=5).filter(lambda text: "\0" not in text),
)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=st.lists(WORDS, max_size=7))
def test_no_command_line_breaks_the_program(
    words: list[str], tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "folder").mkdir(exist_ok=True)
    said = call(capsys, *words)
    assert said.code in {0, 2, 4}, said
    assert "Ошибка программы" not in said.err


def terminal(encoding: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([*PROCESS, *arguments], capture_output=True, env=environment)


def test_an_old_terminal_gets_codes_and_no_traceback() -> None:
    said = terminal("ascii", "verify", "absent")
    assert said.returncode == 2
    assert b"run.json" in said.stderr
    assert b"Traceback" not in said.stderr
    assert terminal("ascii", "--help").returncode == 0


def test_help_loads_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys\nfrom service.command.group import run_command\n"
        "assert run_command(['--help']) == 0\n"
        "heavy = {'numpy', 'scipy', 'ortools', 'docx', 'docxtpl', 'pandas', 'pymorphy3', 'vl_convert', 'flask'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert said.returncode == 0, said.stderr
    assert said.stderr.strip() == "[]"
