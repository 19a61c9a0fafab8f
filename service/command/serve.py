"""``matcher serve``: the web server and one worker, with no other set-up."""

import sys
from typing import TYPE_CHECKING

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal.reply import Reply
from service.terminal.settings import opened_store, print_config_option, read_settings, settings_reply

if TYPE_CHECKING:
    from service.operations.start import FirstUser

HOST = Wording("адрес", "address")
PORT = Wording("порт; 0 — любой свободный", "port; 0 for any free one")
WORKERS = Wording(
    "сколько работников запустить вместе с сервером", "how many workers to start with the server"
)
READY = Wording("Готово: {address} (остановить: Ctrl-C)", "Ready: {address} (stop with Ctrl-C)")
FIRST = Wording(
    "Первый запуск. Вход: {login}, одноразовый пароль: {password} (показан один раз; смените его при входе)",
    "First start. Log in: {login}, one-time password: {password} (shown once; change it when you log in)",
)


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "serve",
        language=language,
        help=COMMANDS["serve"][language],
        callback=lambda **given: serve(language=language, **given),
        params=[
            click.Option(["--host"], metavar="HOST", help=HOST[language]),
            click.Option(["--port"], type=click.IntRange(0, 65535), metavar="N", help=PORT[language]),
            click.Option(
                ["--workers"], type=click.IntRange(0, 64), default=1, metavar="N", help=WORKERS[language]
            ),
            print_config_option(language),
        ],
    )


def serve(
    *,
    host: str | None = None,
    port: int | None = None,
    workers: int = 1,
    print_config: bool = False,
    language: Language = Language.RU,
) -> Reply | None:
    """Serve until told to end."""
    from service.operations.logs import configure_logging
    from service.operations.server import Workers, serve_forever
    from service.operations.start import create_first_user, prepare_database

    config = read_settings(host=host, port=port)
    if print_config:
        return settings_reply(config)
    configure_logging(config.log_level)
    with opened_store(config) as store:
        prepare_database(store)
        _tell_first(create_first_user(store), language)
        with Workers(workers):
            serve_forever(config, store, lambda address: _say(READY.format(address=address), language))
    return None


def _tell_first(user: "FirstUser | None", language: Language) -> None:
    if user is not None:
        _say(FIRST.format(login=user.login, password=user.password), language)


def _say(said: Wording, language: Language) -> None:
    print(said[language], flush=True, file=sys.stdout)
