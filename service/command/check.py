"""``matcher check``: what the files hold, every problem, and whether a run makes sense."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from questionnaires.finding import Severity
from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.terminal import places
from service.terminal.findings import finding_data, finding_lines
from service.terminal.options import folder_option, input_options
from service.terminal.reply import Exit, Reply

if TYPE_CHECKING:
    from matcher.readiness import Readiness
    from questionnaires.answers import Answers
    from questionnaires.finding import Finding
    from questionnaires.programme import Programme
    from service.folder.request import Request
    from service.view import Paper

CORRECTED = Wording("папка для исправленных копий файлов", "folder for corrected copies of the files")
PROFILES = Wording(
    "папка для соответствий столбцов, чтобы их исправить", "folder for column mappings, to edit"
)
EVERY = Wording(
    "показать все замечания, а не собрать похожие", "show every remark instead of gathering those alike"
)
TALLY = Wording(
    "{file}: строк {rows}, готово {ready}, повторов {repeated}, не принято {refused} — {base}",
    "{file}: {rows} rows, {ready} ready, {repeated} repeated, {refused} refused — {base}",
)
COUNTED = Wording(
    "Ошибок: {error}, предупреждений: {warning}, замечаний: {note}.",
    "Errors: {error}, warnings: {warning}, notes: {note}.",
)
GATHERED = Wording(
    "Похожие замечания собраны; все до одного — с --all.",
    "Remarks that are alike are gathered; all of them with --all.",
)
SAVED = Wording("Записано: {path}", "Written: {path}")


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "check",
        language=language,
        help=COMMANDS["check"][language],
        callback=lambda **given: check(language=language, **given),
        params=[
            click.Argument(["programme"], metavar=places.PROGRAMME[language]),
            *input_options(language),
            folder_option("--corrected", CORRECTED, language),
            folder_option("--profiles", PROFILES, language),
            click.Option(["--all", "every"], is_flag=True, help=EVERY[language]),
        ],
    )


def check(
    programme: str,
    corrected: Path | None,
    profiles: Path | None,
    every: bool = False,
    language: Language = Language.RU,
    **given: Any,
) -> Reply:
    """Read the files, list every problem, and compare supply and demand."""
    from matcher.options import Options
    from matcher.readiness import readiness
    from service.folder.apart import shown_findings
    from service.folder.make import read
    from service.terminal.foreseen import readiness_lines
    from service.terminal.inputs import read_inputs
    from service.terminal.noticed import unused_profiles

    request = read_inputs(programme, given, Options())
    loaded, answers = read(request)
    state = readiness(loaded, answers)
    errors = any(finding.severity is Severity.ERROR for finding in answers.findings)
    saved = [
        *_save(corrected, _corrected(loaded, answers, request)),
        *_save(profiles, _profiles(loaded, request)),
    ]
    shown = shown_findings(loaded, answers)
    lines = [
        *_reading_lines(loaded, answers, shown, every=every),
        *unused_profiles(request),
        *readiness_lines(loaded, answers, state, every=every),
    ]
    return Reply(
        lines=[*lines, *(SAVED.format(path=path) for path in saved)],
        data=_data(shown, state, language),
        code=Exit.REFUSED if errors else Exit.FINISHED,
    )


def _reading_lines(
    programme: "Programme", answers: "Answers", shown: tuple["Finding", ...], *, every: bool = True
) -> Iterator[Wording]:
    from service.documents.apart import marked

    titles = {base.key: marked(base.title, apart=base.private) for base in programme.bases}
    for tally in answers.tallies:
        yield TALLY.format(
            file=f"{tally.file}, {tally.sheet}" if tally.sheet else tally.file,
            rows=tally.rows,
            ready=tally.ready,
            repeated=tally.repeated,
            refused=tally.refused,
            base=titles.get(tally.base, tally.base),
        )
    lines = finding_lines(shown, every=every)
    yield from lines
    counts = Counter(finding.severity for finding in answers.findings)
    yield COUNTED.format(**{severity.value: counts[severity] for severity in Severity})
    if len(lines) < len(shown):
        yield GATHERED


def _data(shown: tuple["Finding", ...], state: "Readiness", language: Language) -> dict[str, Any]:
    return {
        "problems": [finding_data(finding, language) for finding in shown],
        "ready": state.ready,
        "people": state.people,
        "places": state.places,
        "lonely": [person.mentee for person in state.lonely],
        "stranded": [one.mentor for one in state.stranded],
        "shortages": [
            {
                "form": s.form,
                "organisation": s.organisation,
                "option": s.option,
                "wanted": s.wanted,
                "spare": s.spare,
            }
            for s in state.shortages
        ],
        "absent": [
            {"code": absence.code, "reasons": [reason[language] for reason in absence.reasons]}
            for absence in state.absences
        ],
    }


def _corrected(programme: "Programme", answers: "Answers", request: "Request") -> Iterator["Paper"]:
    from questionnaires.reading import corrected_copy
    from service.folder.request import Role
    from service.view import Paper

    for file in request.of(Role.ANSWERS):
        mine = tuple(finding for finding in answers.findings if finding.file == file.name)
        if mine:
            yield Paper(f"{Path(file.name).stem}-исправлено.xlsx", corrected_copy(programme, file, mine))


def _profiles(programme: "Programme", request: "Request") -> Iterator["Paper"]:
    from questionnaires.reading import propose_profile
    from service.folder.request import Role
    from service.view import Paper

    for file in request.of(Role.ANSWERS):
        yield Paper(f"{Path(file.name).stem}.toml", propose_profile(programme, file).to_toml())


def _save(folder: Path | None, papers: Iterable["Paper"]) -> Iterator[Path]:
    """Write what a person goes on to edit, beside what was written and edited before."""
    from service.folder.write import write_beside

    if folder is not None:
        for paper in papers:
            yield write_beside(folder / paper.path, paper.content)
