"""Strongly connected components: walked over few arcs, left to scipy over many."""

import numpy as np
from engine_oracle import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.solve.pairs import components
from matcher.solve.pairs.components import strong_components

arcs = st.integers(1, 9).flatmap(
    lambda nodes: st.tuples(
        st.just(nodes), st.lists(st.tuples(*[st.integers(0, nodes - 1)] * 2), max_size=3 * nodes)
    )
)


def reach_each_other(nodes, drawn):
    """Return which nodes can reach each other, by closing over arcs."""
    reach = np.eye(nodes, dtype=bool)
    for tail, head in drawn:
        reach[tail, head] = True
    for middle in range(nodes):
        reach |= reach[:, [middle]] & reach[[middle]]
    return reach & reach.T


@settings(max_examples=examples(300), deadline=None)
@given(arcs)
def test_components_are_the_nodes_that_reach_each_other(drawn):
    nodes, pairs = drawn
    tail, head = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    found = strong_components(nodes, tail, head)
    assert ((found[:, None] == found[None]) == reach_each_other(nodes, pairs)).all()
    assert set(found) == set(range(found.max() + 1))


def test_a_path_longer_than_recursion_allows_is_walked():
    nodes = 2_500
    tail = np.arange(nodes)
    assert set(strong_components(nodes, tail, (tail + 1) % nodes)) == {0}
    assert len(set(strong_components(nodes, tail[:-1], tail[1:]))) == nodes


def test_many_arcs_give_the_same_components(monkeypatch):
    dice = np.random.default_rng(7)
    tail, head = dice.integers(0, 300, (2, 420))
    walked = strong_components(300, tail, head)
    monkeypatch.setattr(components, "FEW_ARCS", 0)
    monkeypatch.setattr(components, "FEW_TO_LOAD_FOR", 0)
    by_scipy = strong_components(300, tail, head)
    assert ((walked[:, None] == walked[None]) == (by_scipy[:, None] == by_scipy[None])).all()
    assert 1 < len(set(walked)) < 300
