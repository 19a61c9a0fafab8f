"""An answer as criteria compare it: options, a number, a closed answer, a text; and as people read it."""

from decimal import Decimal
from fractions import Fraction

from questionnaires.question import SHOWN, Grade, Kind, Question, Value
from questionnaires.wording import Wording, both

FACTS = {"age": Kind.NUMBER, "organisation": Kind.ORGANISATION}
"""Facts that are no questions, with the kind of their values."""


def answer_kind(key: str, question: Question | None) -> Kind | None:
    """Return the kind of the answers under a key, or None when there is no such question or fact."""
    return question.kind if question else FACTS.get(key)


def option_order(question: Question | None) -> dict[str, int]:
    """Return option key → its place in the question."""
    return {option.key: place for place, option in enumerate(question.options)} if question else {}


def in_option_order(options: tuple[str, ...], question: Question | None) -> tuple[str, ...]:
    """Return the options once each, as the question lists them; those it does not list at the end."""
    order = option_order(question)
    return tuple(sorted(set(options), key=lambda option: (order.get(option, len(order)), option)))


def chosen_options(value: Value | None) -> tuple[str, ...] | None:
    """Return the option keys of a CHOICE or CHOICES answer; None when blank."""
    if value is None or isinstance(value, tuple):
        return value
    if isinstance(value, str):
        return (value,)
    raise TypeError(f"Expected the options of a closed question, found {type(value).__name__}.")


def options_of(value: Value | None) -> tuple[str, ...]:
    """Return the option keys of an answer; none when it is blank or of another kind."""
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def number(value: Value | None, question: Question | None) -> Fraction | None:
    """Return an ordered answer as an exact number: a grade without its letter, an option by its place."""
    if value is None:
        return None
    if isinstance(value, Grade):
        return Fraction(value.number)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and value in (order := option_order(question)):
        return Fraction(order[value])
    raise TypeError(f"Expected a number, a grade or an option of the question, found {type(value).__name__}.")


def closed_answer(value: Value | None) -> str | None:
    """Return a closed answer as a table names it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return SHOWN[value].en
    if isinstance(value, Grade):
        return str(value.number)
    if isinstance(value, int):
        return str(value)
    raise TypeError(f"Expected one closed answer, found {type(value).__name__}.")


def show(value: Value | None, question: Question | None) -> Wording:
    """Return an answer as people read it, with the labels of its options."""
    if value is None:
        return Wording("нет ответа", "no answer")
    if isinstance(value, bool):
        return SHOWN[value]
    if isinstance(value, tuple):
        return show_options(value, question)
    if isinstance(value, int | Decimal):
        return show_number(Fraction(value))
    return both(question.label(value) if question and isinstance(value, str) else str(value))


def show_options(options: tuple[str, ...], question: Question | None, *, inside: bool = False) -> Wording:
    """Return the labels of options, or «ничего»; `inside` a sentence «Вторник» is «вторник» and «УДО» stays."""
    if not options:
        return Wording("ничего", "nothing")
    labels = [question.label(option) if question else option for option in options]
    if inside:
        labels = [label[:1].lower() + label[1:] if label[1:2].islower() else label for label in labels]
    return both(("; " if any("," in label for label in labels) else ", ").join(labels))


def show_number(value: Fraction) -> Wording:
    """Return a number as both languages write it: 2,5 and 2.5."""
    text = str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
    text = text.replace("-", "−")
    return Wording(text.replace(".", ","), text)
