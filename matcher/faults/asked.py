"""Faults of what is asked of a problem that has none itself."""

from typing import Any

from matcher.faults.numbers import faults_of_effort, faults_of_number
from matcher.faults.pairs import faults_of_pairs, faults_of_salt
from questionnaires.programme import Purpose


def faults_of_asked(
    shape: tuple[int, int],
    purpose: Any,
    *,
    floor: Any,
    raise_worst: Any,
    previous: Any,
    max_changes: Any,
    salt: Any,
    effort: Any,
) -> list[str]:
    """Return every fault of what `solve` is asked."""
    faults = faults_of_purpose(purpose)
    if raise_worst and not faults and Purpose(purpose) is not Purpose.MOST_MATCHED:
        faults.append(
            f"raise_worst goes with {Purpose.MOST_MATCHED.value} only, got {Purpose(purpose).value}."
        )
    faults += faults_of_number("floor", floor) + faults_of_number("max_changes", max_changes)
    return (
        faults
        + faults_of_pairs("previous", previous, shape)
        + faults_of_salt(salt)
        + faults_of_effort(effort)
    )


def faults_of_purpose(purpose: Any) -> list[str]:
    """Return the fault of what names no purpose."""
    try:
        Purpose(purpose)
    except ValueError as fault:
        return [f"{fault}; known are {', '.join(known.value for known in Purpose)}."]
    return []
