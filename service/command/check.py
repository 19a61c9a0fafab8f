"""``matcher check``: what the files hold, every problem, and whether a run makes sense."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from questionnaires.finding import Severity
from questionnaires.wording import Language, Wording
from service.command import places
from service.command.faults import finding_data, finding_lines
from service.command.group import COMMANDS, Command
from service.command.options import folder_option, input_options
from service.command.reply import Exit, Reply

if TYPE_CHECKING:
    from matcher.readiness import Readiness
    from questionnaires.answers import Answers
    from questionnaires.programme import Programme
    from service.folder.request import Request

CORRECTED = Wording("папка для исправленных копий файлов", "folder for corrected copies of the files")
PROFILES = Wording(
    "папка для соответствий столбцов, чтобы их исправить", "folder for column mappings, to edit"
)
TALLY = Wording(
    "{file}: строк {rows}, готово {ready}, повторов {repeated}, не принято {refused} — {base}",
    "{file}: {rows} rows, {ready} ready, {repeated} repeated, {refused} refused — {base}",
)
COUNTED = Wording(
    "Ошибок: {error}, предупреждений: {warning}, замечаний: {note}.",
    "Errors: {error}, warnings: {warning}, notes: {note}.",
)
PLACES = Wording(
    "Мест {places}, наставляемых {people}: {verdict}.", "Places {places}, mentees {people}: {verdict}."
)
ENOUGH = Wording("мест хватает", "there are enough places")
SHORT = Wording("не хватит мест: {count}", "{count} places are lacking")
SUPPLY = Wording(
    "  {form}: наставляемых {mentees}, наставников {mentors}, мест {places}",
    "  {form}: {mentees} mentees, {mentors} mentors, {places} places",
)
LONELY = Wording(
    "{mentee} ({name}): никто не подходит. {reason} {remedy}",
    "{mentee} ({name}): nobody fits. {reason} {remedy}",
)
SHORTAGE = Wording(
    "{organisation}: не хватает наставника — {option} (нужен: {wanted}); свободен: {spare}.",
    "{organisation}: no mentor for {option} (wanted: {wanted}); one is free in {spare}.",
)
ABSENT = Wording("Не участвуют: {count} — {reason}", "Not taking part: {count} — {reason}")
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
        ],
    )


def check(
    programme: str,
    corrected: Path | None,
    profiles: Path | None,
    language: Language = Language.RU,
    **given: Any,
) -> Reply:
    """Read the files, list every problem, and compare supply and demand."""
    from matcher.options import Options
    from matcher.readiness import readiness
    from service.command.inputs import read_inputs
    from service.folder.make import read

    request = read_inputs(programme, given, Options())
    loaded, answers = read(request)
    state = readiness(loaded, answers)
    errors = any(finding.severity is Severity.ERROR for finding in answers.findings)
    saved = [
        *_save_corrected(corrected, loaded, answers, request),
        *_save_profiles(profiles, loaded, request),
    ]
    lines = [*_reading_lines(loaded, answers), *_readiness_lines(loaded, answers, state)]
    return Reply(
        lines=[*lines, *(SAVED.format(path=path) for path in saved)],
        data=_data(answers, state, language),
        code=Exit.REFUSED if errors else Exit.FINISHED,
    )


def _reading_lines(programme: "Programme", answers: "Answers") -> Iterator[Wording]:
    titles = {base.key: base.title for base in programme.bases}
    for tally in answers.tallies:
        yield TALLY.format(
            file=tally.file,
            rows=tally.rows,
            ready=tally.ready,
            repeated=tally.repeated,
            refused=tally.refused,
            base=titles.get(tally.base, tally.base),
        )
    yield from finding_lines(answers.findings)
    counts = Counter(finding.severity for finding in answers.findings)
    yield COUNTED.format(**{severity.value: counts[severity] for severity in Severity})


def _readiness_lines(programme: "Programme", answers: "Answers", state: "Readiness") -> Iterator[Wording]:
    lacking = state.people - state.places
    verdict = SHORT.format(count=lacking) if lacking > 0 else ENOUGH
    counts = {"places": state.places, "people": state.people}
    yield Wording(
        PLACES.ru.format(**counts, verdict=verdict.ru), PLACES.en.format(**counts, verdict=verdict.en)
    )
    titles = {form.key: form.title for form in programme.forms}
    for supply in state.supplies:
        yield SUPPLY.format(
            form=titles[supply.form], mentees=supply.mentees, mentors=supply.mentors, places=supply.places
        )
    reasons = Counter(reason for absence in state.absences for reason in absence.reasons)
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0].ru)):
        yield Wording(
            ABSENT.ru.format(count=count, reason=reason.ru), ABSENT.en.format(count=count, reason=reason.en)
        )
    yield from _lonely_lines(answers, state)
    short = {organisation.key: organisation.short for organisation in programme.organisations}
    for shortage in state.shortages:
        yield SHORTAGE.format(
            organisation=short[shortage.organisation],
            option=shortage.option,
            wanted=shortage.wanted,
            spare=", ".join(short[key] for key in shortage.spare[:3]),
        )


def _lonely_lines(answers: "Answers", state: "Readiness") -> Iterator[Wording]:
    names = {person.code: person.name for person in answers.people}
    for person in state.lonely:
        remedy = person.remedy or Wording("", "")
        who = {"mentee": person.mentee, "name": names[person.mentee]}
        yield Wording(
            LONELY.ru.format(**who, reason=person.reason.ru, remedy=remedy.ru).rstrip(),
            LONELY.en.format(**who, reason=person.reason.en, remedy=remedy.en).rstrip(),
        )


def _data(answers: "Answers", state: "Readiness", language: Language) -> dict[str, Any]:
    return {
        "problems": [finding_data(finding, language) for finding in answers.findings],
        "ready": state.ready,
        "people": state.people,
        "places": state.places,
        "lonely": [person.mentee for person in state.lonely],
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


def _save_corrected(
    folder: Path | None, programme: "Programme", answers: "Answers", request: "Request"
) -> Iterator[Path]:
    from questionnaires.reading import corrected_copy
    from service.folder.request import Role
    from service.folder.write import write_file

    if folder is None:
        return
    for file in request.of(Role.ANSWERS):
        mine = tuple(finding for finding in answers.findings if finding.file == file.name)
        if mine:
            path = folder / f"{Path(file.name).stem}-исправлено.xlsx"
            write_file(path, corrected_copy(programme, file, mine))
            yield path


def _save_profiles(folder: Path | None, programme: "Programme", request: "Request") -> Iterator[Path]:
    from questionnaires.reading import propose_profile
    from service.folder.request import Role
    from service.folder.write import write_file

    if folder is None:
        return
    for file in request.of(Role.ANSWERS):
        path = folder / f"{Path(file.name).stem}.toml"
        write_file(path, propose_profile(programme, file).to_toml())
        yield path
