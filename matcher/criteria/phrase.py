"""Sentences in both languages with answers put in."""

from questionnaires.wording import Wording


def both(text: str) -> Wording:
    """Return a text that is the same in both languages, such as a label of the programme."""
    return Wording(text, text)


def fill(template: Wording, **values: Wording) -> Wording:
    """Return the sentence with each language's values in its fields."""
    return Wording(
        template.ru.format(**{name: value.ru for name, value in values.items()}),
        template.en.format(**{name: value.en for name, value in values.items()}),
    )


def join(parts: list[Wording], separator: str) -> Wording:
    """Return the parts in one sentence."""
    return Wording(separator.join(part.ru for part in parts), separator.join(part.en for part in parts))
