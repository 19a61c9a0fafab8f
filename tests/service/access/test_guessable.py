"""Passwords that are guessed first are refused; what people can remember otherwise is not."""

import pytest

from service.access.guessable import is_guessable

ABOUT = ("zavuch", "Ветлугина Ольга Сергеевна", "Гимназия «Кедр» города Светлоозёрска")


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "123456789012",
        "qwertyuiop123",
        "1q2w3e4r5t6y",
        "йцукенгшщзхъ",
        "zxcvbnmasdfghjkl",
        "abcabcabcabc",
        "котэкотэкотэ",
        "password1234",
        "PasswordPassword",
        "Наставник2026!",
        "gfhjkmgfhjkm1",
        "zavuch123456",
        "Ветлугина1234",
        "Светлоозёрска1!",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    assert is_guessable(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "сорок две синицы",
        "сорок три весёлых синицы",
        "zavuch любит гречку по средам",
        "Tr0ub4dor&3xyQ",
        "мой пароль вовсе не пароль",
        "8-fold paths of rain",
        "2f1c9a7be04d",
    ],
)
def test_what_is_somebodys_own_is_not(password: str) -> None:
    assert not is_guessable(password, ABOUT)
