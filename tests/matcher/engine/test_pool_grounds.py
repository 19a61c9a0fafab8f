"""Whichever ground a matching inside one base is searched on, the same comes out, to the byte."""

import importlib
import subprocess
import sys
from unittest.mock import patch

import pytest
from engine_oracle import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pool_oracle import SHAPES, large, pools

from matcher import Purpose, Status, pool_certificate_bytes, solve_pool

SEARCH = importlib.import_module("matcher.solve.pool.search")


def both_ways(problem, purpose):
    """Return the pairs, what is certain and the bytes of the proof, found as by few people and as by many."""
    found = []
    for few in (len(problem.points), -1):
        with patch.object(SEARCH, "FEW", few):
            solution = solve_pool(problem, purpose)
        proof = b"" if solution.status is Status.INFEASIBLE else pool_certificate_bytes(solution.certificate)
        found.append((solution.pairs, solution.certain, solution.unmatched_certain, proof))
    return found


@settings(max_examples=examples(100), deadline=None)
@given(pools(), st.sampled_from(Purpose))
def test_tiny_bases_come_out_the_same(problem, purpose):
    few, many = both_ways(problem, purpose)
    assert few == many


@settings(max_examples=examples(20), deadline=None)
@given(
    st.sampled_from(sorted(SHAPES)), st.integers(9, 60), st.sampled_from([1.0, 0.5, 0.1]), st.integers(0, 99)
)
def test_larger_bases_come_out_the_same(shape, n, opened, seed):
    few, many = both_ways(large(shape, n=n, opened=opened, seed=seed), Purpose.MOST_MATCHED)
    assert few == many


@pytest.mark.parametrize("purpose", Purpose)
def test_a_base_in_which_blossoms_are_opened_again_comes_out_the_same(purpose):
    few, many = both_ways(large("six needs and offers", n=200), purpose)
    assert few == many


def test_a_few_people_are_paired_without_loading_what_is_compiled():
    asked = (
        "import sys, numpy as np\n"
        "from matcher import PoolProblem, solve_pool\n"
        "points = np.add.outer(range(60), range(60)) % 7\n"
        "print(len(solve_pool(PoolProblem(points)).pairs), 'numba' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["30", "False"]
