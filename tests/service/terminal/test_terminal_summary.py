"""The first lines about a run."""

from dataclasses import replace

from sample import sample_view

from matcher.result import Origin
from service.terminal.summary import run_lines


def lines(view):
    return [line.ru for line in run_lines(view)]


def test_what_people_decided_is_not_called_a_choice_without_a_better_one():
    view = sample_view()
    pairs = tuple(replace(pair, certain=True) for pair in view.result.pairs)
    chosen = sum(pair.origin is Origin.CHOSEN for pair in pairs)
    said = lines(replace(view, result=replace(view.result, pairs=pairs)))
    assert 0 < chosen < len(pairs)
    assert f"Решили люди или прошлый подбор: пар {len(pairs) - chosen} из {len(pairs)}." in said
    assert f"Иначе было бы хуже: пар {chosen} из {chosen}. Равные варианты, выбран жребий: 0." in said


def test_where_people_decided_everything_nothing_is_said_of_choices():
    view = sample_view()
    pairs = tuple(replace(pair, certain=True, origin=Origin.ACCEPTED) for pair in view.result.pairs)
    said = lines(replace(view, result=replace(view.result, pairs=pairs)))
    assert not any("Иначе было бы хуже" in line for line in said)
