"""What the commands of the service share: settings from the environment, and the store they name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from questionnaires.wording import Language, Wording
from service.terminal.faults import Failure
from service.terminal.reply import Exit, Reply
from service.terminal.system_faults import system_fault

if TYPE_CHECKING:
    from service.config import Config
    from service.store.store import Store

WRONG = Wording(
    "Настройки сервиса не приняты: {count}.", "The settings of the service are refused: {count} faults."
)
PRINT = Wording(
    "показать настройки (секреты скрыты) и закончить", "print the settings, secrets masked, and end"
)


HOME = Wording(
    "Сервис пишет в папку {name}: дайте ему на неё права или укажите другую.",
    "The service writes into the folder {name}: let it, or name another one.",
)


def read_settings(**given: Any) -> "Config":
    """Return the settings; raise the reply that lists every fault."""
    from service.config import ConfigRefused, load_config

    try:
        return load_config(**given)
    except ConfigRefused as error:
        raise Failure(
            Reply(
                lines=[*error.faults, WRONG.format(count=len(error.faults))],
                data={"problems": list(error.faults)},
                code=Exit.REFUSED,
            )
        ) from error
    except OSError as error:
        raise _home_fault(error) from error


def _home_fault(error: OSError) -> Failure:
    from service.config import variable

    said = [system_fault(error), HOME.format(name=variable("home"))]
    return Failure(Reply(lines=said, data={"error": said[0].ru}, code=Exit.REFUSED))


@contextmanager
def opened_store(config: "Config") -> Iterator["Store"]:
    """Open the store of the settings and close it at the end."""
    from service.store.store import Store

    try:
        config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _home_fault(error) from error
    store = Store(config.database_url, pool_size=config.threads + 2)
    try:
        yield store
    finally:
        store.close()


def print_config_option(language: Language) -> click.Option:
    """Return ``--print-config``."""
    return click.Option(["--print-config"], is_flag=True, help=PRINT[language])


def settings_reply(config: "Config") -> Reply:
    """Return the settings as a reply."""
    lines = config.lines()
    return Reply(lines=lines, data={"settings": dict(line.split("=", 1) for line in lines)})
