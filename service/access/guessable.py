"""Passwords that somebody would guess first: common words, the person's own name, neighbouring keys, repetitions."""

import re
from collections.abc import Iterable
from itertools import pairwise

LEAST_OWN = 7
"""So many signs must not follow from those before; a known word counts as one."""
_WORD = re.compile(r"\w+")
COMMON = frozenset(
    _WORD.findall(
        """
    administrator admin password passwort welcome letmein iloveyou sunshine princess football dragon monkey superman
    master teacher mentor school matcher
    администратор пароль привет люблю любовь солнышко россия москва учитель директор завуч куратор школа гимназия
    наставничество наставник
    gfhjkm ghbdtn yfcnfdybr
    """
    )
)
"""The last line has «пароль», «привет», «наставник» as they come out with the other language switched on."""
_ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
)
_NEIGHBOURS = {pair for row in _ROWS for one, other in pairwise(row) for pair in (one + other, other + one)}
_LEAST_WORD = 4


def is_guessable(password: str, about: Iterable[str] = ()) -> bool:
    """Tell whether little of a password is its own.

    Parameters
    ----------
    about
        What is known of the person and the place: log-in, name, organisation.
    """
    text = _piece(password.casefold())
    known = {word for said in about for word in _WORD.findall(said.casefold()) if len(word) >= _LEAST_WORD}
    found = 0
    for word in sorted({*known, *COMMON}, key=lambda word: (-len(word), word)):
        found += text.count(word)
        text = text.replace(word, "\n")
    return found + _own(text.replace("\n", "")) < LEAST_OWN


def _piece(text: str) -> str:
    """Return what a text is a repetition of, itself if of nothing else."""
    return text[: (text + text).index(text, 1)] if text else text


def _own(text: str) -> int:
    """Return how many signs are neither the sign before or the one before that, nor next to it on a keyboard's row."""
    return sum(
        all(sign != before and before + sign not in _NEIGHBOURS for before in text[max(0, place - 2) : place])
        for place, sign in enumerate(text)
    )
