"""Failures as replies: each kind has its exit code and its sentence; none is a traceback."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from questionnaires.finding import InputRefused, Severity
from questionnaires.programme import Stage
from questionnaires.wording import Language, Wording, join
from service.terminal.findings import finding_data, finding_lines
from service.terminal.places import quoted
from service.terminal.reply import Exit, Reply
from service.terminal.system_faults import system_fault

REFUSED = Wording(
    "Файлы не приняты: ошибок {errors}. Исправьте их и повторите; ничего не записано.",
    "The files are refused: {errors} errors. Mend them and try again; nothing was written.",
)
CONFLICT = Wording(
    "Подбор невозможен: обязательные условия и решения противоречат друг другу.",
    "No run is possible: the musts and decisions contradict each other.",
)
UNSETTLED = Wording(
    "Подбор не сделан: неизвестно, выполнимы ли вместе обязательные условия и решения.",
    "No run was made: it is not known whether the musts and decisions can hold together.",
)
NO_FILE = Wording(
    "Файла нет: {path}. Проверьте имя и папку.", "No such file: {path}. Check the name and the folder."
)
NOT_A_FILE = Wording(
    "{path} — папка, а нужен файл. Укажите файлы: {path}/*",
    "{path} is a folder, not a file. Name files: {path}/*",
)
NO_PROGRAMME = Wording(
    "Программы «{name}» нет: ни готовой, ни файла с таким именем. Готовые программы: {known}.",
    "There is no programme «{name}», neither a ready one nor a file. Ready programmes: {known}.",
)
IN_USE = Wording(
    "Папка {path} занята: {why}. Укажите другую папку: в этой ничего не тронуто.",
    "The folder {path} is in use: {why}. Name another one: nothing in it was touched.",
)
NO_RUN = Wording(
    "В папке {path} нет подбора (файла run.json).", "The folder {path} holds no run (no run.json)."
)
UNVERIFIED = Wording(
    "Независимая проверка не приняла результат, поэтому ничего не записано: {why}",
    "The independent check refused the result, so nothing was written: {why}",
)
NO_APPROVAL = Wording(
    "Подбор ещё не утверждён: сначала matcher approve {path} --by ИМЯ.",
    "The run is not approved yet: first matcher approve {path} --by NAME.",
)
INTERNAL = Wording(
    "Ошибка программы, не ваша: {why}. Сообщите разработчикам; с MATCHER_DEBUG=1 видно место.",
    "A fault of the program, not yours: {why}. Please report it; MATCHER_DEBUG=1 shows where.",
)
OPEN = Wording("Утвердить нельзя: {why}.", "It cannot be approved: {why}.")
REPEAT = Wording(
    "Утвердить нельзя: {why}. Повторите подбор с тем, чего не хватает: {files}; и с реестром --people "
    "ПАПКА/people.csv.",
    "It cannot be approved: {why}. Make the run again with what is missing: {files}; and --people FOLDER/people.csv.",
)
_DOCUMENTS = Wording("реестр согласий и допусков среди --answers", "the register of consents among --answers")
_DECISIONS = Wording("решения собеседований в --verdicts", "decisions of the interviews in --verdicts")
BRINGS = {
    Stage.ANSWERS: Wording("анкеты в --answers", "questionnaires in --answers"),
    Stage.CONSENTS: _DOCUMENTS,
    Stage.SELECTION: _DOCUMENTS,
    Stage.THIRD_PARTY: Wording(
        "сведения от взрослых среди --answers", "third-party information among --answers"
    ),
    Stage.MEETING: Wording("анкеты после встречи в --preferences", "preferences in --preferences"),
    Stage.SHORTLIST: _DECISIONS,
    Stage.VERDICTS: _DECISIONS,
}
"""Stage → the files that show it done."""
DAMAGED = Wording(
    "В папке {path} не тот подбор, что был: {why}", "The folder {path} is not as its run left it: {why}"
)


class MissingFile(Exception):  # noqa: N818 - named for what a person sees
    """A file named on the command line does not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(str(path))


