"""The list of commands and how one is called: language, errors as sentences, exit codes."""

import importlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TextIO

import click

from questionnaires.wording import Language, Wording
from service.terminal.reply import Exit, Reply
from service.terminal.usage import BAD_LANGUAGE, unknown_command, usage_sentence

COMMANDS: dict[str, Wording] = {
    "demo": Wording("пять программ на примерах анкет", "the five programmes on example answers"),
    "questionnaire": Wording("анкеты и согласия для раздачи", "questionnaires and consents to hand out"),
    "check": Wording("проверить файлы до подбора", "check the files before a run"),
    "run": Wording("подобрать пары и группы", "form pairs and groups"),
    "explain": Wording("почему так, почему не так, чего бы это стоило", "why, why not, what it would cost"),
    "approve": Wording("утвердить: предложение становится приказами", "approve: the proposal becomes orders"),
    "order": Wording("вписать номер и дату приказа", "fill in number and date of the order"),
    "verify": Wording("независимая проверка готового подбора", "independent check of a finished run"),
    "reproduce": Wording("повторить подбор и сравнить каждый байт", "run again and compare every byte"),
    "compare": Wording("что изменилось между двумя подборами", "what changed between two runs"),
    "batch": Wording("подбор во многих организациях", "runs for many organisations"),
    "serve": Wording("сервис для школы или района: страницы и HTTP", "the service: pages and HTTP"),
    "worker": Wording("ещё один работник сервиса", "one more worker of the service"),
    "organisation": Wording("организации сервиса", "the organisations of the service"),
    "user": Wording("кто входит и в какой роли", "who may log in, and in which role"),
    "db": Wording("база данных сервиса", "the service's database"),
    "audit": Wording("цела ли цепь записей о сделанном", "whether the chain of records is whole"),
    "backup": Wording("резервная копия сервиса", "back up the service"),
    "restore": Wording("восстановить сервис из копии", "restore the service from a backup"),
}
"""Command → what it does. Its module has the same name and a function ``build(language)``."""

ABOUT = Wording(
    "Подбор наставнических пар и групп: от анкет до приказа.",
    "Pairs mentors and mentees: from questionnaires to the order.",
)
LANGUAGE_HELP = Wording("Язык сообщений", "Language of messages")
JSON_HELP = Wording("Ответ для другой программы (JSON)", "Answer for another program (JSON)")
VERSION = "--version"
VERSION_HELP = Wording("Показать версию.", "Show the version.")
OPTIONS_PLACE = Wording("[ПАРАМЕТРЫ]", "[OPTIONS]")
COMMAND_PLACE = Wording("КОМАНДА …", "COMMAND …")
USAGE = Wording("Как вызвать: ", "Usage: ")
OPTIONS = Wording("Параметры", "Options")
COMMANDS_TITLE = Wording("Команды", "Commands")
CLICK_REQUIRED = "[required]"
"""What click itself writes behind an option that must be given."""
REQUIRED = Wording("[обязательно]", CLICK_REQUIRED)
ACTIONS = Wording("{place} — одно из: {actions}.", "{place} is one of: {actions}.")
SHOW_HELP = Wording("Показать эту справку.", "Show this help.")
STOPPED = Wording("Остановлено.", "Stopped.")


