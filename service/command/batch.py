"""``matcher batch``: the runs of a whole region."""

import functools
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from questionnaires.wording import Language, Wording, join
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.faults import Failure, MissingFile
from service.terminal.options import OUT, file_option, folder_option
from service.terminal.reply import Exit, Reply

if TYPE_CHECKING:
    from service.batch.batch import Carry
    from service.batch.done import Done

WORKERS = Wording("сколько организаций считать одновременно", "how many organisations at the same time")
SERVER = Wording(
    "считать на этом сервере: организации делят работники всех его машин",
    "run on this server: the workers of all its hosts share the organisations",
)
KEY_FILE = Wording(
    "файл с ключом API; без него — из MATCHER_API_KEY", "file with the API key; else from MATCHER_API_KEY"
)
KEY_VARIABLE = "MATCHER_API_KEY"
NO_KEY = Wording(
    "Нужен ключ API куратора: в файле (--key-file ФАЙЛ) или в переменной MATCHER_API_KEY.",
    "A curator's API key is needed: in a file (--key-file FILE) or in the variable MATCHER_API_KEY.",
)
NO_KEY_THERE = Wording(
    "Это не ключ API: в файле или переменной должна стоять одна строка с ключом (mk_…), и ничего больше.",
    "This is no API key: file or variable must hold one line with the key (mk_…), and nothing else.",
)
OF_SERVER = Wording(
    "; сервер другой версии ({versions}): папка такая, какую делает он",
    "; the server has another version ({versions}): the folder is as that one makes it",
)
MADE = Wording(
    "{key}: пар {pairs}, пока без наставника {unmatched}",
    "{key}: {pairs} pairs, {unmatched} without a mentor",
)
UNCHANGED = Wording("{key}: без изменений, папка не тронута", "{key}: unchanged, its folder was left alone")
FAILED = Wording("{key}: не получилось. {why}", "{key}: failed. {why}")
TOTAL = Wording(
    "Организаций {count}: готово {finished}, без изменений {unchanged}, не получилось {failed}. Сводка: {path}",
    "{count} organisations: {finished} made, {unchanged} unchanged, {failed} failed. Summary: {path}",
)
RUNNING = Wording(
    "В папке {out} уже идёт другой подбор. Дождитесь его или укажите другую папку.",
    "Another batch works in {out}. Wait for it or name another folder.",
)
INTERRUPTED = Wording(
    "Остановлено. Готовые организации сохранены: повторите ту же команду, и подбор продолжится.",
    "Stopped. What is finished is kept: repeat the command to go on.",
)


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "batch",
        language=language,
        help=COMMANDS["batch"][language],
        callback=lambda **given: batch(language=language, **given),
        params=[
            click.Argument(["region"], metavar=places.REGION[language], type=click.Path(path_type=Path)),
            folder_option("--out", OUT, language, required=True),
            click.Option(
                ["--workers"], type=click.IntRange(1, 64), default=2, metavar="N", help=WORKERS[language]
            ),
            click.Option(["--server"], metavar="URL", help=SERVER[language]),
            file_option("--key-file", KEY_FILE, language),
        ],
    )


def batch(
    region: Path,
    out: Path,
    workers: int,
    *,
    server: str | None = None,
    key_file: Path | None = None,
    language: Language = Language.RU,
) -> Reply:
    """Run every organisation of a region file, here or on a server."""
    from service.batch.batch import JOURNAL, BatchRunning, run_batch
    from service.batch.line import LineDown
    from service.batch.region import read_region

    if not region.is_file():
        raise MissingFile(region)
    entries = read_region(region)
    try:
        done = run_batch(
            entries,
            out,
            workers,
            lambda result: _tell(result, len(entries), language),
            language,
            _carry(server, key_file, language),
        )
    except BatchRunning as error:
        raise _refused(RUNNING.format(out=out), language) from error
    except LineDown as error:
        raise _refused(error.why, language) from error
    except KeyboardInterrupt as error:
        raise _refused(INTERRUPTED, language) from error
    return _reply(done, out / JOURNAL)


def _refused(said: Wording, language: Language) -> Failure:
    return Failure(Reply(lines=[said], data={"error": said[language]}, code=Exit.REFUSED))


def _carry(server: str | None, key_file: Path | None, language: Language) -> "Carry":
    """Return where the work is done."""
    from service.batch.pool import work_all

    if server is None:
        return work_all
    from service.batch.remote import new_line, work_on_server

    line = new_line(server, _key(key_file, language), language)
    return functools.partial(work_on_server, line=line)


def _key(key_file: Path | None, language: Language) -> str:
    """Return the key; it never stands in the command line, where every user of the machine could read it."""
    if key_file is not None and not key_file.is_file():
        raise MissingFile(key_file)
    kept = key_file.read_bytes() if key_file is not None else os.environ.get(KEY_VARIABLE, "").encode()
    key = kept.decode("utf-8-sig", errors="replace").strip()
    if not key:
        raise _refused(NO_KEY, language)
    if not key.isascii() or any(mark.isspace() or not mark.isprintable() for mark in key):
        raise _refused(NO_KEY_THERE, language)
    return key


def _tell(result: "Done", count: int, language: Language) -> None:
    """Say on a terminal what has just become ready."""
    if sys.stderr.isatty():
        print(f"[{count}] {_line(result)[language]}", file=sys.stderr)


def _reply(done: "dict[str, Done]", journal: Path) -> Reply:
    from service.batch.done import State

    count = {state: sum(result.state is state for result in done.values()) for state in State}
    total = TOTAL.format(
        count=len(done),
        finished=count[State.FINISHED],
        unchanged=count[State.UNCHANGED],
        failed=count[State.FAILED],
        path=journal,
    )
    data = {key: {"state": result.state, "exit": result.code, **result.facts} for key, result in done.items()}
    code = Exit.SOME_FAILED if count[State.FAILED] else Exit.FINISHED
    return Reply(lines=[*_lines(done), total], data={"organisations": data}, code=code)


def _lines(done: "dict[str, Done]") -> Iterator[Wording]:
    yield from (_line(result) for result in done.values())


def _line(result: "Done") -> Wording:
    from service.batch.done import State

    if result.state is State.FAILED:
        return FAILED.format(key=result.key, why=result.facts.get("text") or result.facts.get("error"))
    if result.state is State.UNCHANGED:
        return UNCHANGED.format(key=result.key)
    made = MADE.format(key=result.key, pairs=result.facts["pairs"], unmatched=result.facts["unmatched"])
    other = result.facts.get("server_versions")
    return join([made, OF_SERVER.format(versions=other)], "") if other else made
