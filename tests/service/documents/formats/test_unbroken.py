"""What stands on one line, and what may still be parted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.documents.formats.unbroken import NO_BREAK, unbroken


@pytest.mark.parametrize(
    "told",
    [
        "МБОУ «Лицей_№_5»",
        "Гимназия_№_1 города Карандашина",
        "СОШ_№_12, г._Казань, ул._Ленина, д._5, корп._2",
        "школа им._А._С._Пушкина",
        "директор Иванова_А._П. и Петров_В._С.",
        "А._П._Иванова, завуч",
        "Мамин-Озерский_Г._И.",
        "Кедров Пётр Ильич, 11_класс",
        "9А_класс, 10б_класс",
        "с 1 сентября 2026_г. Казань принимает",
        "2026–2027_гг. и т._д.",
        "Школа «Кедр» и лицей",
        "наставник из 3 школ, 120 классов",
        "В. тексте «г. и ул.» ничего",
        "",
    ],
)
def test_only_these_spaces_part_no_line(told: str) -> None:
    assert unbroken(told.replace("_", " ")) == told.replace("_", NO_BREAK)


@given(st.text(alphabet="АПва №г.ул5 «»-\xa0кл", max_size=40))
def test_the_letters_stay_and_twice_is_once(text: str) -> None:
    once = unbroken(text)
    assert once.replace(NO_BREAK, " ") == text.replace(NO_BREAK, " ")
    assert unbroken(once) == once


def test_a_line_to_fill_in_is_not_made_longer() -> None:
    assert unbroken("от ____ № ____") == f"от ____ №{NO_BREAK}____"