class _Spoken(click.Command):
    """A command whose help is in the language it was built for."""

    language: Language

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line in the command's language."""
        _write_usage(self, ctx, formatter, self.language)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a heading in the command's language."""
        _write_options(self, ctx, formatter, self.language)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` described in the command's language."""
        return _help_option(super().get_help_option(ctx), self.language)


class Command(_Spoken):
    """One command of the program."""

    def __init__(self, name: str, *, language: Language, **kwargs: Any) -> None:
        super().__init__(name, options_metavar=OPTIONS_PLACE[language], **kwargs)
        self.language = language


class Group(_Spoken, click.Group):
    """The commands by name; help names them without loading their modules."""

    def __init__(self, language: Language) -> None:
        lang = click.Option(
            ["--lang"],
            type=click.Choice([known.value for known in Language]),
            default=language.value,
            expose_value=False,
            help=LANGUAGE_HELP[language],
        )
        data = click.Option(["--json"], is_flag=True, expose_value=False, help=JSON_HELP[language])
        made = click.Option([VERSION], is_flag=True, expose_value=False, help=VERSION_HELP[language])
        super().__init__(
            "matcher",
            help=ABOUT[language],
            params=[lang, data, made],
            no_args_is_help=True,
            options_metavar=OPTIONS_PLACE[language],
            subcommand_metavar=COMMAND_PLACE[language],
        )
        self.language = language

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a curator's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of a command and build it."""
        if cmd_name not in COMMANDS:
            raise UnknownCommand(unknown_command(cmd_name, list(COMMANDS)))
        module = importlib.import_module(f"service.command.{cmd_name}")
        command: click.Command = module.build(self.language)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with what they do."""
        with formatter.section(COMMANDS_TITLE[self.language]):
            formatter.write_dl([(name, about[self.language]) for name, about in COMMANDS.items()])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


class UnknownCommand(Exception):  # noqa: N818 - named for what a person sees
    """There is no such command."""

    def __init__(self, sentence: Wording) -> None:
        self.sentence = sentence
        super().__init__(sentence.en)


def run_command(arguments: Sequence[str]) -> int:
    """Run one command line; print its reply; return its exit code."""
    language = chosen_language(arguments)
    # A name such as «--json» belongs to the command, not to the group, so it may stand at either end.
    wants_json = "--json" in arguments
    rest = [argument for argument in _without_language(arguments) if argument != "--json"]
    if said_language(arguments) not in (None, *Language):
        reply: Reply | None = _refuse(BAD_LANGUAGE, language)
    else:
        reply = _answer(rest, language)
    if reply is None:
        return int(Exit.FINISHED)
    text = reply.json(language) if wants_json else reply.text(language)
    _print(text, sys.stdout if wants_json or reply.code in {Exit.FINISHED, Exit.SOME_FAILED} else sys.stderr)
    return int(reply.code)


def _print(text: str, stream: TextIO) -> None:
    """Write a text; letters that an old terminal has not got become codes, which JSON reads as letters."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(
        "".join(letter if _has(encoding, letter) else json.dumps(letter)[1:-1] for letter in text),
        file=stream,
    )


@cache
def _has(encoding: str, letter: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def chosen_language(arguments: Sequence[str]) -> Language:
    """Return the language of ``--lang`` or of MATCHER_LANG; Russian when neither says."""
    said = said_language(arguments) or os.environ.get("MATCHER_LANG", "ru")
    return Language.EN if said.lower().startswith("en") else Language.RU


def said_language(arguments: Sequence[str]) -> str | None:
    """Return what stands after ``--lang``; empty when nothing does, None when it was not said."""
    said = None
    for position, argument in enumerate(arguments):
        if argument == "--lang":
            said = arguments[position + 1] if position + 1 < len(arguments) else ""
        elif argument.startswith("--lang="):
            said = argument.removeprefix("--lang=")
    return said


def _without_language(arguments: Sequence[str]) -> list[str]:
    rest, skip = [], False
    for argument in arguments:
        if skip or argument.startswith("--lang="):
            skip = False
        elif argument == "--lang":
            skip = True
        else:
            rest.append(argument)
    return rest


def _answer(arguments: list[str], language: Language) -> Reply | None:
    from service.terminal.faults import CAUGHT, fault_reply

    if arguments[:1] == [VERSION]:
        return _version()
    try:
        answer = Group(language).main(arguments, prog_name="matcher", standalone_mode=False)
    except UnknownCommand as error:
        return _refuse(error.sentence, language)
    except click.exceptions.NoArgsIsHelpError as error:
        return Reply(lines=[error.format_message()])
    except click.UsageError as error:
        return _refuse(usage_sentence(error), language)
    except (click.Abort, KeyboardInterrupt):
        return _refuse(STOPPED, language)
    except CAUGHT as error:
        return fault_reply(error, language)
    return answer if isinstance(answer, Reply) else None


def _version() -> Reply:
    from importlib.metadata import version  # not needed by any other command line

    said = version("matcher")
    return Reply(lines=[Wording(f"matcher {said}", f"matcher {said}")], data={"version": said})


def _refuse(sentence: Wording, language: Language) -> Reply:
    return Reply(lines=[sentence], data={"error": sentence[language]}, code=Exit.REFUSED)


def _write_usage(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter, language: Language
) -> None:
    formatter.write_usage(
        ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix=USAGE[language]
    )


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter, language: Language
) -> None:
    records = [record for parameter in command.get_params(ctx) if (record := parameter.get_help_record(ctx))]
    if records:
        with formatter.section(OPTIONS[language]):
            formatter.write_dl(
                [(name, about.replace(CLICK_REQUIRED, REQUIRED[language])) for name, about in records]
            )


def with_actions(name: str, place: Wording, actions: Iterable[str], language: Language) -> str:
    """Return the help of a command that does one of several things, and which they are."""
    told = ACTIONS[language].format(place=place[language], actions=", ".join(actions))
    return f"{COMMANDS[name][language]}.\n\n{told}"


def _help_option(option: click.Option | None, language: Language) -> click.Option | None:
    if option is not None:
        option.help = SHOW_HELP[language]
    return option
