"""The same request gives the same bytes, in whatever process and in whatever order the rows stand."""

import json
import os
import subprocess
import sys

import pytest
from small_run import content_of, with_files

from questionnaires.examples import shuffled
from service.folder.contents.manifest import RUN, checksum
from service.folder.make import Made, make
from service.folder.request import Request, Role

TABLES = ("pairs.csv", "unmatched.csv", "people.csv", "certificate.npz")
ALL_CHECKSUMS = """
import json
from small_run import GYMNASIUM, request_of
from service.folder.make import make
from service.folder.contents.manifest import checksum
print(json.dumps({p.path: checksum(p.content) for p in make(request_of(GYMNASIUM)).papers}))
"""


def test_making_twice_gives_the_same_bytes(gymnasium_request: Request, gymnasium_made: Made) -> None:
    assert make(gymnasium_request).papers == gymnasium_made.papers


def test_run_json_stands_last_and_names_every_paper(gymnasium_made: Made) -> None:
    *papers, last = gymnasium_made.papers
    assert last.path == RUN
    assert all(f'"{paper.path}"'.encode() in last.content for paper in papers)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_with_another_hash_seed_gives_the_same_bytes(seed: str, gymnasium_made: Made) -> None:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONIOENCODING": "utf-8",
    }
    there = subprocess.run(
        [sys.executable, "-c", ALL_CHECKSUMS], env=environment, capture_output=True, check=True
    )
    assert json.loads(there.stdout) == {
        paper.path: checksum(paper.content) for paper in gymnasium_made.papers
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shuffled_rows_give_the_same_pairs_and_papers(
    seed: int, gymnasium_request: Request, gymnasium_made: Made
) -> None:
    moved = tuple(shuffled(file, seed) for file in gymnasium_request.of(Role.ANSWERS))
    assert [file.content for file in moved] != [
        file.content for file in gymnasium_request.of(Role.ANSWERS)
    ], "nothing was shuffled"
    again = make(with_files(gymnasium_request, answers=moved))
    names_rows = (RUN, "report-curator.html", "private/report-curator.html")
    assert {paper.path: paper.content for paper in again.papers if paper.path not in names_rows} == {
        paper.path: paper.content for paper in gymnasium_made.papers if paper.path not in names_rows
    }


def test_files_named_in_another_order_give_the_same_pairs(
    gymnasium_request: Request, gymnasium_made: Made
) -> None:
    turned = tuple(reversed(gymnasium_request.of(Role.ANSWERS)))
    again = make(with_files(gymnasium_request, answers=turned))
    for path in TABLES:
        assert content_of(again, path) == content_of(gymnasium_made, path), path
