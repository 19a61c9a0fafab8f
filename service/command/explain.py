"""``matcher explain``: why this partner, why not that one, what it would cost."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from questionnaires.wording import Language, Wording
from service.command.group import COMMANDS, Command
from service.named import fold_name, with_names
from service.terminal import places
from service.terminal.faults import Failure
from service.terminal.options import run_folder
from service.terminal.reply import Exit, Reply

if TYPE_CHECKING:
    from matcher.explain.weights import WeightInterval
    from questionnaires.programme import Programme

WHO = Wording("код или фамилия человека", "code or surname of a person")
WITH = Wording("код или фамилия второго человека", "code or surname of the other person")
WEIGHTS = Wording(
    "насколько можно изменить вес пожелания, чтобы пары остались теми же",
    "how far the weight of a wish may move while the pairs stay the same",
)
ONE_OF = Wording(
    "Укажите либо --who (и, если нужно, --with), либо --weights.",
    "Give either --who (with --with, if you like) or --weights.",
)
UNKNOWN = Wording(
    "Нет человека «{who}». Коды и имена — в people.csv этого подбора.",
    "There is nobody «{who}». Codes and names are in people.csv of this run.",
)
SEVERAL = Wording(
    "«{who}» — не один человек: {codes}. Укажите код.", "«{who}» is several people: {codes}. Give a code."
)


def build(language: Language) -> click.Command:
    """Build the command."""
    return Command(
        "explain",
        language=language,
        help=COMMANDS["explain"][language],
        callback=lambda folder, who, other, weights: answer(folder, who, other, weights, language),
        params=[
            click.Argument(["folder"], metavar=places.FOLDER[language], type=click.Path(path_type=Path)),
            click.Option(["--who"], metavar=places.CODE[language], help=WHO[language]),
            click.Option(["--with", "other"], metavar=places.CODE[language], help=WITH[language]),
            click.Option(["--weights"], is_flag=True, help=WEIGHTS[language]),
        ],
    )


def answer(folder: Path, who: str | None, other: str | None, weights: bool, language: Language) -> Reply:
    """Explain what was asked about: people, or the weights."""
    if weights and who is None and other is None:
        return weigh(folder, language)
    if who is not None and not weights:
        return explain(folder, who, other, language)
    raise Failure(Reply(lines=[ONE_OF], data={"error": ONE_OF[language]}, code=Exit.REFUSED))


def weigh(folder: Path, language: Language = Language.RU) -> Reply:
    """Tell how far the weight of each wish may move before any pair changes."""
    from matcher.explain.weights import explain_weights, find_intervals
    from matcher.solve.otherwise.sensitivity import STEPS
    from service.folder.make import decide
    from service.folder.request import read_request

    programme, answers, run = decide(read_request(run_folder(folder)))
    found = list(find_intervals(programme, answers, run, STEPS))
    lines = list(explain_weights([told_apart(programme, each, language) for each in found], STEPS))
    rows = [
        {"form": each.form.key, "criterion": each.criterion.key, **dataclasses.asdict(each.interval)}
        for each in found
    ]
    return Reply(lines=lines, data={"lines": [line[language] for line in lines], "weights": rows})


def told_apart(programme: "Programme", told: "WeightInterval", language: Language) -> "WeightInterval":
    """Return what is told of a wish with the title of its form marked where the form is of a base kept apart."""
    from service.documents.apart import is_apart, marked

    title = marked(told.form.title, apart=is_apart(programme, told.form))[language]
    return dataclasses.replace(told, form=dataclasses.replace(told.form, title=title))


def explain(folder: Path, who: str, other: str | None, language: Language = Language.RU) -> Reply:
    """Explain one person, or two people together."""
    from matcher.explain.person import explain_person
    from matcher.explain.together import explain_together
    from service.folder.make import decide
    from service.folder.request import read_request

    folder = run_folder(folder)
    _, answers, run = decide(read_request(folder))
    names = {person.code: person.name for person in answers.people}
    first = _find(who, names, language)
    if other is None:
        lines = explain_person(run, first)
    else:
        second = _find(other, names, language)
        mentee, mentor = (
            (second, first) if first in {code for _, code in run.assembly.seats} else (first, second)
        )
        lines = explain_together(run, mentee, mentor)
    told = [with_names(line, names) for line in lines]
    return Reply(lines=told, data={"lines": [line[language] for line in told]})


def _find(who: str, names: Mapping[str, str], language: Language) -> str:
    """Return the code of a person named by code or by the beginning of the name."""
    code = who.strip().upper()
    if code in names:
        return code
    wanted = fold_name(who)
    found = [code for code, name in names.items() if wanted and fold_name(name).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    sentence = SEVERAL.format(who=who, codes=", ".join(found)) if found else UNKNOWN.format(who=who)
    raise Failure(Reply(lines=[sentence], data={"error": sentence[language]}, code=Exit.REFUSED))
