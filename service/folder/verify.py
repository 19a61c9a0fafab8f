"""Check a finished run without the solver: checksums, musts, quotas and the certificate, from the files alone."""

import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from matcher.admission import Cast, admit
from matcher.assembly import PEERS, Assembly, assemble
from matcher.certificate import Certificate, read_certificate
from matcher.decisions import decisions
from matcher.matching import FORMS, asked_of
from matcher.solution import Asked, Proof, Solution, Status
from matcher.verify import verify as verify_solution
from questionnaires.finding import InputRefused
from questionnaires.wording import Wording
from service.folder.approve import PROPOSAL, read_options
from service.folder.make import read
from service.folder.manifest import APPROVAL, CHAIN, RUN, checksum
from service.folder.request import read_request
from service.folder.tables import PEER_GROUP, read_table

ABSENT = Wording("Нет файла {path}.", "The file {path} is missing.")
CHANGED = Wording(
    "Файл {path} изменён после подбора: контрольная сумма не совпадает.",
    "The file {path} was changed after the run: its checksum differs.",
)
BROKEN_CHAIN = Wording(
    "{path} относится к другому подбору: контрольная сумма предыдущего паспорта не совпадает.",
    "{path} belongs to another run: the checksum of the manifest before it differs.",
)
UNKNOWN_PAIR = Wording(
    "В pairs.csv стоит пара {mentee} – {mentor}, хотя один из двоих не участвует.",
    "pairs.csv has the pair {mentee} – {mentor}, though one of the two does not take part.",
)
REFUSED_PROOF = Wording(
    "Протокол проверки не подтверждает подбор: {why}", "The certificate does not prove the run: {why}"
)
UNREADABLE = Wording("Файлы подбора испорчены: {why}.", "The files of the run are damaged: {why}.")
KNOWN = {"": None, "yes": True, "no": False}
PEER_TWICE = Wording("{code} стоит в двух парах одной базы.", "{code} stands in two pairs of one base.")


def verify_folder(folder: Path) -> tuple[Wording, ...]:
    """Return everything that is wrong with a run's folder; empty when it is valid and proved as far as it says."""
    try:
        return (*_checksums(folder), *_chain(folder), *_check_result(folder))
    except (
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
        EOFError,
        InputRefused,
    ) as error:
        # A damaged file may break the reading of it anywhere; that, too, is an answer.
        return (UNREADABLE.format(why=f"{type(error).__name__}: {error}"),)


def _check_result(folder: Path) -> list[Wording]:
    manifest = json.loads((folder / RUN).read_bytes())
    options = read_options(folder)
    programme, answers = read(read_request(folder))
    cast = admit(programme, answers)
    assembly = assemble(programme, answers, cast, decisions(answers))
    rows = read_table(folder, "pairs.csv")
    peers = {form.key for form in programme.forms if form.arrangement in PEERS}
    joint = [row for row in rows if row["form"] not in peers]
    return [
        *_check_peers([row for row in rows if row["form"] in peers], cast),
        *_check_pairs(joint, assembly, manifest, folder, asked_of(programme, assembly, options)),
    ]


def _checksums(folder: Path) -> Iterator[Wording]:
    recorded: dict[str, str] = {}
    for name in CHAIN:
        if (folder / name).is_file():
            manifest = json.loads((folder / name).read_bytes())
            recorded |= manifest["outputs"] | manifest.get("inputs", {})
    for path, expected in recorded.items():
        if path.endswith(PROPOSAL) and (folder / APPROVAL).is_file():
            continue
        if not (folder / path).is_file():
            yield ABSENT.format(path=path)
        elif checksum((folder / path).read_bytes()) != expected:
            yield CHANGED.format(path=path)


def _chain(folder: Path) -> Iterator[Wording]:
    for before, name in itertools.pairwise(CHAIN):
        if (folder / name).is_file():
            follows = json.loads((folder / name).read_bytes())["follows"]
            if follows != checksum((folder / before).read_bytes()):
                yield BROKEN_CHAIN.format(path=name)


def _check_pairs(
    rows: list[dict[str, str]], assembly: Assembly, manifest: dict[str, Any], folder: Path, asked: Asked
) -> Iterator[Wording]:
    row_of = assembly.row_of
    column_of = {seat: j for j, seat in enumerate(assembly.seats)}
    pairs: dict[tuple[int, int], bool | None] = {}
    for row in rows:
        mentee, seat = row["mentee"], (row["form"], row["mentor"])
        if mentee in row_of and seat in column_of:
            pairs[row_of[mentee], column_of[seat]] = KNOWN[row["certain"]]
        else:
            yield UNKNOWN_PAIR.format(mentee=mentee, mentor=row["mentor"])
    solution = _solution(dict(sorted(pairs.items())), assembly, manifest, folder, asked)
    for why in verify_solution(assembly.problem, solution):
        yield REFUSED_PROOF.format(why=why)


def _solution(
    pairs: dict[tuple[int, int], bool | None],
    assembly: Assembly,
    manifest: dict[str, Any],
    folder: Path,
    asked: Asked,
) -> Solution:
    said = next(part for part in manifest["proofs"] if part["part"] == FORMS)
    matched = {row for row, _ in pairs}
    unmatched = tuple(row for row in range(len(assembly.mentees)) if row not in matched)
    waiting = {row["mentee"]: KNOWN[row["certain"]] for row in read_table(folder, "unmatched.csv")}
    return Solution(
        pairs=tuple(pairs),
        certain=_all_known(pairs.values()),
        objective=said["objective"],
        bound=said["bound"],
        gap=relative_gap(said["objective"], said["bound"]),
        status=Status(said["status"]),
        proof=Proof(said["proof"]),
        unmatched=unmatched,
        unmatched_certain=_all_known(waiting.get(assembly.mentees[row]) for row in unmatched),
        certificate=_certificate(folder, Proof(said["proof"])),
        asked=asked,
    )


def _certificate(folder: Path, proof: Proof) -> Certificate | None:
    return read_certificate((folder / "certificate.npz").read_bytes()) if proof is Proof.DUALS else None


def _all_known(said: Iterable[bool | None]) -> tuple[bool, ...] | None:
    """Return the marks when every one is known, as they are under a proof by duals."""
    marks = tuple(said)
    return None if None in marks else tuple(bool(mark) for mark in marks)


def relative_gap(objective: int | None, bound: int | None) -> float | None:
    """Return how far the total is from the bound, as a share of the bound; None where one is not known."""
    if objective is None or bound is None:
        return None
    return 0.0 if objective == bound else (bound - objective) / bound


def _check_peers(rows: list[dict[str, str]], cast: Cast) -> Iterator[Wording]:
    ready = {code for crowd in cast.ready.values() for code in crowd.codes}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if not {row["mentee"], row["mentor"]} <= ready:
            yield UNKNOWN_PAIR.format(mentee=row["mentee"], mentor=row["mentor"])
        ends = [row["mentee"]] if row["origin"] == PEER_GROUP else [row["mentee"], row["mentor"]]
        for code in ends:
            if (row["form"], code) in seen:
                yield PEER_TWICE.format(code=code)
            seen.add((row["form"], code))
