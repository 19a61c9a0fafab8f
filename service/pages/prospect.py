"""What the accepted and the offered files promise before any run; computed in the limited child."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.admission import admit
from matcher.readiness import Readiness, readiness
from matcher.result import Result
from questionnaires.answers import Tally
from questionnaires.finding import Finding, InputRefused
from questionnaires.reading import InputFile, corrected_copy
from service.documents.charts import Chart
from service.documents.reports.balance import find_balance
from service.documents.reports.who import Who
from service.folder.make import read
from service.folder.request import Request
from service.view import RunView


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What reading one file, beside those accepted before, brought.

    Parameters
    ----------
    findings
        Those about this file, and those about no file at all when only this one brought them.
    """

    tallies: tuple[Tally, ...]
    findings: tuple[Finding, ...]


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


def notice(request: Request, file: InputFile) -> Noticed:
    """Return what was noticed in one file of a request that is read as a whole.

    Names are looked up among everybody, so a file is always read together with those accepted before.
    """
    try:
        _, answers = read(request)
    except InputRefused as error:
        return Noticed(tallies=(), findings=error.findings)
    return Noticed(
        tallies=tuple(tally for tally in answers.tallies if tally.file == file.label),
        findings=tuple(finding for finding in answers.findings if finding.file in (file.label, None)),
    )


def corrected(request: Request, file: InputFile, findings: Sequence[Finding]) -> bytes:
    """Return the corrected copy of one file."""
    programme, _ = read(replace(request, files={}))
    return corrected_copy(programme, file, findings)


def foresee(request: Request) -> Prospect:
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
    view = RunView(programme=programme, answers=answers, result=result)
    return Prospect(view=view, state=readiness(programme, answers), charts=tuple(find_balance(view, Who(view))))
