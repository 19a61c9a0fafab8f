"""Faults in the command itself, said as sentences in both languages."""

import difflib
import re

import click

from questionnaires.wording import Wording, both

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
EXTRA = Wording("Лишнее в команде: {what}. Подробнее: --help", "Too much in the command: {what}. See --help")
FLAG = Wording("Параметр {name} стоит без значения.", "Option {name} takes no value.")
WHOLE = Wording("нужно целое число от {least}", "a whole number of {least} or more is needed")
BETWEEN = Wording("нужно целое число от {least} до {most}", "a whole number from {least} to {most} is needed")
A_DATE = Wording("нужна дата: ГГГГ-ММ-ДД или ДД.ММ.ГГГГ", "a date is needed: YYYY-MM-DD or DD.MM.YYYY")
BAD_LANGUAGE = Wording("Параметр --lang: ru или en", "Option --lang: ru or en")
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")


class BadValue(click.BadParameter):
    """A value that a command refuses, with the reason in both languages."""

    def __init__(self, why: Wording, param_hint: str) -> None:
        self.why = why
        super().__init__(why.en, param_hint=param_hint)


def usage_sentence(error: click.UsageError) -> Wording:
    """Return a fault of the command line as a sentence."""
    if isinstance(error, click.NoSuchOption):
        return NO_OPTION.format(name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return MISSING.format(name=_place(error))
    if isinstance(error, click.BadParameter):
        name, why = error.param.opts[-1] if error.param else error.param_hint or "?", _why(error)
        return BAD_VALUE.format(name=name, why=why)
    if isinstance(error, click.BadOptionUsage):
        said = FLAG if "does not take a value" in error.message else NO_VALUE
        return said.format(name=error.option_name)
    extra = _EXTRA.search(error.message)
    return EXTRA.format(what=extra[1]) if extra else OTHER.format(why=error.message)


def _place(error: click.MissingParameter) -> str:
    """Return what is missing as the help shows it: «--out ПАПКА», «ПРОГРАММА»."""
    if error.param is None or error.ctx is None:
        return "?"
    metavar = error.param.make_metavar(error.ctx)
    return f"{error.param.opts[-1]} {metavar}" if isinstance(error.param, click.Option) else metavar


def _why(error: click.BadParameter) -> Wording:
    """Return what a value should be; the command library says it in English only."""
    kind = error.param.type if error.param else None
    if isinstance(error, BadValue):
        return error.why
    if isinstance(kind, click.IntRange):
        return (BETWEEN if kind.max is not None else WHOLE).format(least=kind.min, most=kind.max)
    if isinstance(kind, click.DateTime):
        return A_DATE
    return both(error.message)


def unknown_command(name: str, known: list[str]) -> Wording:
    """Return the sentence for a command that does not exist, with the nearest one."""
    near = difflib.get_close_matches(name, known, n=1)
    hint = NEAREST.format(name=near[0]) if near else SEE_HELP
    return NO_COMMAND.format(name=name, hint=hint)
