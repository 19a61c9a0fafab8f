"""Places against mentees: people are counted once, places as the base and the form allow them."""

from dataclasses import replace

from sample import sample_view

from questionnaires.programme import Capacity
from service.documents.reports.balance import find_balance
from service.documents.reports.pictures import held_up, histogram, sides
from service.documents.reports.who import Who
from service.view import RunView


def charts(view: RunView) -> dict[str, dict[str, tuple[int, ...]]]:
    return {
        chart.title: {row.label: row.values for row in chart.rows} for chart in find_balance(view, Who(view))
    }


def test_places_are_bounded_by_answer_ceiling_and_form():
    forms = charts(sample_view())["Места и наставляемые по формам"]
    assert forms == {"ученик – ученик": (9, 4), "учитель – учитель": (1, 2), "работодатель – ученик": (8, 3)}


def test_a_ceiling_takes_places_away():
    view = sample_view()
    bases = tuple(
        replace(base, capacity=Capacity(question="capacity", ceiling=1)) for base in view.programme.bases
    )
    view = replace(view, programme=replace(view.programme, bases=bases))
    assert charts(view)["Места и наставляемые по формам"]["ученик – ученик"] == (9, 3)


def test_a_person_asked_in_two_forms_is_counted_once():
    view = sample_view()
    pupils, teachers, employers = view.programme.forms
    twice = replace(pupils, key="again", title="ещё раз")
    view = replace(view, programme=replace(view.programme, forms=(pupils, twice, teachers, employers)))
    assert charts(view)["Предметы: обучающиеся"] == charts(sample_view())["Предметы: обучающиеся"]


def test_what_is_lacking_stands_first():
    rows = next(
        chart for chart in find_balance(sample_view(), Who(sample_view())) if "Предметы" in chart.title
    ).rows
    spare = [places - mentees for mentees, places in (row.values for row in rows)]
    assert spare == sorted(spare)


def test_only_those_who_are_ready_count():
    view = sample_view()
    ready = {**view.result.ready, "pupil-mentors": ()}
    view = replace(view, result=replace(view.result, ready=ready))
    assert charts(view)["Места и наставляемые по формам"]["ученик – ученик"] == (9, 0)


def test_the_histogram_counts_every_pair_once():
    view = sample_view()
    chart = histogram(view.pairs(), {5}, view.language)
    assert sum(sum(row.values) for row in chart.rows) == len(view.pairs())
    assert {row.label: row.values for row in chart.rows if any(row.values)} == {
        "50–59": (1, 0),
        "60–69": (0, 1),
        "70–79": (0, 2),
        "80–89": (0, 1),
        "90–100": (0, 2),
    }


def test_a_small_run_shows_people_and_a_large_one_groups():
    view = sample_view()
    people = sides(view.pairs(), Who(view), view.language)
    assert "Мамин-Озерский Г. И." in people.rows
    assert "Н-008" in people.rows
    groups = sides(view.pairs() * 5, Who(view), view.language)
    assert set(groups.rows) == {"Гимназия № 1", "Школа № 3"}
    assert sum(map(sum, groups.counts)) == 35


def test_people_are_held_up_where_the_last_mentor_is_lost():
    view = sample_view()
    chart = held_up(view.unmatched(), view.language)
    assert {row.label: row.values for row in chart.rows} == {
        "есть общий день": (1,),
        "причина названа у каждого отдельно": (1,),
    }
