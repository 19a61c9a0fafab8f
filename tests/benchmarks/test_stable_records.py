"""Published records are read in their formats, and a record that does not agree is told apart from one that does."""

import json
from pathlib import Path

import pytest

from benchmarks.stable_records import AGREES, BEST, LEAST_COST, WORST, compare

FILES = {
    "algmatch/sm1.txt": "2 2\n1 1 2\n2 2 1\n1 2 1\n2 1 2\n",
    "cooper/hr/0.txt": "3 2\n1: (1 2)\n2: 1 2\n3: 1\n1: 1: 2: 1 (2 3)\n2: 0: 1: 1 2\n\nhow it was made\n",
    "cooper/spa/0.txt": "2 2 1\n1: 1 2\n2: 1 2\n1: 0: 1: 1\n2: 0: 1: 1\n1: 0: 1: 2: 1 2\n\n",
    "oyama/one-1.json": json.dumps(
        {"kind": "SM", "m_prefs": [[1, 2, 0], [1, 0, 2]], "f_prefs": [[2, 1], [1]]}
    ),
    "wilde/sr-1.json": json.dumps({"kind": "SR"}),
}
RECORDS = {
    "algmatch/sm1": {
        "file": "algmatch/sm1.txt",
        "men_optimal": {"man_sided": {"m1": "w1", "m2": "w2"}},
        "women_optimal": {"man_sided": {"m1": "w2", "m2": "w1"}},
    },
    "cooper/hr/0": {"file": "cooper/hr/0.txt", "objective": 3},
    "cooper/spa/0": {"file": "cooper/spa/0.txt", "objective": 3},
    "oyama/one-1": {"file": "oyama/one-1.json", "m_opt": [2, 1], "f_opt": [2, 1]},
    "wilde/sr-1": {"file": "wilde/sr-1.json"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "answers.json").write_text(json.dumps(RECORDS), encoding="utf-8")
    return tmp_path


def test_records_of_all_formats_agree_and_what_is_not_covered_is_named(folder: Path) -> None:
    told = list(compare(folder))
    assert [(record, asked) for record, asked, result in told if result == AGREES] == [
        ("algmatch/sm1", BEST),
        ("algmatch/sm1", WORST),
        ("cooper/hr/0", LEAST_COST),
        ("cooper/spa/0", LEAST_COST),
        ("oyama/one-1", BEST),
        ("oyama/one-1", WORST),
    ]
    assert [(record, result.split(":")[0]) for record, _, result in told if result != AGREES] == [
        ("wilde/sr-1", "not covered")
    ]


def test_a_record_that_differs_is_said_to_differ(folder: Path) -> None:
    wrong = {"cooper/hr/0": {"file": "cooper/hr/0.txt", "objective": 2}}
    (folder / "answers.json").write_text(json.dumps(wrong), encoding="utf-8")
    assert list(compare(folder)) == [("cooper/hr/0", LEAST_COST, "differs: 3, expected 2")]
