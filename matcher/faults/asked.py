"""Faults of what is asked of a problem that has none itself."""

from typing import Any

from matcher.faults.numbers import faults_of_effort, faults_of_number, faults_of_truth
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
    faults = faults_of_purpose(purpose) + faults_of_truth("raise_worst", raise_worst)
    if not faults and raise_worst and Purpose(purpose) is not Purpose.MOST_MATCHED:
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
    known = [one.value for one in Purpose]
    if isinstance(purpose, str) and purpose in known:
        return []
    return [f"{purpose!r} is not a valid Purpose; known are {', '.join(known)}."]
