"""Why these two, why not those two, and what the opposite would cost: checked by matching again."""

from small import MENTEE, MENTOR, answers, programme

from matcher.explain.person import explain_person
from matcher.explain.together import explain_together, price
from matcher.matching import match, run
from matcher.options import Options
from matcher.solution import Cost
from questionnaires.answers import Lock, LockKind

MUSIC = {**MENTEE, "needs": ("music",)}
PEOPLE = {"Н-1": MENTEE, "Н-2": MUSIC, "М-1": MENTOR, "М-2": {**MENTOR, "offers": ("music",)}}


def told(people, *codes) -> str:
    lines = explain_together(match(programme(), answers(people), Options()), *codes)
    return "\n".join(line.ru for line in lines)


def test_pair_is_explained_by_its_parts_and_by_the_price_of_parting():
    said = told(PEOPLE, "Н-1", "М-1")
    assert "Совпадение 100 из 100" in said
    assert "Maths: нужно — может помочь" in said
    assert "Без этой пары общего во всех парах вместе станет меньше на 200" in said


def test_price_of_another_pair_is_what_matching_again_gives():
    said = told(PEOPLE, "Н-1", "М-2")
    assert "совпадение 0 из 100" in said
    assert "меньше на 200; сменить наставника придётся: Н-1, Н-2" in said
    forced = answers(PEOPLE, locks=(Lock(kind=LockKind.TOGETHER, mentee="Н-1", mentor="М-2"),))
    before, after = run(programme(), answers(PEOPLE)), run(programme(), forced)
    assert sum(pair.points for pair in before.pairs) - sum(pair.points for pair in after.pairs) == 20_000


def test_must_that_forbids_is_named():
    said = told({**PEOPLE, "М-2": {**MENTOR, "days": ("tue",)}}, "Н-1", "М-2")
    assert "обязательное условие не выполнено: Удобные дни" in said


def test_decision_that_forbids_is_named_without_its_reason():
    apart = (Lock(kind=LockKind.APART, mentee="Н-1", mentor="М-2", reason="тайна"),)
    lines = explain_together(match(programme(), answers(PEOPLE, locks=apart), Options()), "Н-1", "М-2")
    assert "решено не ставить" in lines[0].ru
    assert "тайна" not in lines[0].ru


def test_who_would_stay_without_a_mentor_is_named():
    said = told({"Н-1": MENTEE, "Н-2": MUSIC, "М-1": MENTOR}, "Н-2", "М-1")
    assert "Н-1 останется без наставника" in said


def test_what_classes_earlier_pairs_and_the_worst_pair_lose_is_told():
    """The levels without a place of their own among people, pairs and points are not passed over in silence."""
    assembly = match(programme(), answers(PEOPLE), Options()).assembly
    said = price(assembly, Cost(0, 0, -40, (), classes=(2, -2), kept=1, worst=150))
    assert said.ru == (
        "в 1-й по приоритету очереди без наставника останется больше людей: на 2; "
        "прежних пар распадётся больше: на 1; в худшей паре общего станет меньше на 1,5"
    )
    assert said.en == (
        "in priority class 1: 2 more without a mentor; earlier pairs that end besides: 1; "
        "the worst pair has 1.5 less in common"
    )


def test_every_state_of_a_person_is_told():
    people = {**PEOPLE, "Н-3": {**MENTEE, "days": ("wed",)}, "М-3": {**MENTOR, "days": ("tue",)}}
    found = match(programme(), answers(people), Options())
    first = {code: explain_person(found, code)[0].ru for code in ("Н-1", "Н-3", "М-3", "Н-9")}
    assert first["Н-1"].startswith("Н-1 и М-1 — пара")
    assert first["Н-3"].startswith("Н-3: пока без наставника")
    assert first["М-3"].startswith(
        "М-3: наставник готов, но никто из наставляемых не подходит. После условия"
    )
    assert first["Н-9"] == "Кода Н-9 нет в этом подборе."
    absent = match(programme(), answers(PEOPLE, consent=False), Options())
    assert "не участвует: нет: согласие" in explain_person(absent, "Н-1")[0].ru


def test_a_mentor_whom_somebody_would_fit_is_only_in_reserve():
    found = match(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR, "М-2": MENTOR}), Options())
    (idle,) = found.result.idle_mentors
    (said,) = explain_person(found, idle)
    assert said.ru == f"{idle}: наставник готов, наставляемого пока нет."


def test_mentors_who_would_do_almost_as_well_are_named_and_do():
    """One mentor more who offers the same is as good; the one who offers other things costs far too much."""
    people = {**PEOPLE, "М-3": MENTOR}
    found = match(programme(), answers(people), Options())
    (pair,) = (pair for pair in found.result.pairs if pair.mentee == "Н-1")
    (other,) = {"М-1", "М-3"} - {pair.mentor}
    near = [line.ru for line in explain_person(found, "Н-1") if line.ru.startswith("Почти так же хорошо")]
    assert near == [f"Почти так же хорошо (общего во всех парах вместе меньше не больше чем на 3): {other}."]
    forced = answers(people, locks=(Lock(kind=LockKind.TOGETHER, mentee="Н-1", mentor=other),))
    assert sum(pair.points for pair in run(programme(), forced).pairs) == sum(
        p.points for p in found.result.pairs
    )
    assert not any(
        "Почти так же" in line.ru
        for line in explain_person(match(programme(), answers(PEOPLE), Options()), "Н-1")
    )
