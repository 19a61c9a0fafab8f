"""Make everything a run's folder holds, in memory: the same request gives the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from matcher.checking import find_faults
from matcher.matching import Run, match
from matcher.progress import Watch
from matcher.proof.certificate import certificate_bytes
from matcher.solution import Status
from questionnaires.answers import Answers
from questionnaires.finding import Finding, InputRefused, Severity
from questionnaires.loading import load_programme
from questionnaires.programme import Programme
from questionnaires.reading import read_answers
from questionnaires.wording import Wording
from service.folder.apart import refuse_errors
from service.folder.contents.counts import decided_data
from service.folder.contents.manifest import RUN, run_manifest
from service.folder.earlier.carried import without_lapsed
from service.folder.earlier.previous import read_orders, read_previous
from service.folder.papers import result_papers, run_papers
from service.folder.request import Request, Role
from service.view import Approval, Paper, RunView, SignedOrder

NO_CERTIFICATE = b"PK\x05\x06" + bytes(18)
"""An archive with nothing in it: a run decided by CP-SAT has no certificate, and run.json says so."""

MEND_CRITERION = Wording(
    "Исправьте это условие в файле программы.", "Mend this criterion in the programme file."
)


class NoAssignment(Exception):  # noqa: N818 - named for what a person sees, as the exit code is
    """No assignment satisfies the musts and decisions, or none was found; `run.result.conflicts` says which."""

    def __init__(self, programme: Programme, answers: Answers, run: Run) -> None:
        self.programme, self.answers, self.run = programme, answers, run
        super().__init__("\n".join(conflict.en for conflict in run.result.conflicts))

    @property
    def is_shown(self) -> bool:
        """Whether it is shown that there is none; otherwise the effort ended before one was found."""
        return self.run.solution is None or self.run.solution.status is not Status.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A run with its papers, before anything is written."""

    programme: Programme
    answers: Answers
    run: Run
    papers: tuple[Paper, ...]
    in_force: Mapping[str, SignedOrder] = field(default_factory=dict)
    """Orders on pairs that an earlier run left, which an order of changes amends."""

    @property
    def view(self) -> RunView:
        """The run as a document of the whole programme sees it, not approved."""
        return RunView(
            programme=self.programme,
            answers=self.answers,
            result=self.run.result,
            in_force=self.in_force,
        )

    def approved(self, approval: Approval) -> RunView:
        """Return the view after a named person has approved."""
        return replace(self.view, approval=approval)


def read(request: Request) -> tuple[Programme, Answers]:
    """Read every input of a request; findings stay in the answers.

    Raises
    ------
    InputRefused
        When the programme itself has faults.
    """
    programme = load_programme(request.programme)
    check_criteria(programme)
    earlier = read_previous(request.of(Role.PREVIOUS), request.of(Role.ANSWERS))
    answers = read_answers(
        programme,
        answers=request.of(Role.ANSWERS),
        people=request.one(Role.PEOPLE),
        preferences=request.of(Role.PREFERENCES),
        verdicts=request.of(Role.VERDICTS),
        locks=request.of(Role.LOCKS),
        previous=earlier.pairs,
        profile=request.of(Role.PROFILE),
    )
    answers = replace(answers, findings=(*answers.findings, *earlier.findings))
    return programme, without_lapsed(request, answers)


def check_criteria(programme: Programme) -> None:
    """Raise `InputRefused` with every criterion that cannot be computed from what the programme asks."""
    faults = [
        Finding(
            severity=Severity.ERROR,
            code="criterion",
            reason=fault,
            remedy=MEND_CRITERION,
            file=programme.key,
            column=f"form.{form}",
        )
        for form, fault in find_faults(programme)
    ]
    if faults:
        raise InputRefused(faults)


def decide(request: Request, *, watch: Watch | None = None) -> tuple[Programme, Answers, Run]:
    """Read the inputs and match; `watch` follows the solving and may stop it.

    Raises
    ------
    InputRefused
        When a file has errors; all of them are listed, those about people kept apart without what was answered.
    NoAssignment
        When nothing satisfies the musts, or nothing was found that does.
    """
    programme, answers = read(request)
    refuse_errors(programme, answers)
    run = match(programme, answers, request.options, watch=watch)
    if run.result.conflicts:
        raise NoAssignment(programme, answers, run)
    return programme, answers, run


def make(request: Request, *, watch: Watch | None = None) -> Made:
    """Return the run of a request with all its papers, run.json last; `watch` may stop it with the best so far."""
    programme, answers, run = decide(request, watch=watch)
    view = RunView(programme=programme, answers=answers, result=run.result)
    assert run.solution is not None  # `decide` has raised where nothing was solved
    proof = run.solution.certificate
    certificate = NO_CERTIFICATE if proof is None else certificate_bytes(proof)
    papers = [
        *result_papers(view, certificate, _certificate_of_peers(run)),
        *run_papers(view, request.of(Role.PREVIOUS), request.of(Role.ANSWERS)),
    ]
    manifest = run_manifest(run.result, run.options, request.inputs(), papers, decided_data(view))
    return Made(
        programme=programme,
        answers=answers,
        run=run,
        papers=(*papers, Paper(RUN, manifest)),
        in_force=read_orders(request.of(Role.PREVIOUS)),
    )


def _certificate_of_peers(run: Run) -> bytes | None:
    """Return what proves the pairs inside bases of peers; None where no form has any."""
    held = {part.proof.part: part.certificate for part in run.peers if part.certificate is not None}
    if not held:
        return None
    from matcher.proof.pool_certificate import pool_certificates_bytes

    return pool_certificates_bytes(held)
