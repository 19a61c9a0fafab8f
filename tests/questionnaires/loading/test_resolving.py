"""A resolved programme says the same without the catalogue, and a changed file is refused, never a crash."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_programme import SMALL, changed, faults_of, load_table, school

from questionnaires.loading import expansion as written_out
from questionnaires.loading import find_programmes, load_programme, resolved

values = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 20_000), st.text(max_size=4), st.just([]), st.just({}),
    st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip


def places(table, path=()):
    """Return the path of every setting of a table."""
    entries = (
        table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    )
    for step, below in entries:
        yield (*path, step)
        yield from places(below, (*path, step))


SHORT = school(
    {"criteria": ["bus", {"key": "gap", "settings": {"least": 3}}], "weights": {"goals": 4000}},
    questionnaire={"extends": "pupil-mentee", "without": ["bus"], "questions": ["waiting"]},
    monitoring=["monitoring-before"],
    consents=["transfer"],
)
PLACES = [(table, path) for table in (SMALL, SHORT) for path in places(table)]


@pytest.mark.parametrize("key", find_programmes())
def test_a_resolved_programme_is_equal_and_resolves_to_itself(key):
    programme = load_programme(key)
    again = load_programme(resolved(programme))
    assert again == programme
    assert resolved(again) == resolved(programme)


def test_a_resolved_programme_needs_no_catalogue(monkeypatch):
    content = resolved(load_programme("r3-full-process"))
    for name in ("get_bank", "get_questionnaire_table"):
        monkeypatch.setattr(written_out, name, lambda *_: pytest.fail("the catalogue was opened"))
    assert load_programme(content).key == "r3-full-process"


def test_numbers_and_musts_survive_resolving():
    fraction = changed((("bases", 0, "requirements", 0, "least"), 10), (("refresh",), {"max_changes": 0}))
    programme = load_programme(json.dumps(fraction).replace('"least": 10', '"least": 10.5').encode())
    assert str(programme.bases[0].requirements[0].least) == "10.5"
    assert load_programme(resolved(programme)) == programme


def test_the_source_is_the_exact_bytes_and_does_not_decide_equality():
    spaced = json.dumps(SMALL, indent=4).encode()
    assert load_programme(spaced).source == spaced
    assert load_programme(spaced) == load_table(SMALL)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES), values)
def test_any_change_either_loads_or_is_refused_with_a_place(place, value):
    table = changed((place[1], value), of=place[0])
    findings = faults_of(table)
    assert all(finding.reason.ru and finding.reason.en for finding in findings)
    if not findings:
        programme = load_table(table)
        assert load_programme(resolved(programme)) == programme


@pytest.mark.parametrize("value", [[], {}, [[]], None], ids=repr)
def test_nothing_written_where_a_key_belongs_stops_the_reading(value):
    for path in places(SHORT):
        faults_of(changed((path, value), of=SHORT))  # refused or loaded, nothing else
