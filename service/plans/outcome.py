"""A draft told as a result, so that every paper of a run can be written of a plan."""

from dataclasses import replace

from matcher.matching import report
from matcher.options import Options
from matcher.peers import PeerResult
from matcher.result import Origin, Pair, Result
from questionnaires.answers import Answers
from questionnaires.programme import Programme
from service.plans.checking import as_solution
from service.plans.draft import Draft


def result_of(programme: Programme, answers: Answers, options: Options, draft: Draft) -> Result:
    """Return the result of a draft: the run's own when nothing was moved; otherwise nothing is said to be proved."""
    run = draft.run
    if not draft.is_edited:
        return run.result
    told = report(
        programme, answers, options, run.cast, run.assembly, as_solution(draft), _peers(run.result, draft)
    )
    own = {(pair.form, pair.mentee, pair.mentor) for pair in run.result.pairs}
    pairs = tuple(_marked(pair, own) for pair in told.pairs)
    return replace(told, pairs=pairs)


def _marked(pair: Pair, own: set[tuple[str, str, str]]) -> Pair:
    """Return the pair with who chose it: what a person moved is a person's choice."""
    if (pair.form, pair.mentee, pair.mentor) in own or pair.origin is Origin.KEPT:
        return pair
    return replace(pair, origin=Origin.TOGETHER)


def _peers(result: Result, draft: Draft) -> list[PeerResult]:
    """Return what the run decided inside one base, which moves do not touch."""
    seats = {form for form, _ in draft.run.assembly.seats}
    joint = draft.run.assembly.tables
    forms = seats | {table.form.key for table in joint}
    return [
        PeerResult(
            pairs=tuple(p for p in result.pairs if p.form == proof.part),
            groups=tuple(g for g in result.groups if g.form == proof.part),
            alone=(),
            proof=proof,
        )
        for proof in result.proofs[1:]
        if proof.part not in forms
    ]