class NoProgramme(Exception):  # noqa: N818 - named for what a person sees
    """There is neither a ready programme nor a file of this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.why = NO_PROGRAMME.format(name=name, known=", ".join(known))
        super().__init__(self.why.en)


class NoRun(Exception):  # noqa: N818 - named for what a person sees
    """The folder named on the command line holds no run."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(str(path))


class Failure(Exception):  # noqa: N818 - carries a reply
    """Any other failure that already knows its reply."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__(reply.text(Language.EN))


CAUGHT: tuple[type[Exception], ...] = (Exception,)
"""Everything is caught here; what is not known below is raised again."""


def fault_reply(error: Exception, language: Language) -> Reply:
    """Return the reply for a failure; raise it again when it is a fault of the program."""
    if isinstance(error, Failure):
        return error.reply
    if isinstance(error, InputRefused):
        return _refused(error, language)
    if isinstance(error, MissingFile):
        said = NOT_A_FILE if error.path.is_dir() else NO_FILE
        return _say(said.format(path=error.path), language)
    if isinstance(error, NoProgramme):
        return _say(error.why, language)
    if isinstance(error, NoRun):
        return _say(NO_RUN.format(path=error.path), language)
    return _folder_fault(error, language)


def _refused(error: InputRefused, language: Language) -> Reply:
    errors = tuple(finding for finding in error.findings if finding.severity is Severity.ERROR)
    return Reply(
        lines=[*finding_lines(errors), REFUSED.format(errors=len(errors))],
        data={"problems": [finding_data(finding, language) for finding in error.findings]},
        code=Exit.REFUSED,
    )


def _folder_fault(error: Exception, language: Language) -> Reply:
    from matcher.proof.failure import VerificationFailed
    from service.folder.contents.manifest import Damaged
    from service.folder.make import NoAssignment
    from service.named import open_names, with_names

    if isinstance(error, NoAssignment):
        conflicts = error.run.result.conflicts
        data = {"conflicts": [conflict[language] for conflict in conflicts]}
        headline = CONFLICT if error.is_shown else UNSETTLED
        names = open_names(error.programme, error.answers)
        told = [with_names(conflict, names) for conflict in conflicts]
        return Reply(lines=[headline, *told], data=data, code=Exit.NO_ASSIGNMENT)
    if isinstance(error, VerificationFailed):
        return _say(UNVERIFIED.format(why="; ".join(error.violations)), language, Exit.NOT_EQUAL)
    if isinstance(error, Damaged):
        said = DAMAGED.format(why=join(error.faults.values(), " "), path=error.folder)
        return _say(said, language, Exit.NOT_EQUAL)
    refusal = _refusal(error)
    if refusal is not None:
        return _say(refusal, language)
    if os.environ.get("MATCHER_DEBUG"):
        raise error
    return _say(INTERNAL.format(why=f"{type(error).__name__}: {error}"), language, Exit.BROKEN)


def _refusal(error: Exception) -> Wording | None:
    """Return why what was asked cannot be done now, or None for a fault of the program."""
    from service.folder.approve import AlreadyNumbered, NotApproved, StagesOpen
    from service.folder.contents.edited import HandEdited
    from service.folder.earlier.previous import NotWorking
    from service.folder.order import NoOrders, TooManyNumbers, WhoseOrders
    from service.folder.write import FolderInUse
    from service.terminal.service_faults import find_refusal

    if isinstance(error, StagesOpen):
        files = join(dict.fromkeys(BRINGS[stage] for stage in error.stages), "; ")
        why = join(error.reasons, "; ")
        return REPEAT.format(why=why, files=files)
    if isinstance(error, AlreadyNumbered):
        return OPEN.format(why=error.why)
    if isinstance(error, NotApproved):
        return NO_APPROVAL.format(path=quoted(Path(str(error))))
    if isinstance(error, WhoseOrders | NoOrders | TooManyNumbers | NotWorking | HandEdited):
        return error.why
    if isinstance(error, FolderInUse):
        return IN_USE.format(why=error.why, path=error.folder)
    if isinstance(error, OSError):
        return system_fault(error)
    return find_refusal(error) if "sqlalchemy" in sys.modules else None


def _say(sentence: Wording, language: Language, code: Exit = Exit.REFUSED) -> Reply:
    return Reply(lines=[sentence], data={"error": sentence[language]}, code=code)
