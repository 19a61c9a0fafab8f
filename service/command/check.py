"""``matcher check``: what the files hold, every problem, and whether a run makes sense."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    from matcher.readiness import Readiness, Shortage
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
PLACES = Wording(
    "Мест {places}, наставляемых {people}: {verdict}.", "Places {places}, mentees {people}: {verdict}."
)
NOBODY = Wording("сравнивать пока нечего", "there is nothing to compare yet")
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
LONELY_APART = Wording(
    "{mentee} (отдельная база): никто не подходит. Причина и ответы здесь не показаны.",
    "{mentee} (base kept apart): nobody fits. The reason and the answers are not shown here.",
)
SHORTAGE = Wording(
    "{organisation}: не хватает наставника — {option} (нужен: {wanted}); свободен: {spare}.",
    "{organisation}: no mentor for {option} (wanted: {wanted}); one is free in {spare}.",
)
SHORTAGES = Wording(
    "{organisation}: не хватает наставников — {options}", "{organisation}: no mentors for {options}"
)
WANTED = Wording(
    "{option} (нужен: {wanted}; свободен: {spare})", "{option} (wanted: {wanted}; free in {spare})"
)
MORE = Wording("ещё {count}", "{count} more")
MOST_SHORTAGES = 4
"""Subjects of one organisation that are told; those most wanted come first."""
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
    from service.command.inputs import read_inputs
    from service.folder.apart import shown_findings
    from service.folder.make import read

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
        *_readiness_lines(loaded, answers, state, every=every),
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
        yield _filled(
            TALLY,
            file=tally.file,
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


def _readiness_lines(
    programme: "Programme", answers: "Answers", state: "Readiness", *, every: bool = True
) -> Iterator[Wording]:
    from service.command.noticed import absent_lines
    from service.documents.apart import is_apart, marked

    lacking = state.people - state.places
    verdict = SHORT.format(count=lacking) if lacking > 0 else ENOUGH if state.people else NOBODY
    yield _filled(PLACES, places=state.places, people=state.people, verdict=verdict)
    titles = {form.key: marked(form.title, apart=is_apart(programme, form)) for form in programme.forms}
    for supply in state.supplies:
        yield _filled(
            SUPPLY,
            form=titles[supply.form],
            mentees=supply.mentees,
            mentors=supply.mentors,
            places=supply.places,
        )
    yield from absent_lines(state.absences)
    yield from _lonely_lines(programme, answers, state)
    yield from _shortage_lines(programme, state.shortages, every=every)


def _shortage_lines(
    programme: "Programme", shortages: "Sequence[Shortage]", *, every: bool
) -> Iterator[Wording]:
    """Give one line a shortage, or one an organisation with what it lacks most."""
    short = {organisation.key: organisation.short for organisation in programme.organisations}
    lacking: dict[object, list[Shortage]] = {}
    for place, shortage in enumerate(shortages):
        lacking.setdefault(place if every else shortage.organisation, []).append(shortage)
    for these in lacking.values():
        yield _lacking(these, short)


def _lacking(shortages: "Sequence[Shortage]", short: Mapping[str, str]) -> Wording:
    """Return what an organisation lacks; what several forms lack alike is told once."""
    ranked = sorted(shortages, key=lambda one: -one.wanted)
    by_option = {one.option: one for one in reversed(ranked)}
    told = [
        {"option": one.option, "wanted": one.wanted, "spare": ", ".join(short[key] for key in one.spare[:3])}
        for one in sorted(by_option.values(), key=ranked.index)
    ]
    organisation = short[shortages[0].organisation]
    if len(told) == 1:
        return _filled(SHORTAGE, organisation=organisation, **told[0])
    parts = [_filled(WANTED, **one) for one in told[:MOST_SHORTAGES]]
    if len(told) > MOST_SHORTAGES:
        parts.append(MORE.format(count=len(told) - MOST_SHORTAGES))
    options = Wording("; ".join(part.ru for part in parts), "; ".join(part.en for part in parts))
    return _filled(SHORTAGES, organisation=organisation, options=options)


def _lonely_lines(programme: "Programme", answers: "Answers", state: "Readiness") -> Iterator[Wording]:
    persons = answers.people.by_code()
    for lonely in state.lonely:
        person = persons[lonely.mentee]
        if programme.get_base(person.base).private:
            yield LONELY_APART.format(mentee=lonely.mentee)
            continue
        said = _filled(
            LONELY,
            mentee=lonely.mentee,
            name=person.name,
            reason=lonely.reason,
            remedy=lonely.remedy or Wording("", ""),
        )
        yield Wording(said.ru.rstrip(), said.en.rstrip())


def _filled(sentence: Wording, **values: object) -> Wording:
    """Return a sentence with its values, those that are wordings in the same language."""
    russian, english = (
        {key: value[language] if isinstance(value, Wording) else value for key, value in values.items()}
        for language in (Language.RU, Language.EN)
    )
    return Wording(sentence.ru.format(**russian), sentence.en.format(**english))


def _data(shown: tuple["Finding", ...], state: "Readiness", language: Language) -> dict[str, Any]:
    return {
        "problems": [finding_data(finding, language) for finding in shown],
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
