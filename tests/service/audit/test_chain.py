import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.audit.chain import FIRST, Record, checksum_of, find_break


def _chain(actions: list[str]) -> list[Record]:
    records, before = [], FIRST
    for position, action in enumerate(actions, start=1):
        facts: dict[str, object] = {"count": position}
        given_ = {"position": position, "at": "2026-09-01", "actor": "a", "action": action, "target": "t"}
        checksum = checksum_of(**given_, facts=facts, before=before)
        record = Record(**given_, facts={"count": position}, before=before, checksum=checksum)
        records.append(record)
        before = checksum
    return records


def test_a_chain_as_it_was_written_holds() -> None:
    assert find_break(_chain(["made", "moved", "approved"])) is None


@given(st.lists(st.text(max_size=5), min_size=1, max_size=6), st.data())
def test_any_change_or_gap_is_found_where_it_is(actions: list[str], data: st.DataObject) -> None:
    records = _chain(actions)
    place = data.draw(st.integers(0, len(records) - 1))
    changed = [*records]
    changed[place] = replace(records[place], actor="somebody else")
    assert find_break(changed) == place + 1
    if place < len(records) - 1:
        assert find_break([*records[:place], *records[place + 1 :]]) == place + 1


def test_the_checksum_is_the_same_for_ever() -> None:
    found = checksum_of(
        position=1, at="2026-09-01T00:00:00+00:00", actor="a", action="b", target="c", facts={}, before=FIRST
    )
    text = json.dumps([1, "2026-09-01T00:00:00+00:00", "a", "b", "c", {}, FIRST], separators=(",", ":"))
    import hashlib

    assert found == hashlib.sha256(text.encode()).hexdigest()
