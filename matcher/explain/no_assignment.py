"""Why no assignment exists although no two decisions contradict each other, with the cheapest repair."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from matcher.assembly import Assembly
from matcher.solution import Asked, Conflict, Lift, Requirement, RequirementKind, Solution, Status
from questionnaires.wording import Wording, join

SMALL_GROUP = Wording(
    "Группа наставника {mentor} не набирает {least} человек. ",
    "The group of mentor {mentor} does not reach {least} people. ",
)
TOGETHER = Wording("Вместе невыполнимы: {what}. {how}", "These cannot hold together: {what}. {how}")
ENOUGH = Wording("Достаточно: {how}.", "It is enough to {how}.")
FEWEST = Wording("Меньшим не обойтись; достаточно: {how}.", "Nothing less will do; it is enough to {how}.")
NOT_NAMED = Wording(
    "Решения «оставить вместе» невыполнимы вместе с правилами, размерами групп и числом мест: {pairs}. "
    "Отмените одно из решений.",
    "These decisions to keep together cannot hold with the rules, sizes of groups and places: {pairs}. Withdraw one.",
)
UNSETTLED = Wording(
    "За отведённый объём вычислений не найдено ни одного допустимого подбора, но и не доказано, что его нет. Отмените "
    "часть решений «оставить вместе», уменьшите наименьший размер групп или разрешите больше смен.",
    "Within the effort allowed no assignment was found, nor was it shown that none exists. Withdraw some decisions to "
    "keep together, lower the least size of groups or allow more changes.",
)
WHAT = {
    RequirementKind.CHANGES: Wording("сменить пар не больше {number}", "at most {number} pairs end"),
    RequirementKind.GROUP: Wording(
        "в группе не меньше {number} человек (наставники: {who})",
        "groups of at least {number} people (mentors: {who})",
    ),
    RequirementKind.LOWER: Wording(
        "наставляемых не меньше {number} (наставники: {who})", "at least {number} mentees (mentors: {who})"
    ),
    RequirementKind.SHARED: Wording(
        "во всех формах вместе не больше {number} наставляемых (наставник: {who})",
        "at most {number} mentees in all forms together (mentor: {who})",
    ),
    RequirementKind.LOCK: Wording("решения «оставить вместе» ({who})", "decisions to keep together ({who})"),
}
LESS = {
    RequirementKind.CHANGES: Wording(
        "разрешить смен: {reach} (--max-changes {reach})", "allow {reach} changes (--max-changes {reach})"
    ),
    RequirementKind.GROUP: Wording(
        "уменьшить до {reach} наименьший размер группы наставника {who}",
        "lower the least size of the group of mentor {who} to {reach}",
    ),
    RequirementKind.LOWER: Wording(
        "уменьшить до {reach} наименьшее число наставляемых у наставника {who}",
        "lower the least number of mentees of mentor {who} to {reach}",
    ),
    RequirementKind.SHARED: Wording(
        "увеличить до {reach} число мест наставника {who} во всех формах вместе",
        "raise the places of mentor {who} in all forms together to {reach}",
    ),
}
WITHDRAW = {
    RequirementKind.LOCK: Wording("отменить решение о паре {who}", "withdraw the decision on the pair {who}"),
    RequirementKind.CHANGES: Wording("не ограничивать число смен", "not bound the number of changes"),
    RequirementKind.GROUP: Wording(
        "снять наименьший размер группы наставника {who}", "lift the least size of the group of mentor {who}"
    ),
    RequirementKind.LOWER: Wording(
        "снять наименьшее число наставляемых у наставника {who}",
        "lift the least number of mentees of mentor {who}",
    ),
    RequirementKind.SHARED: Wording(
        "снять общее число мест наставника {who}", "lift the places of mentor {who} in all forms together"
    ),
}


def explain_no_assignment(assembly: Assembly, solution: Solution) -> tuple[Wording, ...]:
    """Say of every conflict which requirements cannot hold together, and which fewest to lift."""
    if solution.status is Status.UNKNOWN:
        return (UNSETTLED,)
    named = [conflict for conflict in solution.conflicts if conflict.requirements]
    said = [_say(assembly, solution.asked, conflict) for conflict in named]
    return tuple(dict.fromkeys(said)) or (_not_named(assembly),)


def _say(assembly: Assembly, asked: Asked, conflict: Conflict) -> Wording:
    what = join(_what(assembly, asked, conflict.requirements), "; ")
    lifts = join((_lift(assembly, lift) for lift in conflict.lifts), "; ")
    how = (FEWEST if conflict.proved else ENOUGH).format(how=lifts)
    said = TOGETHER.format(what=what, how=how)
    groups = [one for one in conflict.requirements if one.kind is RequirementKind.GROUP]
    if len(groups) != 1:
        return said
    least = _number(assembly, asked, groups[0])
    head = SMALL_GROUP.format(mentor=_who(assembly, groups[0]), least=least)
    return Wording(head.ru + said.ru, head.en + said.en)


def _what(assembly: Assembly, asked: Asked, requirements: Iterable[Requirement]) -> Iterator[Wording]:
    """Yield what is required, those of one kind and number together."""
    alike: dict[tuple[RequirementKind, int | None], list[str]] = defaultdict(list)
    for one in requirements:
        alike[one.kind, _number(assembly, asked, one)].append(_who(assembly, one))
    for (kind, number), who in alike.items():
        yield WHAT[kind].format(number=number, who=", ".join(who))


def _lift(assembly: Assembly, lift: Lift) -> Wording:
    words = WITHDRAW if lift.reach is None else LESS
    return words[lift.requirement.kind].format(who=_who(assembly, lift.requirement), reach=lift.reach)


def _number(assembly: Assembly, asked: Asked, one: Requirement) -> int | None:
    problem = assembly.problem
    if one.kind is RequirementKind.CHANGES:
        return asked.max_changes
    if one.kind is RequirementKind.SHARED:
        return int(problem.shared_upper[one.of[0]][1])
    if one.kind is RequirementKind.LOCK:
        return None
    quota = problem.lower if one.kind is RequirementKind.LOWER else problem.lower_if_used
    return int(problem.per_mentor(quota)[one.of[0]])


def _who(assembly: Assembly, one: Requirement) -> str:
    """Return the codes of the people a requirement is about."""
    if one.kind is RequirementKind.LOCK:
        row, column = one.of
        return f"{assembly.mentees[row]} – {assembly.seats[column][1]}"
    if one.kind is RequirementKind.CHANGES:
        return ""
    shared = one.kind is RequirementKind.SHARED
    columns = assembly.problem.shared_upper[one.of[0]][0] if shared else one.of
    return ", ".join(dict.fromkeys(assembly.seats[column][1] for column in columns))


def _not_named(assembly: Assembly) -> Wording:
    pairs = [
        f"{assembly.mentees[row]} – {assembly.seats[column][1]}" for row, column in sorted(assembly.origins)
    ]
    return NOT_NAMED.format(pairs=", ".join(pairs) or "—")
