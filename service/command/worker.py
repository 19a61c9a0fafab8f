"""``matcher worker``: carries runs until it is told to end."""

import os
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal.reply import Reply
from service.terminal.settings import opened_store, print_config_option, read_settings, settings_reply

if TYPE_CHECKING:
    from service.config import Config

FOLLOW = Wording("закончить, когда закроется ввод", "end when the input is closed")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "worker",
        language=language,
        help=COMMANDS["worker"][language],
        callback=worker,
        params=[
            print_config_option(language),
            click.Option(["--follow"], is_flag=True, hidden=True, help=FOLLOW[language]),
        ],
    )


def worker(*, print_config: bool = False, follow: bool = False) -> Reply | None:
    """Work until told to end."""
    config = read_settings()
    if print_config:
        return settings_reply(config)
    return _work(config, follow=follow)


def _work(config: "Config", *, follow: bool) -> NoReturn:
    from service.operations.logs import configure_logging
    from service.operations.start import prepare_database
    from service.runs.listeners import LISTENERS
    from service.runs.worker import Worker

    configure_logging(config.log_level)
    with opened_store(config) as store:
        prepare_database(store)
        carrying = Worker(config, store, LISTENERS)
        carrying.end_on_signal()
        carrying.leave_late()
        if follow:
            _end_with_input(carrying.told_to_end)
        carrying.run()
    # Runs that were given back still wait in their threads for the process to end.
    sys.stdout.flush()
    os._exit(0)


def _end_with_input(told_to_end: threading.Event) -> None:
    """End when the web server that started this worker is gone, however it went."""

    def wait() -> None:
        sys.stdin.buffer.read()
        told_to_end.set()

    threading.Thread(target=wait, daemon=True).start()
