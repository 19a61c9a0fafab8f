"""A hostile claim is refused by sentences: values of other kinds, archives that are none, wrong counts of conflicts."""

import io
import zipfile
from dataclasses import fields, replace

import numpy as np
import pytest
from claims import proved_problem

from matcher import (
    Certificate,
    PoolProblem,
    PoolSolution,
    Problem,
    Proof,
    Solution,
    Status,
    certificate_bytes,
    pool_certificate_bytes,
    read_certificate,
    read_pool_certificate,
    solve,
    solve_pool,
    verify,
    verify_pool,
)
from matcher.proof.pool_certificate import OddPrices
from matcher.solution import Conflict, ConflictKind, Requirement, RequirementKind

FAR, B = 1 << 70, b"x"
STRANGE = [
    *(-1, FAR, 1.5, float("nan"), float("inf"), "x", B, object(), (None,), ((0.5, 0),), ((True, False),)),
    *(((0, 0, 0),), ((FAR, 0),), {1: 2}, [[0, 0]], np.array([1, 2]), np.array([[0, 0]]), np.float64("nan")),
]
"""Of no kind that a claim is made of, or out of all bounds."""


@pytest.fixture(scope="module")
def proved() -> tuple[Problem, Solution]:
    problem = proved_problem()
    return problem, solve(problem, raise_worst=True, previous=[(1, 0), (2, 1)], salt=b"s")


@pytest.fixture(scope="module")
def short() -> tuple[Problem, Solution]:
    problem = Problem([[5, 3], [1, 2]], upper=2, lower=[2, 1])
    return problem, solve(problem)


@pytest.fixture(scope="module")
def paired() -> tuple[PoolProblem, PoolSolution]:
    problem = PoolProblem(np.array([[0, 5, 4, 1], [5, 0, 1, 4], [4, 1, 0, 5], [1, 4, 5, 0]]))
    return problem, solve_pool(problem)


def assert_refused(found: list[str]) -> None:
    assert found
    assert all(isinstance(sentence, str) for sentence in found)


@pytest.mark.parametrize("name", [field.name for field in fields(Solution)])
def test_a_value_of_another_kind_is_refused(proved, short, name):
    for problem, solution in (proved, short):
        for strange in STRANGE:
            assert_refused(verify(problem, replace(solution, **{name: strange})))


FAIR = {"floor": (FAR,), "max_changes": (FAR,), "salt": (B,), "effort": (FAR, 1.5)}
"""Strange values of the question that are fair ones all the same."""


@pytest.mark.parametrize(
    "name", ["purpose", "floor", "raise_worst", "previous", "max_changes", "salt", "effort"]
)
def test_a_question_of_another_kind_is_refused(proved, short, name):
    for problem, solution in (proved, short):
        for strange in STRANGE:
            if not any(strange is fair for fair in FAIR.get(name, ())):
                asked = replace(solution.asked, **{name: strange})
                assert_refused(verify(problem, replace(solution, asked=asked)))


@pytest.mark.parametrize("name", [field.name for field in fields(Certificate)])
def test_prices_of_another_kind_are_refused(proved, short, name):
    for problem, solution in (proved, short):
        held = getattr(solution.certificate, name)
        near = [np.asarray(held).astype(float), np.asarray(held).astype(object), np.full(np.shape(held), "x")]
        for strange in [*STRANGE, *near, None]:
            certificate = replace(solution.certificate, **{name: strange})
            assert_refused(verify(problem, replace(solution, certificate=certificate)))


@pytest.mark.parametrize("name", [field.name for field in fields(Conflict)])
def test_a_conflict_of_another_kind_is_refused(short, name):
    problem, solution = short
    for strange in [*STRANGE, None]:
        conflict = replace(solution.conflicts[0], **{name: strange})
        assert_refused(verify(problem, replace(solution, conflicts=(conflict,))))


@pytest.mark.parametrize("name", [field.name for field in fields(PoolSolution)])
def test_pairs_of_a_base_of_another_kind_are_refused(paired, name):
    problem, solution = paired
    for strange in STRANGE:
        assert_refused(verify_pool(problem, replace(solution, **{name: strange})))


