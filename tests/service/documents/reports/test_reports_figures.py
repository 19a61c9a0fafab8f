"""How numbers are written in reports."""

import pytest

from questionnaires.wording import Language
from service.documents.reports.figures import PAIRS, counted, exact, mean, number, score, share


@pytest.mark.parametrize(("points", "shown"), [(0, 0), (8149, 81), (8150, 82), (10_000, 100)])
def test_points_are_rounded_half_up(points, shown):
    assert score(points) == shown


@pytest.mark.parametrize(
    ("points", "shown"), [(1667, "16,67"), (2500, "25"), (-150, "−1,5"), (1_234_500, "12\u202f345")]
)
def test_parts_are_written_without_rounding(points, shown):
    assert exact(points) == shown


def test_english_has_a_decimal_point():
    assert exact(1650, Language.EN) == "16.5"


def test_the_mean_has_one_decimal():
    assert mean([8100, 8111], Language.RU) == "81,1"
    assert mean([], Language.RU) == "—"


@pytest.mark.parametrize(("part", "whole", "shown"), [(14, 26, "54 %"), (1, 8, "13 %"), (0, 0, "—")])
def test_shares_are_whole_percents(part, whole, shown):
    assert share(part, whole) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (1, "1 пара"),
        (2, "2 пары"),
        (5, "5 пар"),
        (11, "11 пар"),
        (12, "12 пар"),
        (21, "21 пара"),
        (112, "112 пар"),
    ],
)
def test_nouns_agree_with_their_number(count, shown):
    assert counted(count, PAIRS).ru == shown


def test_thousands_stand_apart():
    assert number(12345) == "12\u202f345"
