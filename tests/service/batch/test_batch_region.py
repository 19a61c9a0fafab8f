"""The region file: every fault of it is listed at once."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from regions import section

from questionnaires.finding import InputRefused
from questionnaires.wording import Language
from service.batch.region import KNOWN, read_region


def region(place: Path, text: str) -> Path:
    path = place / "region.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(InputRefused) as caught:
        read_region(path)
    assert all(finding.file == "region.toml" for finding in caught.value.findings)
    return [finding.reason[Language.EN] for finding in caught.value.findings]


def test_a_region_is_read_with_paths_from_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("b.csv", "a.csv", "note [1].xlsx"):
        (tmp_path / "a" / name).write_bytes(b"")
    text = section("one", answers=["a/*.csv", "a/note [1].xlsx"], max_changes=2, previous="old")
    (entry,) = read_region(region(tmp_path, text))
    assert [path.name for path in entry.given["answers"]] == ["a.csv", "b.csv", "note [1].xlsx"]
    assert entry.given["previous"] == tmp_path / "old"
    assert (entry.key, entry.max_changes, entry.shortlist) == ("one", 2, 0)


def test_the_mark_of_notepad_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "region.toml"
    path.write_bytes(b"\xef\xbb\xbf" + section("one").encode())
    assert [entry.key for entry in read_region(path)] == ["one"]


def test_what_fits_no_file_stays_to_be_named(tmp_path: Path) -> None:
    text = section("one", answers=["none/*.csv", "/absolute/a.csv", "**x"])
    (entry,) = read_region(region(tmp_path, text))
    assert [path.name for path in entry.given["answers"]] == ["*.csv", "a.csv", "**x"]


def test_a_pattern_from_the_root_of_a_disk_is_a_fault(tmp_path: Path) -> None:
    text = section("one", answers=["/absolute/*.csv", "own/*.csv"], locks="/other/l?.csv")
    assert faults(region(tmp_path, text)) == [
        "one has a pattern with an absolute path in «answers»: /absolute/*.csv.",
        "one has a pattern with an absolute path in «locks»: /other/l?.csv.",
    ]


def test_a_pattern_through_thousands_of_folders_fits_nothing(tmp_path: Path) -> None:
    (entry,) = read_region(region(tmp_path, section("one", answers=["a/" * 3000 + "*"])))
    assert [path.name for path in entry.given["answers"]] == ["*"]


def test_single_brackets_are_told_from_double_ones(tmp_path: Path) -> None:
    text = section("one").replace("[[organisation]]", "[organisation]")
    assert faults(region(tmp_path, text)) == ["The section is named once only: [organisation]."]


VALUES = (
    *("5", "-1", "1e400", "nan", "true", "1979-05-27", "07:32:00", "{ a = 1 }", "[]", "[[1]]", "[{ a = 1 }]"),
    *('""', '"x"', '"*"', '"**"', '"../*"', '"/x/*"', '"~"', '"\\u0000"', '"[a"', '["", "a"]', "9" * 30),
    f'"{"я" * 5000}"',
    f'"{"a/" * 3000}*"',
)
SETTINGS = sorted(KNOWN | {"colour"})


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(SETTINGS), st.sampled_from(VALUES)))
def test_whatever_stands_in_a_region_is_read_or_a_listed_fault(
    tmp_path: Path, values: dict[str, str]
) -> None:
    whole = {"key": '"one"', "programme": '"p"', "answers": '"a.csv"', **values}
    lines = [f"{name} = {value}" for name, value in whole.items()]
    path = region(tmp_path, "\n".join(["[[organisation]]", *lines]))
    try:
        entries = read_region(path)
    except InputRefused:
        return
    assert all(entry.given["answers"] and entry.programme for entry in entries)


def test_the_example_of_the_documentation_is_a_region(tmp_path: Path) -> None:
    guide = Path(__file__).parents[3] / "docs" / "batch.md"
    written = guide.read_text(encoding="utf-8")
    example = written.split("```toml\n")[1].split("```")[0]
    entries = read_region(region(tmp_path, example))
    assert len(entries) > 1
    assert all(f"`{setting}`" in written for setting in KNOWN)


def test_all_faults_are_listed_at_once(tmp_path: Path) -> None:
    text = "\n".join(
        [
            'colour = "red"',
            section("one", max_changes=-1, shortlist="three"),
            section("ONE", weight=3, answers=[1]),
            section("плохой ключ"),
            section("nul", locks=5, people=["a.csv"]),
            '[[organisation]]\nprogramme = "r4-additional-education"',
        ]
    )
    assert faults(region(tmp_path, text)) == [
        "«colour» stands outside the organisations' sections.",
        "one has -1 in «max_changes».",
        "one has 'three' in «shortlist».",
        "ONE has [1] in «answers».",
        "ONE has the unknown setting «weight».",
        "nul has 5 in «locks».",
        "nul has ['a.csv'] in «people».",
        "The organisation № 5 has no «key».",
        "The organisation № 5 has no «answers».",
        "The organisation ONE is listed twice.",
        "The key «плохой ключ» cannot be the name of a folder.",
        "The key «nul» cannot be the name of a folder.",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "organisation = []", "organisation = 5", "organisation = ['x']"],
)
def test_a_file_without_organisations_says_so(text: str, tmp_path: Path) -> None:
    assert faults(region(tmp_path, text)) == ["The file lists no organisation."]


@pytest.mark.parametrize("content", [b"[[organisation", b"\xff\xfe\x00", b"a = " + b"[" * 5000])
def test_what_is_no_toml_is_a_fault_and_no_traceback(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "region.toml"
    path.write_bytes(content)
    (fault,) = faults(path)
    assert "not valid TOML" in fault


@pytest.mark.parametrize("key", ["../out", "a/b", "a.b", "", "con", "школа", "a b", "."])
def test_a_key_never_leads_out_of_the_folder(key: str, tmp_path: Path) -> None:
    assert faults(region(tmp_path, section(key)))