@pytest.mark.parametrize("name", [field.name for field in fields(OddPrices)])
def test_odd_prices_of_another_kind_are_refused(paired, name):
    problem, solution = paired
    wrapping = np.array([(1 << 62) + 1] * 4)  # four of these add up to four
    for strange in [*STRANGE, None, wrapping, np.zeros((10_000, 4), int)]:
        choice = replace(solution.certificate.choice, **{name: strange})
        certificate = replace(solution.certificate, choice=choice)
        assert_refused(verify_pool(problem, replace(solution, certificate=certificate)))


NOTHING = dict.fromkeys(("certain", "objective", "bound", "gap", "unmatched_certain"))


def refusal(conflict: Conflict, proof: Proof = Proof.DUALS) -> Solution:
    return Solution(
        pairs=(), unmatched=(), status=Status.INFEASIBLE, proof=proof, conflicts=(conflict,), **NOTHING
    )


def test_a_mentor_named_twice_does_not_count_twice():
    problem = Problem([[5], [3]], upper=2, lower=1, shared_upper=[((0,), 1)])
    assert solve(problem).status is Status.OPTIMAL
    conflict = Conflict(kind=ConflictKind.LOWER_OVER_SHARED, mentors=(0, 0), needed=2, possible=1)
    assert_refused(verify(problem, refusal(conflict)))


def test_a_cut_is_of_the_mentors_whom_it_names(short):
    problem, solution = short
    (conflict,) = solution.conflicts
    assert (conflict.mentors, conflict.needed, conflict.possible) == ((0, 1), 3, 2)
    for mentors, needed, possible in (((0,), 2, 1), ((1,), 1, 0)):
        other = replace(conflict, mentors=mentors, needed=needed, possible=possible)
        assert_refused(verify(problem, replace(solution, conflicts=(other,))))
    others = [{"mentees": ()}, {"mentees": (0,)}, {"repair": conflict.repair * 2}, {"locks": ((0, 0),)}]
    for other in others:
        assert_refused(verify(problem, replace(solution, conflicts=(replace(conflict, **other),))))


def test_a_word_of_the_solver_counts_nothing_and_stands_for_no_flow():
    problem = Problem([[1, 1]], lower_if_used=2, locked=[(0, 0)])
    solution = solve(problem)
    (conflict,) = solution.conflicts
    assert solution.proof is Proof.SOLVER
    assert verify(problem, solution) == []
    lies = [{"needed": 1}, {"locks": ((0, 0),)}, {"repair": ((0, 0),)}, {"requirements": ()}]
    lies += [{"kind": ConflictKind.NONE_FOUND}, {"mentors": (0,)}]
    for lie in lies:
        assert_refused(verify(problem, refusal(replace(conflict, **lie), Proof.SOLVER)))
    assert_refused(verify(problem, refusal(conflict, Proof.NONE)))
    over = Problem([[1, 1]], locked=[(0, 0), (0, 1)])
    assert verify(over, solve(over)) == []
    assert_refused(verify(over, replace(solve(over), proof=Proof.SOLVER)))


def test_more_than_a_proof_tells_is_refused(proved):
    problem, solution = proved
    assert_refused(verify(problem, replace(solution, certain=None, unmatched_certain=None)))
    assert_refused(verify(problem, replace(solution, certain=None)))
    assert_refused(verify(problem, replace(solution, conflicts=(Conflict(kind=ConflictKind.NONE_FOUND),))))
    hidden = replace(solution.certificate, reach=solution.certificate.points)
    assert_refused(verify(problem, replace(solution, certificate=hidden)))
    stopped = replace(solution, status=Status.FEASIBLE, proof=Proof.NONE, certificate=None)
    bare = replace(stopped, certain=None, unmatched_certain=None, canonical=False)
    assert verify(problem, bare) == []
    for more in ({"certain": solution.certain}, {"canonical": True}, {"gap": 0.5}, {"bound": None}):
        assert_refused(verify(problem, replace(bare, **more)))


