"""The main path: a programme and its answers become pairs that are proved and explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.admission import Cast, admit
from matcher.assembly import PEERS, Assembly, assemble
from matcher.changes import couples_of, find_changes
from matcher.decisions import Decisions, decisions
from matcher.explain.blocking import find_blocking, who_are_apart
from matcher.explain.conflicts import find_conflicts
from matcher.explain.no_assignment import explain_no_assignment
from matcher.explain.screen import screen
from matcher.explain.unmatched import explain_unmatched
from matcher.options import Options
from matcher.progress import Watch
from matcher.proof.failure import VerificationFailed
from matcher.proof.verify import verify
from matcher.result import Origin, Pair, PartialProof, Result, Unmatched
from matcher.shortlist import shortlist
from matcher.solution import Asked, Solution, Status
from matcher.solve import solve
from matcher.stopping import Stop
from questionnaires.answers import Answers
from questionnaires.programme import Programme
from questionnaires.wording import Wording

if TYPE_CHECKING:
    from matcher.peers import PeerResult

FORMS = "forms"
"""Name of the part of a run that joins all forms with mentors."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Run:
    """A finished run with what proves it.

    Parameters
    ----------
    assembly, solution
        The joint problem of all forms with mentors and what solved it; None when conflicts were found before solving.
    peers
        What was decided inside each base of peers.
    options
        Those that give this run again: a stopped one stops at the same step.
    """

    result: Result
    cast: Cast
    assembly: Assembly
    solution: Solution | None
    options: Options
    peers: "tuple[PeerResult, ...]" = ()


def run(
    programme: Programme, answers: Answers, options: Options | None = None, *, watch: Watch | None = None
) -> Result:
    """Match the people of a programme.

    Parameters
    ----------
    programme
        Rules, quotas and forms.
    answers
        What was read; findings of severity ERROR are the caller's to refuse.
    watch
        Told after every step of the solving; false stops it, and the best so far is the result.

    Returns
    -------
    Result
        Pairs with their points and reasons. When no assignment satisfies the musts, or none was found and none was
        excluded, `Result.conflicts` says so and there are no pairs.

    Raises
    ------
    VerificationFailed
        When the independent verifier refuses the solution.
    """
    return match(programme, answers, options or Options(), watch=watch).result


def match(programme: Programme, answers: Answers, options: Options, *, watch: Watch | None = None) -> Run:
    """Do what `run` does and keep the problem and the solution for explaining and for the certificate."""
    cast = admit(programme, answers)
    decided = decisions(programme, answers, options.max_changes)
    assembly = assemble(programme, answers, cast, decided)

    def ended(result: Result, solution: Solution | None, peers: "Sequence[PeerResult]" = ()) -> Run:
        return Run(
            result=result,
            cast=cast,
            assembly=assembly,
            solution=solution,
            options=options,
            peers=tuple(peers),
        )

    conflicts = find_conflicts(programme, cast, decided, assembly)
    if conflicts:
        return ended(_no_result(programme, cast, conflicts), None)
    stop = Stop(options, watch)
    solution = decide(programme, assembly, options, stop.watch)
    options = stop.settled(solution)
    if solution.status in (Status.INFEASIBLE, Status.UNKNOWN):
        why = explain_no_assignment(assembly, solution)
        return ended(_no_result(programme, cast, why), solution)
    peers, impossible = _peers(programme, cast, answers, decided)
    if impossible:
        return ended(_no_result(programme, cast, impossible), None)
    return ended(report(programme, answers, options, cast, assembly, solution, peers), solution, peers)


def _peers(
    programme: Programme, cast: Cast, answers: Answers, decided: Decisions
) -> "tuple[list[PeerResult], tuple[Wording, ...]]":
    """Return what is decided inside each base of peers, and why where there is nothing to decide."""
    forms = [form for form in programme.forms if form.arrangement in PEERS]
    if not forms:
        return [], ()
    # most programmes have no such form, and to load what solves them takes longer than to solve a small run
    from matcher.peers import match_peers, peers_conflict

    peers = [match_peers(programme, form, cast, answers, decided) for form in forms]
    impossible = tuple(
        peers_conflict(part, decided, programme.get_form(part.proof.part).title)
        for part in peers
        if part.proof.status in (Status.INFEASIBLE, Status.UNKNOWN)
    )
    return peers, impossible


