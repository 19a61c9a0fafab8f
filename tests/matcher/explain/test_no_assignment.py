"""No assignment: what contradicts what, and a repair that really helps."""

import re
from types import SimpleNamespace

from small import MENTEE, MENTOR, answers, base, form, programme

from matcher.explain.no_assignment import LESS, WHAT, WITHDRAW
from matcher.matching import run
from matcher.options import Options
from matcher.solution import RequirementKind
from matcher.solve.search import few_changes
from questionnaires.answers import EarlierPair, Lock, LockKind
from questionnaires.programme import Arrangement, Capacity, Side

GROUPS = form(arrangement=Arrangement.GROUPS, group_least=2, group_most=4)
ROOM = {**MENTOR, "capacity": 3}


def test_group_that_cannot_be_filled_is_named_and_withdrawing_the_decision_helps():
    people = {"Н-1": MENTEE, "М-1": ROOM}
    lock = (Lock(kind=LockKind.TOGETHER, mentee="Н-1", mentor="М-1"),)
    result = run(programme(GROUPS), answers(people, locks=lock))
    assert result.pairs == ()
    (conflict,) = result.conflicts
    assert "Группа наставника М-1 не набирает 2 человек" in conflict.ru
    assert run(programme(GROUPS), answers(people)).conflicts == ()


def test_bound_on_changes_names_the_least_that_is_possible():
    people = {f"Н-{i}": MENTEE for i in (1, 2)} | {f"М-{i}": MENTOR for i in (1, 2)}
    earlier = tuple(EarlierPair(mentee=f"Н-{i}", mentor=f"М-{i}", form="help") for i in (1, 2))
    crossed = (Lock(kind=LockKind.TOGETHER, mentee="Н-1", mentor="М-2"),)
    given = answers(people, previous=earlier, locks=crossed)
    (conflict,) = run(programme(), given, Options(max_changes=0)).conflicts
    least = int(re.search(r"--max-changes (\d+)", conflict.ru).group(1))
    assert least == 2
    assert run(programme(), given, Options(max_changes=least)).conflicts == ()
    assert run(programme(), given, Options(max_changes=least - 1)).conflicts


def test_two_groups_that_want_the_same_people_name_both_decisions():
    bases = (
        base("mentees", Side.MENTEE),
        base("mentors", Side.MENTOR, capacity=Capacity(question="capacity")),
    )
    people = {"Н-1": MENTEE, "Н-2": MENTEE, "М-1": ROOM, "М-2": ROOM}
    locks = tuple(Lock(kind=LockKind.TOGETHER, mentee=f"Н-{i}", mentor=f"М-{i}") for i in (1, 2))
    (conflict,) = run(programme(GROUPS, bases=bases), answers(people, locks=locks)).conflicts
    assert "Н-1 – М-1, Н-2 – М-2" in conflict.ru


def test_a_bound_on_effort_is_no_contradiction(monkeypatch):
    """Four people and groups of two led by either mentor: possible, but the effort ends before anything is found."""
    people = {f"Н-{i}": MENTEE for i in (1, 2, 3, 4)} | {"М-1": ROOM, "М-2": ROOM}
    earlier = tuple(EarlierPair(mentee=f"Н-{i}", mentor=f"М-{i}", form="help") for i in (1, 2))
    given = answers(people, previous=earlier)
    assert run(programme(GROUPS), given, Options(max_changes=2)).conflicts == ()
    ended = SimpleNamespace(best=None, proved=False)
    monkeypatch.setattr(few_changes.KeptSearch, "settle", lambda *_: ended)
    (said,) = run(programme(GROUPS), given, Options(max_changes=2)).conflicts
    assert "не доказано, что его нет" in said.ru


def test_what_is_enough_to_lift_is_said_and_enough():
    """Of two mentees who are to stay with two leaders of groups of two, one may go to the other group."""
    bases = (
        base("mentees", Side.MENTEE),
        base("mentors", Side.MENTOR, capacity=Capacity(question="capacity")),
    )
    people = {"Н-1": MENTEE, "Н-2": MENTEE, "М-1": ROOM, "М-2": ROOM}
    locks = tuple(Lock(kind=LockKind.TOGETHER, mentee=f"Н-{i}", mentor=f"М-{i}") for i in (1, 2))
    (said,) = run(programme(GROUPS, bases=bases), answers(people, locks=locks)).conflicts
    assert said.ru == (
        "Группа наставника М-1 не набирает 2 человек. Вместе невыполнимы: в группе не меньше 2 человек "
        "(наставники: М-1); решения «оставить вместе» (Н-1 – М-1, Н-2 – М-2). Меньшим не обойтись; достаточно: "
        "отменить решение о паре Н-2 – М-2."
    )
    assert run(programme(GROUPS, bases=bases), answers(people, locks=locks[1:])).conflicts == ()


def test_every_requirement_has_its_words_in_both_languages():
    assert set(WHAT) == set(WITHDRAW) == set(RequirementKind)
    assert set(LESS) == set(RequirementKind) - {RequirementKind.LOCK}
    for words in (WHAT, LESS, WITHDRAW):
        for kind, sentence in words.items():
            said = sentence.format(number=1, reach=2, who="М-1")
            assert said.ru != said.en, kind
