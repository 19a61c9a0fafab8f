"""``matcher db``: bring the database forward or back, or say where it stands."""

from enum import StrEnum
from typing import TYPE_CHECKING

import click

from questionnaires.wording import Language, Wording
from service.command.group import Command, with_actions
from service.terminal.reply import Exit, Reply
from service.terminal.settings import opened_store, read_settings

if TYPE_CHECKING:
    from service.store.schema import SchemaState


class Action(StrEnum):
    """What is done to the database."""

    UPGRADE = "upgrade"
    DOWNGRADE = "downgrade"
    CHECK = "check"


ACTION_PLACE = Wording("ДЕЙСТВИЕ", "ACTION")
TO = Wording("до какой версии; для downgrade обязательно", "to which version; required for downgrade")
CURRENT = Wording("База данных в порядке, версия {found}.", "The database is in order, version {found}.")
STALE = Wording(
    "База данных версии {found}, нужна {expected}: matcher db upgrade.",
    "The database has version {found}, needed is {expected}: matcher db upgrade.",
)
NEWER = Wording(
    "База данных версии {found} новее программы, которой нужна {expected}: обновите программу.",
    "The database has version {found}, newer than the program, which needs {expected}: update the program.",
)
NO_VERSION = Wording("Версии «{to}» нет. Есть: {known}.", "There is no version «{to}». There are: {known}.")
WHERE = Wording(
    "До какой версии? Например: matcher db downgrade --to 0001.",
    "To which version? For example: matcher db downgrade --to 0001.",
)


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "db",
        language=language,
        help=with_actions("db", ACTION_PLACE, Action, language),
        callback=lambda action, to: db(Action(action), to, language),
        params=[
            click.Argument(
                ["action"],
                type=click.Choice([known.value for known in Action]),
                metavar=ACTION_PLACE[language],
            ),
            click.Option(["--to"], metavar="N", help=TO[language]),
        ],
    )


def db(action: Action, to: str | None = None, language: Language = Language.RU) -> Reply:
    """Change the database, then say where it stands."""
    from service.runs.queue.engine import prepare
    from service.store import schema

    if action is Action.DOWNGRADE and to is None:
        return Reply(lines=[WHERE], data={"error": WHERE[language]}, code=Exit.REFUSED)
    if to is not None and to not in _versions():
        said = NO_VERSION.format(to=to, known=", ".join(_versions()))
        return Reply(lines=[said], data={"error": said[language]}, code=Exit.REFUSED)
    config = read_settings()
    with opened_store(config) as store:
        if action is Action.UPGRADE:
            schema.upgrade(store.engine, to or "head")
            prepare(config.database_url)
        elif action is Action.DOWNGRADE:
            schema.downgrade(store.engine, to or "base")
        return _reply(schema.check(store.engine), action)


def _versions() -> list[str]:
    from service.store import schema

    return ["base", *sorted(schema.known_revisions()), "head"]


def _reply(state: "SchemaState", action: Action) -> Reply:
    data = {"found": state.found, "expected": state.expected, "differences": list(state.differences)}
    if state.is_current:
        return Reply(lines=[CURRENT.format(found=state.found)], data=data)
    is_newer = state.found is not None and state.found not in _versions()
    said = (NEWER if is_newer else STALE).format(found=state.found, expected=state.expected)
    # After a step on purpose the database is not current, and that is no failure.
    code = Exit.NOT_EQUAL if action is Action.CHECK else Exit.FINISHED
    return Reply(lines=[*state.differences, said] if action is Action.CHECK else [said], data=data, code=code)
