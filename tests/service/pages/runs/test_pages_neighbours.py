from hypothesis import given
from hypothesis import strategies as st

from matcher.readiness import Shortage
from service.pages.runs.neighbours import group_shortages

SHORT = {"a": "Школа № 1", "b": "Школа № 2", "c": "Колледж"}
SHORTAGES = st.lists(
    st.builds(
        Shortage,
        form=st.sampled_from(["x", "y"]),
        organisation=st.sampled_from(sorted(SHORT)),
        option=st.sampled_from(["Физика", "Химия", "Биология"]),
        wanted=st.integers(1, 9),
        spare=st.lists(st.sampled_from(sorted(SHORT)), min_size=1, max_size=2, unique=True).map(tuple),
    ),
    max_size=12,
)


@given(SHORTAGES)
def test_each_shortage_stands_on_the_line_of_its_organisation_and_helpers(shortages: list[Shortage]) -> None:
    lines = group_shortages(shortages, SHORT)
    assert len({(one.organisation, one.helpers) for one in lines}) == len(lines)
    told = {(one.organisation, one.helpers, topic): wanted for one in lines for topic, wanted in one.wanted}
    expected: dict[tuple[str, str, str], int] = {}
    for one in shortages:
        key = SHORT[one.organisation], ", ".join(SHORT[key] for key in one.spare), one.option
        expected[key] = max(expected.get(key, 0), one.wanted)
    assert told == expected
    for one in lines:
        assert [count for _, count in one.wanted] == sorted((c for _, c in one.wanted), reverse=True)
