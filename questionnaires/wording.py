"""A sentence in both languages of the project: Russian first, English second."""

from collections.abc import Iterable, Mapping
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
        """Return the text with its fields filled in, in both languages: a wording among the values is taken in each."""
        ru, en = (_in(language, values) for language in (Language.RU, Language.EN))
        return Wording(self.ru.format(**ru), self.en.format(**en))

    def __str__(self) -> str:
        return self.ru


def both(text: str) -> Wording:
    """Return a text that is the same in both languages, such as a label of the programme."""
    return Wording(text, text)


def join(parts: Iterable[Wording], between: str) -> Wording:
    """Return the parts as one text."""
    said = tuple(parts)
    return Wording(between.join(part.ru for part in said), between.join(part.en for part in said))


def _in(language: Language, values: Mapping[str, object]) -> dict[str, object]:
    return {name: value[language] if isinstance(value, Wording) else value for name, value in values.items()}
