"""Options that several commands share, and how their files are read."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from questionnaires.wording import Language, Wording
from service.terminal import places
from service.terminal.faults import MissingFile, NoRun

ANSWERS = Wording(
    "файл с анкетами, согласиями или базой; можно несколько",
    "a file of answers, consents or a base; repeatable",
)
PEOPLE = Wording("реестр участников people.csv прошлого подбора", "register of people of the last run")
PREVIOUS = Wording(
    "папка прошлого утверждённого подбора: пары, которые работают, остаются",
    "folder of the last approved run: working pairs stay",
)
PREFERENCES = Wording(
    "анкета предпочтений после встречи; можно несколько", "preferences after the meeting; repeatable"
)
VERDICTS = Wording(
    "решения собеседований и встреч; можно несколько", "decisions of interviews and meetings; repeatable"
)
LOCKS = Wording(
    "«оставить вместе», «не ставить вместе»; можно несколько", "keep together, keep apart; repeatable"
)
PROFILE = Wording(
    "соответствие столбцов вопросам, если исправляли; можно несколько",
    "mapping of columns to questions, when edited; repeatable",
)
MAX_CHANGES = Wording("сменить не больше K работающих пар", "end at most K working pairs")
SHORTLIST = Wording(
    "сколько возможных наставников назвать каждому", "how many potential mentors to name for each mentee"
)
OUT = Wording("папка для результата", "folder for the result")
JSON = Wording("ответ для другой программы", "answer for another program")


class AnswerFiles(click.Option):
    """``--answers FILE FILE …``: everything up to the next option belongs to it, so that shell patterns work."""

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Let one option take several values."""
        super().add_to_parser(parser, ctx)
        for name in self.opts:
            option = parser._long_opt.get(name)
            if option is not None:
                option.process = _greedy(option)


def _greedy(option: Any) -> Callable[[str, Any], None]:
    def process(value: str, state: Any) -> None:
        values = [value]
        while state.rargs and not state.rargs[0].startswith("-"):
            values.append(state.rargs.pop(0))
        state.opts.setdefault(option.dest, []).extend(values)
        state.order.append(option.obj)

    return process


def files_option(name: str, about: Wording, language: Language, *, required: bool = False) -> click.Option:
    """Return an option that takes one file or more."""
    return AnswerFiles(
        [name],
        multiple=True,
        required=required,
        metavar=places.FILES[language],
        type=click.Path(path_type=Path),
        help=about[language],
    )


def file_option(name: str, about: Wording, language: Language) -> click.Option:
    """Return an option that takes one file."""
    return click.Option(
        [name], metavar=places.FILE[language], type=click.Path(path_type=Path), help=about[language]
    )


def folder_option(name: str, about: Wording, language: Language, *, required: bool = False) -> click.Option:
    """Return an option that takes a folder."""
    return click.Option(
        [name],
        metavar=places.FOLDER[language],
        type=click.Path(path_type=Path),
        required=required,
        help=about[language],
    )


def input_options(language: Language) -> list[click.Parameter]:
    """Return the options that name inputs, shared by ``check`` and ``run``."""
    return [
        files_option("--answers", ANSWERS, language, required=True),
        file_option("--people", PEOPLE, language),
        folder_option("--previous", PREVIOUS, language),
        files_option("--preferences", PREFERENCES, language),
        files_option("--verdicts", VERDICTS, language),
        files_option("--locks", LOCKS, language),
        files_option("--profile", PROFILE, language),
    ]


def run_folder(path: Path) -> Path:
    """Return the folder when it holds a run; a folder of one organisation leads to the whole run."""
    from service.folder.contents.manifest import RUN

    if not (path / RUN).is_file():
        if (path.parent / RUN).is_file() and path.is_dir():
            return path.parent
        raise NoRun(path)
    return path


def existing(paths: Iterable[Path]) -> list[Path]:
    """Return the paths; raise `MissingFile` for the first that is no file."""
    found = list(paths)
    for path in found:
        if not path.is_file():
            raise MissingFile(path)
    return found
