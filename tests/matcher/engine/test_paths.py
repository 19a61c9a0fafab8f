"""Longest paths, walked and compiled, against paths followed one by one."""

import numpy as np
import pytest
from engine_oracle import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.solve.pairs import paths


@pytest.fixture(params=[6_000, 0], ids=["walked", "compiled"])
def few(request, monkeypatch):
    monkeypatch.setattr(paths, "FEW_NODES", request.param)


@pytest.mark.usefixtures("few")
def test_every_node_gets_its_longest_path():
    @settings(max_examples=examples(60), deadline=None)
    @given(st.integers(1, 6), st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5), st.integers(0, 3))))
    def check(nodes, drawn):
        arcs = [(tail, tail + step, length) for tail, step, length in drawn if tail + step < nodes]

        def longest(node):
            return max((longest(tail) + length for tail, head, length in arcs if head == node), default=0)

        parts = (np.array([arc[part] for arc in arcs], dtype=np.int64) for part in range(3))
        assert paths.longest_paths(nodes, *parts).tolist() == [longest(node) for node in range(nodes)]

    check()


@pytest.mark.usefixtures("few")
def test_a_cycle_is_refused():
    ends = np.array([0, 1]), np.array([1, 0])
    with pytest.raises(AssertionError, match="cycle"):
        paths.longest_paths(3, *ends, np.ones(2, dtype=np.int64))
