"""Shares the programme reports."""

from dataclasses import dataclass

from questionnaires.programme.base import Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A share the programme reports: «Охват: 14 из 26 (54 %), цель 50 %».

    Parameters
    ----------
    base
        Base whose matched people are counted.
    requirements
        Who of the base counts.
    population
        The denominator, typed in by the curator; None when not known.
    target
        Percent, or None when the road map sets none.
    """

    key: str
    title: str
    base: str
    requirements: tuple[Requirement, ...] = ()
    population: int | None = None
    target: int | None = None
