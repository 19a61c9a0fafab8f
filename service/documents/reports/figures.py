"""How numbers are written: points as «81», parts of points exactly, counts with the right form of a Russian noun."""

from questionnaires.wording import Language, Wording

HUNDRED = 100
"""Points of a form are kept in hundredths: 10 000 are «100»."""


def score(points: int) -> int:
    """Return points as «совпадение N из 100», rounded half up."""
    return (points + HUNDRED // 2) // HUNDRED


def exact(points: int, language: Language = Language.RU) -> str:
    """Return points without rounding, so that the parts of a sum can be added up by hand: «16,67»."""
    sign = "−" if points < 0 else ""
    whole, rest = divmod(abs(points), HUNDRED)
    tail = f".{rest:02d}".rstrip("0") if rest else ""
    text = f"{sign}{number(whole)}{tail}"
    return text if language is Language.EN else text.replace(".", ",")


def exactly(points: int) -> Wording:
    """Return the same as each language writes it: «16,67», “16.67”."""
    return Wording(exact(points), exact(points, Language.EN))


def mean(points: list[int], language: Language) -> str:
    """Return the mean of points with one decimal, or a dash when there are none."""
    if not points:
        return "—"
    tenths = (2 * sum(points) + 10 * len(points)) // (20 * len(points))
    return exact(10 * tenths, language)


def share(part: int, whole: int) -> str:
    """Return a percentage in whole percent, rounded half up: «54 %»."""
    return f"{(200 * part + whole) // (2 * whole)} %" if whole else "—"


def with_decimal(found: float | None, *, signed: bool = False) -> str:
    """Return a number with its one decimal as «8,7», a change with its sign; a dash for none."""
    if found is None:
        return "—"
    sign = "−" if found < 0 else "+" if signed and found else ""
    return f"{sign}{abs(found):.1f}".replace(".", ",")


def number(count: int) -> str:
    """Return a count with its thousands apart by a narrow space that does not break."""
    return f"{count:,}".replace(",", "\u202f")


def counted(count: int, noun: tuple[Wording, Wording, Wording]) -> Wording:
    """Return a count with its noun: «1 пара», «2 пары», «5 пар».

    Parameters
    ----------
    noun
        The noun with 1, with 2 and with 5; English uses the first and the last.
    """
    one, few, many = noun
    tens, units = count % 100, count % 10
    form = few if 2 <= units <= 4 and not 12 <= tens <= 14 else many
    form = one if units == 1 and tens != 11 else form
    return Wording(f"{number(count)} {form.ru}", f"{number(count)} {(one if count == 1 else many).en}")


PAIRS = (Wording("пара", "pair"), Wording("пары", "pairs"), Wording("пар", "pairs"))
PEOPLE = (Wording("человек", "person"), Wording("человека", "people"), Wording("человек", "people"))
