from hypothesis import given
from hypothesis import strategies as st

from service.plans.publishing import difference

PAIRS = st.lists(
    st.builds(
        lambda mentee, mentor: {"form": "f", "mentee": mentee, "mentor": mentor, "points": 1},
        st.sampled_from(["Н-1", "Н-2", "Н-3"]),
        st.sampled_from(["М-1", "М-2"]),
    ),
    max_size=5,
    unique_by=lambda pair: (pair["mentee"], pair["mentor"]),
)


@given(PAIRS, PAIRS)
def test_only_those_for_whom_something_changes_hear_of_it(before: list[dict], after: list[dict]) -> None:
    found = difference(before, after)
    untouched = [pair for pair in after if pair in before]
    assert found.same == len(untouched)
    changed = [pair for pair in after if pair not in before] + [pair for pair in before if pair not in after]
    assert set(found.receivers) == {pair[end] for pair in changed for end in ("mentee", "mentor")}


def test_the_same_pairs_are_told_to_nobody() -> None:
    pairs = [{"form": "f", "mentee": "Н-1", "mentor": "М-1", "points": 1}]
    assert difference(pairs, pairs).receivers == ()