def decide(
    programme: Programme, assembly: Assembly, options: Options, watch: Watch | None = None
) -> Solution:
    """Solve the joint problem and have the result checked by code that imports nothing of the solver."""
    asked = asked_of(programme, assembly, options)
    solution = solve(
        assembly.problem,
        purpose=asked.purpose,
        raise_worst=asked.raise_worst,
        previous=asked.previous or None,
        max_changes=asked.max_changes,
        salt=asked.salt,
        watch=watch,
    )
    violations = verify(assembly.problem, solution)
    if violations:
        raise VerificationFailed(violations)
    return solution


def asked_of(programme: Programme, assembly: Assembly, options: Options) -> Asked:
    """Return what a run asks of its problem; with the problem it decides the answer."""
    most = options.max_changes if options.max_changes is not None else programme.refresh.max_changes
    return Asked(
        purpose=programme.purpose,
        raise_worst=programme.raise_worst,
        previous=assembly.working,
        max_changes=most if assembly.working else None,
        salt=programme.salt.encode(),
    )


def _no_result(programme: Programme, cast: Cast, conflicts: tuple[Wording, ...]) -> Result:
    return Result(
        programme=programme.key,
        pairs=(),
        groups=(),
        unmatched=(),
        absences=cast.absences,
        ready=_ready(cast),
        proofs=(),
        conflicts=conflicts,
    )


def report(
    programme: Programme,
    answers: Answers,
    options: Options,
    cast: Cast,
    assembly: Assembly,
    solution: Solution,
    peers: "Sequence[PeerResult]",
) -> Result:
    """Return what a solution means for the people: their points, reasons and changes; nothing is solved here."""
    pairs = tuple(_pairs(assembly, solution))
    everybody = pairs + tuple(pair for part in peers for pair in part.pairs)
    groups = tuple(group for part in peers for group in part.groups)
    blocking = find_blocking(answers, assembly, solution.pairs)
    blocking += tuple(pair for part in peers for pair in part.blocking)
    potential = shortlist(assembly, options.shortlist) if options.shortlist else ()
    return Result(
        programme=programme.key,
        pairs=everybody,
        groups=groups,
        unmatched=_unmatched(assembly, solution) + tuple(person for part in peers for person in part.alone),
        absences=cast.absences,
        ready=_ready(cast),
        proofs=(_proof(assembly, solution), *(part.proof for part in peers)),
        changes=find_changes(answers, cast, assembly, pairs, couples_of(peers, answers.previous)),
        shortlist=potential,
        idle_mentors=_idle(assembly, solution),
        blocking=who_are_apart(answers, blocking, everybody, groups),
        stopped=options.stop_after is not None,
    )


def _pairs(assembly: Assembly, solution: Solution) -> list[Pair]:
    working = set(assembly.working)
    certain = solution.certain or (None,) * len(solution.pairs)
    return [
        _pair(assembly, row, column, sure, working)
        for (row, column), sure in zip(solution.pairs, certain, strict=True)
    ]


def _pair(
    assembly: Assembly, row: int, column: int, sure: bool | None, working: set[tuple[int, int]]
) -> Pair:
    table, i, j = assembly.place_in_form(row, column)
    parts = table.scores.parts(i, j)
    kept = Origin.KEPT if (row, column) in working else Origin.CHOSEN
    form, mentor = assembly.seats[column]
    return Pair(
        form=form,
        mentee=table.scores.mentees.codes[i],
        mentor=mentor,
        points=sum(part.points for part in parts),
        origin=assembly.origins.get((row, column), kept),
        certain=sure,
        parts=parts,
    )


def _unmatched(assembly: Assembly, solution: Solution) -> tuple[Unmatched, ...]:
    screened = screen(assembly, solution.pairs)
    certain = solution.unmatched_certain or (None,) * len(solution.unmatched)
    return tuple(
        explain_unmatched(screened, row, certain=sure)
        for row, sure in zip(solution.unmatched, certain, strict=True)
    )


def _proof(assembly: Assembly, solution: Solution) -> PartialProof:
    return PartialProof(
        part=FORMS,
        status=solution.status,
        proof=solution.proof,
        objective=solution.objective,
        bound=solution.bound,
        served=len({row for row, _ in solution.pairs}),
        people=len(assembly.mentees),
    )


def _idle(assembly: Assembly, solution: Solution) -> tuple[str, ...]:
    busy = {assembly.seats[column][1] for _, column in solution.pairs}
    return tuple(sorted({code for _, code in assembly.seats} - busy))


def _ready(cast: Cast) -> dict[str, tuple[str, ...]]:
    return {base: crowd.codes for base, crowd in cast.ready.items()}