def archive(arrays: dict[str, np.ndarray], packing: int = zipfile.ZIP_STORED, version=(1, 0)) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as file:
        for name, array in arrays.items():
            part = io.BytesIO()
            np.lib.format.write_array(part, np.asarray(array), version=version)
            file.writestr(f"{name}.npy", part.getvalue())
    return held.getvalue()


def announced(header: bytes, numbers: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(
            "least.npy", b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + numbers
        )
    return held.getvalue()


NUMBERS = {name: np.zeros(0, "<i8") for name in Certificate.__slots__} | {"least": np.int64(0)}
SHAPE = b"{'descr': '<i8', 'fortran_order': False, 'shape': (%d,), }\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"{" * 1000,
        archive(NUMBERS)[:-30],
        archive(NUMBERS, zipfile.ZIP_DEFLATED),
        archive({**NUMBERS, "points": np.zeros(3)}),
        archive({**NUMBERS, "points": np.zeros(3, "<i4")}),
        archive({**NUMBERS, "least": np.zeros(2, "<i8")}),
        archive({**NUMBERS, "other": np.zeros(2, "<i8")}),
        archive({name: array for name, array in NUMBERS.items() if name != "rank"}),
        archive(NUMBERS, version=(2, 0)),
        announced(SHAPE % (1 << 50)),
        announced(SHAPE % -1),
        announced(SHAPE.replace(b"%d", b"(" * 3000)),
        announced(b"__import__('os')"),
    ],
)
def test_bytes_that_are_no_certificate_are_refused(content):
    for read in (read_certificate, read_pool_certificate):
        with pytest.raises(ValueError, match=r"archive|least must be one number"):
            read(content)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_array_that_stands_twice_is_refused():
    held = io.BytesIO(archive(NUMBERS))
    with zipfile.ZipFile(held, "a") as file:
        file.writestr("least.npy", b"")
    with pytest.raises(ValueError, match="twice"):
        read_certificate(held.getvalue())


def test_equal_numbers_give_equal_bytes_however_they_lie_in_memory():
    lots = np.arange(6).reshape(2, 3)
    rows, columns = (certificate_bytes(Certificate(lots=held)) for held in (lots, np.asfortranarray(lots)))
    assert rows == columns
    written = archive({**NUMBERS, "lots": np.asfortranarray(lots)})
    assert np.array_equal(read_certificate(written).lots, lots)


def test_what_was_written_is_read(proved, paired):
    certificate = read_certificate(certificate_bytes(proved[1].certificate))
    assert verify(proved[0], replace(proved[1], certificate=certificate)) == []
    pool = read_pool_certificate(pool_certificate_bytes(paired[1].certificate))
    assert verify_pool(paired[0], replace(paired[1], certificate=pool)) == []


def test_a_group_size_that_the_lower_quota_hides_is_not_forgotten_in_a_repair():
    problem = Problem(
        [[0]] * 3, upper=2, lower=[2], lower_if_used=[2], shared_upper=[((0,), 1)], locked=[(0, 0)]
    )
    (conflict,) = solve(problem).conflicts
    (lift,) = conflict.lifts
    assert lift.requirement == Requirement(RequirementKind.SHARED, (0,))
    assert lift.reach == 2
    eased = replace(problem, shared_upper=[((0,), lift.reach)])
    assert solve(eased).status is Status.OPTIMAL


def test_mentors_who_share_what_is_left_of_a_load_are_all_in_the_conflict():
    problem = Problem(
        np.zeros((2, 4), int),
        lower=[1, 1, 0, 0],
        demand=2,
        shared_upper=[((0, 1, 2, 3), 2)],
        locked=[(0, 3)],
    )
    solution = solve(problem)
    (conflict,) = solution.conflicts
    assert (conflict.mentors, conflict.needed, conflict.possible) == ((0, 1), 2, 1)
    assert verify(problem, solution) == []
