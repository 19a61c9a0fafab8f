"""The curator's decisions in force: of two about the same people, the one of the later file."""

from collections.abc import Iterable

from questionnaires.answers import Answers, Lock, LockKind


def locks_in_force(answers: Answers) -> tuple[Lock, ...]:
    """Return the decisions that no later file has overruled; contradictions within one file all stay."""
    humans = answers.people.humans()
    standing: dict[tuple[str, str], list[Lock]] = {}
    for lock in answers.locks:
        about = (humans.get(lock.mentee, lock.mentee), humans.get(lock.mentor, lock.mentor))
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
    roles = answers.people.roles()
    chosen = of_kind(locks_in_force(answers), LockKind.BY_HAND)
    return {code for lock in chosen for code in roles.get(lock.mentee, (lock.mentee,))}


def _file(lock: Lock) -> str:
    return lock.source.file if lock.source else ""
