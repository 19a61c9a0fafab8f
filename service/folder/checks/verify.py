"""Check a finished run without the solver: files, musts, quotas, the certificate, and every figure it states."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.admission import Cast, admit
from matcher.assembly import PEERS, Assembly, assemble
from matcher.changes import find_changes
from matcher.circle import gather
from matcher.decisions import Decisions, decisions
from matcher.matching import FORMS, asked_of, report
from matcher.proof.certificate import Certificate, read_certificate
from matcher.proof.pool_certificate import read_pool_certificates
from matcher.proof.verify import verify as verify_solution
from matcher.result import Result
from matcher.rules import RULES_VERSION
from matcher.shape import is_flow
from matcher.solution import Proof, Solution, Status
from questionnaires.answers import Answers
from questionnaires.programme import Arrangement, Programme
from questionnaires.reading import write_people
from questionnaires.wording import Wording
from service.folder.checks.integrity import find_alterations
from service.folder.checks.peers import check_peers
from service.folder.checks.peers_proof import find_violations
from service.folder.contents.counts import decided_data
from service.folder.contents.manifest import Damaged, proof_data, read_manifest
from service.folder.contents.tables import PEER_GROUP, parse_table, read_table, render_pairs, render_unmatched
from service.folder.make import read
from service.folder.papers import PEERS_CERTIFICATE
from service.folder.request import Request, read_request
from service.view import RunView

UNKNOWN_PAIR = Wording(
    "В pairs.csv стоит пара {mentee} – {mentor}, хотя один из двоих не участвует.",
    "pairs.csv has the pair {mentee} – {mentor}, though one of the two does not take part.",
)
REFUSED_PROOF = Wording(
    "Протокол проверки не подтверждает подбор: {why}", "The certificate does not prove the run: {why}"
)
PROOF_WITHHELD = Wording(
    "Паспорт подбора не обещает, что лучше нельзя, хотя для таких условий это всегда доказывается.",
    "The manifest does not claim that nothing better exists, though for such rules it is always proved.",
)
PROOF_OF_STOPPED = Wording(
    "Подбор остановлен до конца, поэтому доказательства у него быть не может.",
    "The run was stopped before its end, so it can have no proof.",
)
NO_PART = Wording(
    "Паспорт подбора должен называть доказательства частей: {expected}; найдено: {found}.",
    "The manifest must name the proofs of the parts: {expected}; found: {found}.",
)
NOT_FROM_INPUTS = Wording(
    "{path} не следует из входных файлов и пар.", "{path} does not follow from the inputs and the pairs."
)
WRONG_FIGURE = Wording("В паспорте подбора неверно «{key}».", "The manifest has a wrong «{key}».")
OTHER_RULES = Wording(
    "Подбор сделан по правилам версии {then}, эта программа знает версию {now}.",
    "The run was made under rules of version {then}; this program knows version {now}.",
)
UNREADABLE = Wording("Файлы подбора испорчены: {why}.", "The files of the run are damaged: {why}.")
KNOWN = {"": None, "yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a folder says, read back without solving anything."""

    folder: Path
    request: Request
    manifest: Mapping[str, Any]
    programme: Programme
    answers: Answers
    cast: Cast
    decided: Decisions
    assembly: Assembly

    def rows(self, *, of_peers: bool) -> list[dict[str, str]]:
        """Return the rows of pairs.csv of the forms of peers, or of all others."""
        rows = read_table(self.folder, "pairs.csv")
        return [row for row in rows if (row["form"] in self.peer_forms()) is of_peers]

    def peer_forms(self) -> dict[str, Any]:
        """Return the forms of peers by key."""
        return {form.key: form for form in self.programme.forms if form.arrangement in PEERS}

    def proof_of(self, part: str) -> Any:
        """Return what the manifest says of one separately solved part."""
        return next(proof for proof in self.manifest["proofs"] if proof["part"] == part)


def verify_folder(folder: Path) -> tuple[Wording, ...]:
    """Return everything that is wrong with a run's folder; empty when it is valid and proved as far as it says."""
    faults: list[Wording] = []
    try:
        faults += find_alterations(folder)
        faults += _check_result(folder, read_request(folder))
    except Damaged as damaged:
        faults += damaged.faults.values()
    except Exception as error:
        # A damaged file may break the reading of it anywhere; that, too, is an answer.
        faults.append(UNREADABLE.format(why=f"{type(error).__name__}: {error}"))
    return tuple(faults)


