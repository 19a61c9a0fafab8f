"""Faults in the command itself, said as sentences in both languages."""

import difflib

import click

from questionnaires.wording import Wording

NO_COMMAND = Wording("Нет команды «{name}». {hint}", "There is no command «{name}». {hint}")
NEAREST = Wording("Возможно, вы имели в виду «{name}».", "Perhaps you meant «{name}».")
SEE_HELP = Wording("Список команд: matcher --help", "The commands: matcher --help")
NO_OPTION = Wording(
    "Нет параметра «{name}». Параметры команды: --help", "There is no option «{name}». See --help"
)
MISSING = Wording("Не хватает: {name}. Подробнее: --help", "Missing: {name}. See --help")
BAD_VALUE = Wording("Параметр {name}: {why}", "Option {name}: {why}")
NO_VALUE = Wording("После «{name}» нужно значение.", "«{name}» needs a value.")
OTHER = Wording("Команда не понята: {why}", "The command was not understood: {why}")


def usage_sentence(error: click.UsageError) -> Wording:
    """Return a fault of the command line as a sentence."""
    if isinstance(error, click.NoSuchOption):
        return NO_OPTION.format(name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return MISSING.format(name=error.param.make_metavar(error.ctx) if error.param and error.ctx else "?")
    if isinstance(error, click.BadParameter):
        name = error.param.opts[-1] if error.param else "?"
        return BAD_VALUE.format(name=name, why=error.message)
    if isinstance(error, click.BadOptionUsage):
        return NO_VALUE.format(name=error.option_name)
    return OTHER.format(why=error.message)


def unknown_command(name: str, known: list[str]) -> Wording:
    """Return the sentence for a command that does not exist, with the nearest one."""
    near = difflib.get_close_matches(name, known, n=1)
    hint = NEAREST.format(name=near[0]) if near else SEE_HELP
    return Wording(
        NO_COMMAND.ru.format(name=name, hint=hint.ru), NO_COMMAND.en.format(name=name, hint=hint.en)
    )
