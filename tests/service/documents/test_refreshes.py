"""By when bases and pairs are refreshed, in words."""

from dataclasses import replace

import pytest
from sample import sample_view

from questionnaires.programme.programme import Refresh
from service.documents.refreshes import refresh_sentence
from service.documents.reports.curator import render_curator_report


def programme(often):
    return replace(sample_view().programme, refresh=Refresh(times_a_year=often))


def test_a_term_that_ends_before_asks_for_none():
    assert refresh_sentence(programme(1)) is None


@pytest.mark.parametrize(("often", "days", "more"), [(2, 1, False), (52, 4, True)])
def test_days_are_told_and_of_many_the_first(often, days, more):
    said = refresh_sentence(programme(often))
    assert f"не реже {often} раз в год" in said.ru
    assert said.ru.count("202") == days
    assert ("…" in said.ru) is more


def test_once_a_year_is_said_in_the_right_case():
    view = sample_view()
    longer = replace(view.programme, end=view.programme.end.replace(year=2028), refresh=Refresh())
    assert "не реже 1 раза в год: не позднее 01.10.2027." in refresh_sentence(longer).ru


def test_the_report_of_the_curator_says_it():
    view = replace(sample_view(), programme=programme(2))
    (paper,) = render_curator_report(view)
    assert refresh_sentence(view.programme).ru in paper.content.decode()
