"""A sentence in both languages of the project: Russian first, English second."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language the curator can choose."""

    RU = "ru"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in Russian and in English.

    Parameters
    ----------
    ru, en
        The same sentence; both may hold the same ``str.format`` fields.
    """

    ru: str
    en: str

    def __getitem__(self, language: Language | str) -> str:
        return self.en if language == Language.EN else self.ru

    def format(self, **values: object) -> "Wording":
        """Return the text with its fields filled in, in both languages."""
        return Wording(self.ru.format(**values), self.en.format(**values))

    def __str__(self) -> str:
        return self.ru
