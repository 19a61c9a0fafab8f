from sample import PAIRS, sample_view


def test_the_sample_is_consistent():
    """Every code stands in the register, and every column is as long as its base."""
    view = sample_view()
    persons = view.persons()
    assert {code for pair in view.pairs() for code in (pair.mentee, pair.mentor)} <= persons.keys()
    for base in view.answers.bases:
        assert base.codes
        assert all(len(column) == len(base.codes) for column in base.columns.values())
        assert set(base.codes) <= persons.keys()


def test_a_pair_is_the_sum_of_its_parts():
    assert all(sum(part.points for part in pair.parts) == pair.points for pair in PAIRS)


def test_changes_go_where_the_field_is():
    view = sample_view(approved=True, changes=(), previous=(), number="12", title="Другая")
    assert (view.result.changes, view.answers.previous, view.number, view.programme.title) == (
        (),
        (),
        "12",
        "Другая",
    )
    assert view.approval


def test_no_part_gives_more_than_a_full_match():
    assert all(0 <= part.points <= part.most for pair in PAIRS for part in pair.parts)
