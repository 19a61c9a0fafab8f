"""What files promise before a run and what a run decided; computed in the limited child, shown by the pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.admission import admit
from matcher.readiness import Readiness, readiness
from matcher.result import Result
from questionnaires.answers import Tally
from questionnaires.finding import Finding, InputRefused
from questionnaires.wording import Language, Wording
from service.child.basis import decided
from service.documents.formats.charts import Chart
from service.documents.reports.balance import find_balance
from service.documents.reports.who import Who
from service.folder.apart import shown_findings
from service.folder.approve import StagesOpen, open_stages
from service.folder.make import Made, read
from service.folder.request import Request, Role
from service.pages.form_titles import with_form_titles
from service.plans.draft import Move, apply_all, start
from service.plans.outcome import result_of
from service.view import RunView


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What reading one file beside all others brought.

    Parameters
    ----------
    findings
        As the file's own corrected copy says them.
    shown
        The same as a page says them: of people kept apart by code, without an answer.
    """

    tallies: tuple[Tally, ...]
    findings: tuple[Finding, ...]
    shown: tuple[Finding, ...]


NOTHING = Noticed(tallies=(), findings=(), shown=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """Readiness with all a page needs to show it.

    Parameters
    ----------
    view
        Everybody who is ready, with no pairs yet.
    charts
        Places against people.
    """

    view: RunView
    state: Readiness
    charts: tuple[Chart, ...]


def notice(request: Request) -> dict[str, Noticed]:
    """Return name of a file → what was noticed in it, when all files of a request are read together.

    Names are looked up among everybody, so a file is always read with those beside it. What is about no file at all
    stands under the empty name.
    """
    try:
        programme, answers = read(request)
    except InputRefused as error:
        return {"": Noticed(tallies=(), findings=error.findings, shown=error.findings)}
    shown = shown_findings(programme, answers)
    names = {file.label for role in Role for file in request.of(role)} | {""}
    return {
        name: Noticed(
            tallies=tuple(tally for tally in answers.tallies if tally.file == name),
            findings=_of_file(answers.findings, name),
            shown=_of_file(shown, name),
        )
        for name in sorted(names)
    }


def _of_file(findings: tuple[Finding, ...], name: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if (finding.file or "") == name)


def foresee(request: Request, language: Language) -> Prospect:
    """Return the readiness of everything accepted so far.

    Raises
    ------
    InputRefused
        When the programme itself has faults.
    """
    programme, answers = read(request)
    cast = admit(programme, answers)
    result = Result(
        programme=programme.key,
        pairs=(),
        groups=(),
        unmatched=(),
        absences=cast.absences,
        ready={base: crowd.codes for base, crowd in cast.ready.items()},
        proofs=(),
    )
    told = with_form_titles(programme, language)
    view = RunView(programme=told, answers=answers, result=result, language=language)
    return Prospect(
        view=view, state=readiness(programme, answers), charts=tuple(find_balance(view, Who(view)))
    )


def outlook(request: Request, moves: Sequence[Move]) -> RunView:
    """Return a finished run as the pages see it, with what was moved in it by hand."""
    programme, answers, run = decided(request)
    result = result_of(programme, answers, request.options, apply_all(start(run), moves))
    return RunView(programme=programme, answers=answers, result=result)


def open_stages_of(request: Request) -> tuple[Wording, ...]:
    """Return the stages without which nobody may approve a run."""
    programme, answers, run = decided(request)
    made = Made(programme=programme, answers=answers, run=run, papers=())
    return StagesOpen(open_stages(made, request)).reasons