def is_proved(folder: Path) -> bool:
    """Whether a valid folder proves by its certificate that no part of its run could be better."""
    return all(part["proof"] == Proof.DUALS.value for part in read_manifest(folder)["proofs"])


def _check_result(folder: Path, request: Request) -> Iterator[Wording]:
    manifest = read_manifest(folder)
    if manifest["rules_version"] != RULES_VERSION:
        yield OTHER_RULES.format(then=manifest["rules_version"], now=RULES_VERSION)
        return
    claim = _read_claim(folder, request, manifest)
    expected, found = [FORMS, *claim.peer_forms()], [proof["part"] for proof in manifest["proofs"]]
    if expected != found:
        yield NO_PART.format(expected=", ".join(expected), found=", ".join(map(str, found)))
        return
    solution = _read_solution(claim)
    faults = [*_check_peers(claim), *_check_pairs(claim, solution)]
    # What is told of pairs that are wrong need not be compared.
    yield from faults or _check_told(claim, solution)


def _read_claim(folder: Path, request: Request, manifest: Mapping[str, Any]) -> Claim:
    programme, answers = read(request)
    cast, decided = admit(programme, answers), decisions(programme, answers, request.options.max_changes)
    return Claim(
        folder=folder,
        request=request,
        manifest=manifest,
        programme=programme,
        answers=answers,
        cast=cast,
        decided=decided,
        assembly=assemble(programme, answers, cast, decided),
    )


def _check_pairs(claim: Claim, solution: Solution) -> Iterator[Wording]:
    row_of, seats = claim.assembly.row_of, set(claim.assembly.seats)
    for row in claim.rows(of_peers=False):
        if row["mentee"] not in row_of or (row["form"], row["mentor"]) not in seats:
            yield UNKNOWN_PAIR.format(mentee=row["mentee"], mentor=row["mentor"])
    problem = claim.assembly.problem
    stopped = claim.request.options.stop_after is not None
    if stopped and solution.proof is not Proof.NONE:
        yield PROOF_OF_STOPPED
    if solution.proof is not Proof.DUALS and not stopped and is_flow(problem, solution.asked):
        yield PROOF_WITHHELD
    for why in verify_solution(problem, solution):
        yield REFUSED_PROOF.format(why=why)


def _check_peers(claim: Claim) -> Iterator[Wording]:
    rows = claim.rows(of_peers=True)
    for key, form in claim.peer_forms().items():
        own = [row for row in rows if row["form"] == key]
        said = claim.proof_of(key)
        wrong = list(check_peers(form, own, said, claim.cast, claim.answers, claim.decided))
        yield from wrong
        if not wrong and form.arrangement is Arrangement.PEER_PAIRS:
            circle = gather(claim.programme, form, claim.cast, claim.answers, claim.decided)
            waiting = [row for row in read_table(claim.folder, "unmatched.csv") if row["forms"] == key]
            proof = read_pool_certificates((claim.folder / PEERS_CERTIFICATE).read_bytes()).get(key)
            yield from (
                REFUSED_PROOF.format(why=why) for why in find_violations(circle, own, waiting, said, proof)
            )


def _check_told(claim: Claim, solution: Solution) -> Iterator[Wording]:
    """Yield the tables and figures that say something else than the inputs and the pairs do."""
    view = RunView(programme=claim.programme, answers=claim.answers, result=_result(claim, solution))
    peers = claim.peer_forms()
    expected = {paper.path: paper.content for paper in (*render_pairs(view), *render_unmatched(view))}
    expected["people.csv"] = write_people(claim.answers.people)
    for path, content in expected.items():
        there = (claim.folder / path).read_bytes()
        if path.endswith("pairs.csv") and peers:
            kept = [row for row in parse_table(there) if row["form"] not in peers]
            same = kept == parse_table(content)
        elif path.endswith("unmatched.csv") and peers:
            # People without a partner inside a base follow from the pairs of that base.
            same = [row for row in parse_table(there) if row["forms"] not in peers] == parse_table(content)
        else:
            same = there == content
        if not same:
            yield NOT_FROM_INPUTS.format(path=path)
    yield from _check_figures(claim, view)


