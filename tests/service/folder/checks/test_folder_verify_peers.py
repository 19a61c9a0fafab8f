"""Pairs inside one base: what is said of them is recomputed from the rules and proved by their own certificate."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from refresh_sample import refreshed
from small_run import FULL, edit_rows, manifest, read_rows

from matcher.proof.pool_certificate import OddPrices, pool_certificates_bytes, read_pool_certificates
from questionnaires.examples import example_files
from questionnaires.loading import load_programme, resolved
from service.folder.checks.verify import verify_folder
from service.folder.contents.manifest import RUN, checksum, sealed
from service.folder.make import make
from service.folder.papers import PEERS_CERTIFICATE
from service.folder.request import Request, Role, read_request
from service.folder.write import write_run

PEERS = "peers"
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return R3 with enough people for pairs among peers."""
    programme = load_programme(FULL)
    example = example_files(programme, people=160)
    files = {Role.ANSWERS: example.answers, Role.PREFERENCES: example.preferences, Role.LOCKS: example.locks}
    request = Request(programme=resolved(programme), files=files)
    place = tmp_path_factory.mktemp("peers") / "run"
    write_run(place, request, make(request).papers)
    return place


def peers_of(table: Rows) -> Rows:
    return [row for row in table if row["form"] == PEERS]


def exchange(table: Rows) -> None:
    first, second = peers_of(table)[:2]
    first["mentor"], second["mentor"] = second["mentor"], first["mentor"]


def stranger(table: Rows) -> None:
    pupil = next(row["mentee"] for row in table if row["form"] != PEERS)
    peers_of(table)[0]["mentee"] = pupil


def repeat(table: Rows) -> None:
    first, second = peers_of(table)[:2]
    second["mentee"] = first["mentee"]


CHANGES: dict[str, Callable[[Rows], object]] = {
    "partners exchanged": exchange,
    "a pair gone": lambda table: table.remove(peers_of(table)[-1]),
    "points": lambda table: peers_of(table)[0].update(points="10000"),
    "certain": lambda table: peers_of(table)[0].update(certain="no"),
    "not known to be certain": lambda table: peers_of(table)[0].update(certain=""),
    "origin": lambda table: peers_of(table)[0].update(origin="kept"),
    "a group": lambda table: peers_of(table)[0].update(origin="peer-group"),
    "somebody of another base": stranger,
    "nobody at all": lambda table: peers_of(table)[0].update(mentor="У-999"),
    "a person twice": repeat,
}

FIGURES: dict[str, Callable[[dict[str, Any]], object]] = {
    "objective": lambda run: run["proofs"][1].update(objective=1),
    "bound": lambda run: run["proofs"][1].update(bound=0),
    "pairs": lambda run: run["counts"].update(pairs=1),
    "groups": lambda run: run["counts"].update(groups=1),
    "waiting": lambda run: run["counts"].update(unmatched=0),
    "mean": lambda run: run["counts"].update(mean=100),
    "only the solver's word": lambda run: run["proofs"][1].update(proof="solver"),
    "no word of peers": lambda run: run["proofs"].pop(),
}


def reseal(folder: Path, change: Callable[[dict[str, Any]], object] = lambda run: None) -> None:
    run = manifest(folder)
    run["outputs"]["pairs.csv"] = checksum((folder / "pairs.csv").read_bytes())
    change(run)
    (folder / RUN).write_bytes(sealed(run))


def test_an_untouched_run_with_peers_passes(folder: Path) -> None:
    assert len(peers_of(read_rows((folder / "pairs.csv").read_bytes()))) > 1
    assert verify_folder(folder) == ()


def test_a_refresh_in_which_peers_go_on_passes(folder: Path, tmp_path: Path) -> None:
    """Peers who stay are no change, and who changed is counted as the run counts it."""
    earlier = read_request(folder)
    request = refreshed(earlier, folder)
    made = make(request)
    write_run(tmp_path / "run", request, made.papers)
    kept = peers_of(read_rows((tmp_path / "run" / "pairs.csv").read_bytes()))
    assert {row["origin"] for row in kept} == {"kept"}
    assert manifest(tmp_path / "run")["counts"]["changes"] == len(made.run.result.changes)
    assert verify_folder(tmp_path / "run") == ()


@pytest.mark.parametrize("name", CHANGES)
def test_changed_peers_are_caught(name: str, folder: Path, copied: Callable[[Path], Path]) -> None:
    place = copied(folder)
    edit_rows(place / "pairs.csv", CHANGES[name])
    reseal(place)
    assert verify_folder(place)


@pytest.mark.parametrize("name", FIGURES)
def test_changed_figures_are_caught(name: str, folder: Path, copied: Callable[[Path], Path]) -> None:
    place = copied(folder)
    reseal(place, FIGURES[name])
    assert verify_folder(place)


def write_proof(folder: Path, change: Callable[[OddPrices], OddPrices]) -> None:
    held = read_pool_certificates((folder / PEERS_CERTIFICATE).read_bytes())
    held[PEERS] = replace(held[PEERS], choice=change(held[PEERS].choice))
    (folder / PEERS_CERTIFICATE).write_bytes(pool_certificates_bytes(held))
    reseal(folder, lambda run: run["outputs"].update(sums(folder, PEERS_CERTIFICATE)))


def sums(folder: Path, path: str) -> dict[str, str]:
    return {path: checksum((folder / path).read_bytes())}


def test_the_folder_proves_that_no_choice_of_peers_is_better(
    folder: Path, copied: Callable[[Path], Path]
) -> None:
    assert {part["part"]: part["proof"] for part in manifest(folder)["proofs"]}[PEERS] == "duals"
    place = copied(folder)
    write_proof(place, lambda choice: choice)
    assert verify_folder(place) == ()


PROOFS: dict[str, Callable[[OddPrices], OddPrices]] = {
    "a price": lambda choice: replace(choice, prices=choice.prices + 8),
    "no prices": lambda choice: replace(choice, prices=choice.prices[:0], worths=choice.worths[:0]),
}


@pytest.mark.parametrize("name", PROOFS)
def test_a_changed_certificate_of_peers_is_refused(
    name: str, folder: Path, copied: Callable[[Path], Path]
) -> None:
    place = copied(folder)
    write_proof(place, PROOFS[name])
    assert any("Протокол проверки" in fault.ru for fault in verify_folder(place))


def test_a_folder_without_its_certificate_of_peers_is_refused(
    folder: Path, copied: Callable[[Path], Path]
) -> None:
    place = copied(folder)
    (place / PEERS_CERTIFICATE).unlink()
    assert verify_folder(place)
    reseal(place, lambda run: run["outputs"].pop(PEERS_CERTIFICATE))
    assert verify_folder(place)
