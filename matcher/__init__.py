"""Who fits whom: visible rules, exact optimisation and a proof. Names are loaded when first used."""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.matching import run
    from matcher.pool import PoolProblem, PoolSolution
    from matcher.problem import Problem
    from matcher.progress import Progress, Stage
    from matcher.proof.certificate import Certificate, certificate_bytes, read_certificate
    from matcher.proof.pool_certificate import PoolCertificate, pool_certificate_bytes, read_pool_certificate
    from matcher.proof.pool_verify import verify_pool
    from matcher.proof.verify import verify
    from matcher.result import Result
    from matcher.scores import Rules, Scores
    from matcher.solution import Conflict, Cost, Proof, Solution, Status
    from matcher.solve.choosing import solve
    from matcher.solve.groups.groups import solve_groups
    from matcher.solve.groups.problem import GroupProblem
    from matcher.solve.otherwise.counterfactual import (
        alternatives,
        cost_of_forbidding,
        cost_of_forcing,
        margins,
    )
    from matcher.solve.otherwise.sensitivity import sensitivity
    from matcher.solve.pool.pool import solve_pool
    from matcher.solve.stable.stable import blocking_pairs, solve_stable
    from questionnaires.programme import Purpose

HOMES = {
    "Certificate": "matcher.proof.certificate",
    "Conflict": "matcher.solution",
    "Cost": "matcher.solution",
    "GroupProblem": "matcher.solve.groups.problem",
    "PoolCertificate": "matcher.proof.pool_certificate",
    "PoolProblem": "matcher.pool",
    "PoolSolution": "matcher.pool",
    "Problem": "matcher.problem",
    "Progress": "matcher.progress",
    "Proof": "matcher.solution",
    "Purpose": "questionnaires.programme",
    "Result": "matcher.result",
    "Rules": "matcher.scores",
    "Scores": "matcher.scores",
    "Solution": "matcher.solution",
    "Stage": "matcher.progress",
    "Status": "matcher.solution",
    "alternatives": "matcher.solve.otherwise.counterfactual",
    "blocking_pairs": "matcher.solve.stable.stable",
    "certificate_bytes": "matcher.proof.certificate",
    "cost_of_forbidding": "matcher.solve.otherwise.counterfactual",
    "cost_of_forcing": "matcher.solve.otherwise.counterfactual",
    "margins": "matcher.solve.otherwise.counterfactual",
    "pool_certificate_bytes": "matcher.proof.pool_certificate",
    "read_certificate": "matcher.proof.certificate",
    "read_pool_certificate": "matcher.proof.pool_certificate",
    "run": "matcher.matching",
    "sensitivity": "matcher.solve.otherwise.sensitivity",
    "solve": "matcher.solve.choosing",
    "solve_groups": "matcher.solve.groups.groups",
    "solve_pool": "matcher.solve.pool.pool",
    "solve_stable": "matcher.solve.stable.stable",
    "verify": "matcher.proof.verify",
    "verify_pool": "matcher.proof.pool_verify",
}
"""Public name → the module it lives in."""

__all__ = [  # noqa: RUF022 - in the order of the contract
    "Problem",
    "Scores",
    "Rules",
    "Purpose",
    "solve",
    "Progress",
    "Stage",
    "Solution",
    "Status",
    "Proof",
    "Cost",
    "Conflict",
    "Certificate",
    "certificate_bytes",
    "read_certificate",
    "verify",
    "cost_of_forcing",
    "cost_of_forbidding",
    "margins",
    "alternatives",
    "sensitivity",
    "GroupProblem",
    "solve_groups",
    "PoolProblem",
    "PoolSolution",
    "solve_pool",
    "verify_pool",
    "PoolCertificate",
    "pool_certificate_bytes",
    "read_pool_certificate",
    "solve_stable",
    "blocking_pairs",
    "run",
    "Result",
]


class _Package(ModuleType):
    """A package whose functions are not hidden by the modules of the same names once those are loaded."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(HOMES[name]), name)
    setattr(sys.modules[__name__], name, value)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