def _check_figures(claim: Claim, view: RunView) -> Iterator[Wording]:
    decided = decided_data(view)
    counts = {**decided["counts"], "proofs": claim.manifest["proofs"]}
    if claim.peer_forms():
        # Peers are not in the result that was read back; what was said of them is counted by the rows.
        counts |= _counted(claim, view.result)
    said = {
        "format": 1,
        "programme": claim.programme.key,
        **decided,
        "counts": counts,
    }
    if not claim.peer_forms():
        said["proofs"] = [proof_data(part) for part in view.result.proofs]
    said = json.loads(json.dumps(said))
    yield from (WRONG_FIGURE.format(key=key) for key in said if claim.manifest[key] != said[key])


def _counted(claim: Claim, result: Result) -> dict[str, int]:
    """Return what the rows of all tables add up to."""
    couples = {
        key: [(row["mentee"], row["mentor"]) for row in claim.rows(of_peers=True) if row["form"] == key]
        for key in claim.peer_forms()
    }
    changes = find_changes(claim.answers, claim.cast, claim.assembly, result.pairs, couples)
    rows = read_table(claim.folder, "pairs.csv")
    points = [int(row["points"]) for row in rows if row["origin"] != PEER_GROUP]
    return {
        "pairs": len(points),
        "groups": len({(row["form"], row["mentor"]) for row in rows if row["origin"] == PEER_GROUP}),
        "mean": round(sum(points) / (100 * len(points))) if points else 0,
        "unmatched": len(read_table(claim.folder, "unmatched.csv")),
        "changes": len(changes),
    }


def _result(claim: Claim, solution: Solution) -> Result:
    options = claim.request.options
    return report(claim.programme, claim.answers, options, claim.cast, claim.assembly, solution, ())


def _read_solution(claim: Claim) -> Solution:
    assembly, said = claim.assembly, claim.proof_of(FORMS)
    pairs = _marked_pairs(claim)
    matched = {row for row, _ in pairs}
    unmatched = tuple(row for row in range(len(assembly.mentees)) if row not in matched)
    waiting = {row["mentee"]: KNOWN[row["certain"]] for row in read_table(claim.folder, "unmatched.csv")}
    proof = Proof(said["proof"])
    return Solution(
        pairs=tuple(pairs),
        certain=_all_known(pairs.values()),
        objective=said["objective"],
        bound=said["bound"],
        gap=relative_gap(said["objective"], said["bound"]),
        status=Status(said["status"]),
        proof=proof,
        unmatched=unmatched,
        unmatched_certain=_all_known(waiting.get(assembly.mentees[row]) for row in unmatched),
        certificate=_certificate(claim.folder) if proof is Proof.DUALS else None,
        asked=asked_of(claim.programme, assembly, claim.request.options),
    )


def _marked_pairs(claim: Claim) -> dict[tuple[int, int], bool | None]:
    """Return the pairs of people who take part, sorted, with what is said of their certainty."""
    row_of = claim.assembly.row_of
    column_of = {seat: j for j, seat in enumerate(claim.assembly.seats)}
    pairs = {
        (row_of[row["mentee"]], column_of[row["form"], row["mentor"]]): KNOWN[row["certain"]]
        for row in claim.rows(of_peers=False)
        if row["mentee"] in row_of and (row["form"], row["mentor"]) in column_of
    }
    return dict(sorted(pairs.items()))


def _certificate(folder: Path) -> Certificate:
    return read_certificate((folder / "certificate.npz").read_bytes())


def _all_known(said: Iterable[bool | None]) -> tuple[bool, ...] | None:
    """Return the marks when every one is known, as they are under a proof by duals."""
    marks = tuple(said)
    return None if None in marks else tuple(bool(mark) for mark in marks)


def relative_gap(objective: int | None, bound: int | None) -> float | None:
    """Return how far the total is from the bound, as a share of the bound; None where one is not known."""
    if objective is None or bound is None:
        return None
    return 0.0 if objective == bound else (bound - objective) / bound
