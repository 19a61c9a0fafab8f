"""What stands on one line: «Лицей № 5», «г. Казань», «Иванова А. П.», «11 класс». Only how it is set changes."""

import re

NO_BREAK = "\N{NO-BREAK SPACE}"
PLACES = "г|гор|обл|р-н|пос|дер|с|п|ул|пр|просп|пер|наб|пл|д|корп|стр|кв|им"
"""Abbreviations that a name or a number follows."""
CAPITAL = "[А-ЯЁA-Z]"

_RULES = tuple(
    re.compile(rule)
    for rule in (
        r"(?<=[^\W\d_]) (?=№)",  # Лицей | № 5
        r"(?<=№) (?=\w)",
        # «2026 г. Казань принимает» ends a year, or a sentence, and begins another word
        rf"(?<!\d )(?<!\d{NO_BREAK})\b(?:{PLACES})\.( )(?={CAPITAL}|[\d«])",
        rf"\b{CAPITAL}[\w-]+( )(?={CAPITAL}\.)",  # Иванова | А. П.
        rf"\b{CAPITAL}\.( )(?={CAPITAL}[\w.])",  # А. | П. | Иванова
        r"\b\d{1,2}[А-ЯЁа-яё]?( )(?=класс)",
        r"\b\d{4}( )(?=гг?\.)",
        r"\bт\.( )(?=[дпек]\.)",
    )
)


def unbroken(text: str) -> str:
    """Return a text in which no line ends inside a number, an abbreviated place, initials with a name, or a class.

    The letters are the same, so what is compared with it has to take the two spaces for one.
    """
    if " " not in text:
        return text
    for rule in _RULES:
        text = rule.sub(_kept, text)
    return text


def _kept(found: re.Match[str]) -> str:
    return found[0][:-1] + NO_BREAK
