"""Plans in the child: what stands in them, what a move would do, and the papers of an approved one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from matcher.matching import Run
from questionnaires.wording import Wording, join
from service.child.basis import decided, kept_apart
from service.documents.orders.order import orders_amended, still_amended
from service.folder.agreed_papers import approved_papers, order_papers
from service.folder.approve import StagesOpen, open_stages
from service.folder.contents.manifest import APPROVAL, chained_manifest
from service.folder.earlier.previous import read_orders
from service.folder.make import Made
from service.folder.order import Books, ordered
from service.folder.request import Request, Role
from service.plans.candidates import find_candidates
from service.plans.checking import find_violations
from service.plans.draft import Draft, Move, MoveRefused, apply, apply_all, start
from service.plans.effect import Effect, effect
from service.plans.outcome import result_of
from service.view import Approval, RunView, SignedOrder

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What heads have signed.

    Parameters
    ----------
    parent
        The manifest of the run, which the approval follows.
    books
        Numbers and dates they have given.
    amended
        The orders on the pairs that work already, where nothing kept says which: those of changes amend them.
    known
        What was in force after an earlier signing: what was amended then is amended still.
    """

    parent: bytes
    books: Books
    amended: SignedOrder | None = None
    known: Mapping[str, SignedOrder] = field(default_factory=dict)


BROKEN = Wording("План нарушает обязательные условия или решения.", "The plan breaks musts or decisions.")


def stand(request: Request, moves: Sequence[Move]) -> Data:
    """Return how a plan stands: its pairs, figures, what it breaks, and the difference from the run."""
    draft = _draft(request, moves)
    return {**_figures(draft, _hidden(request)), "from_run": _told(effect(start(draft.run), draft))}


def weigh(request: Request, moves: Sequence[Move], move: Move) -> Data:
    """Return what a move would do to the plan, and the plan after it."""
    before = _draft(request, moves)
    after = apply(before, move)
    return {"effect": _told(effect(before, after)), **_figures(after, _hidden(request))}


def candidates(request: Request, moves: Sequence[Move], mentee: str) -> list[Data]:
    """Return whom a mentee could have instead, best first."""
    found = find_candidates(_draft(request, moves), mentee)
    return [
        {
            "form": one.form,
            "mentor": one.mentor,
            "points": one.points,
            "has_place": one.has_place,
            "steps": [asdict(step) for step in one.move.steps],
            "effect": _told(one.effect),
        }
        for one in found
    ]


def check_approval(request: Request, moves: Sequence[Move]) -> None:
    """Raise when the plan may not be approved: a stage is open, or it breaks a must or a decision."""
    programme, answers, run = decided(request)
    made = Made(programme=programme, answers=answers, run=run, papers=())
    missing = open_stages(made, request)
    if missing:
        raise StagesOpen(missing)
    broken = find_violations(_draft(request, moves))
    if broken:
        raise MoveRefused(join((BROKEN, *broken), " "))


def write_orders(
    request: Request, moves: Sequence[Move], by: str, signed: SignedOrder | None, before: SignedOrder | None
) -> list[tuple[str, bytes]]:
    """Return path and bytes of every paper of an approved plan.

    Parameters
    ----------
    signed
        Number and date of its orders, when they are known.
    before
        The orders on the pairs that work already: those of changes amend it.
    """
    view = _approved(request, moves, by)
    view = replace(view, in_force=orders_amended(view, before)) if before else view
    papers = {paper.path: paper.content for paper in approved_papers(view)}
    if signed is not None:
        numbered = replace(view, number=signed.number, day=signed.day)
        papers |= {paper.path: paper.content for paper in order_papers(numbered)}
    return sorted(papers.items())


def write_signed(
    request: Request, moves: Sequence[Move], by: str, signing: Signing
) -> list[tuple[str, bytes]]:
    """Return path and bytes of what approval and signing add to the folder of a run, manifests included."""
    view = _approved(request, moves, by)
    view = replace(view, in_force={**view.in_force, **still_amended(view, signing.known)})
    if signing.amended is not None:
        view = replace(view, in_force={**view.in_force, **orders_amended(view, signing.amended)})
    added = tuple(approved_papers(view))
    papers = {paper.path: paper.content for paper in added}
    papers[APPROVAL] = chained_manifest(signing.parent, {"approved_by": by}, added)
    if signing.books:
        numbered, manifest = ordered(view, signing.books, papers[APPROVAL])
        papers |= {paper.path: paper.content for paper in (*numbered, manifest)}
    return sorted(papers.items())


def _approved(request: Request, moves: Sequence[Move], by: str) -> RunView:
    programme, answers, _ = decided(request)
    result = result_of(programme, answers, request.options, _draft(request, moves))
    return RunView(
        programme=programme,
        answers=answers,
        result=result,
        approval=Approval(by=by),
        in_force=read_orders(request.of(Role.PREVIOUS)),
    )


def _run(request: Request) -> Run:
    return decided(request)[2]


def _draft(request: Request, moves: Sequence[Move]) -> Draft:
    return apply_all(start(_run(request)), moves)


def _hidden(request: Request) -> frozenset[str]:
    programme, answers, _ = decided(request)
    return kept_apart(programme, answers)


def _figures(draft: Draft, hidden: frozenset[str]) -> Data:
    pairs = sorted((*draft.codes_of(pair), draft.points_of(pair)) for pair in draft.pairs)
    served = {row for row, _ in draft.pairs}
    return {
        "pairs": [
            {"form": f, "mentee": m, "mentor": o, "points": p, "apart": bool({m, o} & hidden)}
            for f, m, o, p in pairs
        ],
        "points": sum(points for *_, points in pairs),
        "hidden": sorted(hidden),
        "unmatched": [code for row, code in enumerate(draft.run.assembly.mentees) if row not in served],
        "violations": list(find_violations(draft)),
    }


def _told(found: Effect) -> Data:
    return {
        "people": found.people,
        "pairs": found.pairs,
        "points": found.points,
        "begun": [asdict(one) for one in found.begun],
        "ended": [asdict(one) for one in found.ended],
        "violations": list(found.violations),
    }
