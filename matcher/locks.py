"""The curator's decisions in force: of two about the same people, the one of the later file."""

from collections.abc import Iterable

from questionnaires.answers import PRESENCE, Answers, Lock, LockKind


def locks_in_force(answers: Answers) -> tuple[Lock, ...]:
    """Return the decisions that no later file has overruled; contradictions within one file all stay."""
    humans = answers.people.humans()
    standing: dict[tuple[str, str, bool], list[Lock]] = {}
    for lock in answers.locks:
        two = humans.get(lock.mentee, lock.mentee), humans.get(lock.mentor, lock.mentor)
        about = (*two, lock.kind in PRESENCE)  # who came back may still be somebody the curator chooses for
        said = standing.setdefault(about, [])
        if said and _file(said[-1]) != _file(lock):
            said.clear()
        said.append(lock)
    return tuple(lock for said in standing.values() for lock in said)


def of_kind(locks: Iterable[Lock], kind: LockKind) -> tuple[Lock, ...]:
    """Return the decisions of one kind."""
    return tuple(lock for lock in locks if lock.kind is kind)


def chosen_by_hand(answers: Answers) -> set[str]:
    """Return every code of the people for whom the curator chooses personally."""
    return _everybody(answers, LockKind.BY_HAND)


def gone(answers: Answers) -> set[str]:
    """Return every code of the people who have left."""
    return _everybody(answers, LockKind.LEFT)


def _everybody(answers: Answers, kind: LockKind) -> set[str]:
    roles = answers.people.roles()
    decided = of_kind(locks_in_force(answers), kind)
    return {code for lock in decided for code in roles.get(lock.mentee, (lock.mentee,))}


def _file(lock: Lock) -> str:
    return lock.source.file if lock.source else ""
