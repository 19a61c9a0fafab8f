"""The three pictures of the pairs: how much they have in common, who goes with whom, where people are held up."""

from collections import Counter
from collections.abc import Collection, Sequence

from matcher.result import Pair, Unmatched
from questionnaires.wording import Language, Wording
from service.documents.formats.charts import Chart, Look, Matrix, Row, Series, Shape
from service.documents.reports.figures import score
from service.documents.reports.who import Who, natural

HISTOGRAM = Wording("Сколько общего у пар", "How much pairs have in common")
HISTOGRAM_MEANING = Wording(
    "Чем правее столбец, тем больше у пар общего; штриховкой отмечены пары, на которые стоит взглянуть.",
    "The further right, the more pairs have in common; pairs worth a look are hatched.",
)
INTERVAL = Wording("Совпадение", "Points in common")
WORTH, REST = Wording("стоит взглянуть", "worth a look"), Wording("остальные пары", "other pairs")
SIDES = Wording("Кто с кем", "Who goes with whom")
SIDES_MEANING = Wording(
    "Слева наставляемые, справа наставники; чем толще лента, тем больше пар.",
    "Mentees on the left, mentors on the right; the thicker the band, the more pairs.",
)
PEOPLE_MEANING = Wording(
    "Слева наставляемые, справа наставники; чем толще лента, тем больше у пары общего (число в таблице).",
    "Mentees on the left, mentors on the right; the thicker the band, the more in common (number in the table).",
)
MENTEE_MENTOR = Wording("Наставляемые ↓ наставники →", "Mentees ↓ mentors →")
HELD_UP = Wording("Что мешает найти наставника", "What keeps people from a mentor")
HELD_UP_MEANING = Wording(
    "После какого условия у человека не осталось ни одного подходящего наставника.",
    "The condition after which no mentor is left for a person.",
)
CONDITION, PEOPLE = Wording("Условие", "Condition"), Wording("Человек", "People")
NOT_STATED = Wording("причина названа у каждого отдельно", "the reason is given for each")

SMALL = 24
"""Up to so many pairs the picture of both sides shows people; beyond, groups of people."""
WIDTH = 10
"""Points of 100 in one column of the histogram."""


def histogram(pairs: Sequence[Pair], worth: Collection[int], language: Language) -> Chart:
    """Return how many pairs have how much in common, those worth a look (indices) apart."""
    bins = [[0, 0] for _ in range(0, 100, WIDTH)]
    for number, pair in enumerate(pairs):
        bins[min(score(pair.points) // WIDTH, len(bins) - 1)][number not in worth] += 1
    lasts = [*range(WIDTH - 1, 99 - WIDTH + 1, WIDTH), 100]
    rows = [
        Row(f"{WIDTH * k}–{lasts[k]}", (marked, rest), str(WIDTH * k))
        for k, (marked, rest) in enumerate(bins)
    ]
    return Chart(
        title=HISTOGRAM[language],
        meaning=HISTOGRAM_MEANING[language],
        head=INTERVAL[language],
        series=(Series(WORTH[language], Look.MARKED), Series(REST[language], Look.MAIN)),
        rows=tuple(rows),
        shape=Shape.COLUMNS,
        last_edge="100",
    )


def sides(pairs: Sequence[Pair], who: Who, language: Language) -> Matrix:
    """Return the pairs between people, or between classes, organisations and kinds when there are many."""
    if len(pairs) <= SMALL:
        return _people_sides(pairs, who, language)
    counts = Counter((who.group(pair.mentee), who.group(pair.mentor)) for pair in pairs)
    rows = sorted({mentee for mentee, _ in counts}, key=natural)
    columns = sorted({mentor for _, mentor in counts}, key=natural)
    return Matrix(
        title=SIDES[language],
        meaning=SIDES_MEANING[language],
        head=MENTEE_MENTOR[language],
        rows=tuple(rows),
        columns=tuple(columns),
        counts=tuple(tuple(counts[row, column] for column in columns) for row in rows),
    )


def _people_sides(pairs: Sequence[Pair], who: Who, language: Language) -> Matrix:
    """Return a matrix of people: how much every pair has in common; mentees of one mentor stand together."""
    columns = sorted({pair.mentor for pair in pairs}, key=who.order)
    found = {(pair.mentee, pair.mentor): score(pair.points) for pair in pairs}
    rows = sorted(
        {p.mentee: p for p in pairs}.values(), key=lambda p: (columns.index(p.mentor), who.order(p.mentee))
    )
    return Matrix(
        title=SIDES[language],
        meaning=PEOPLE_MEANING[language],
        head=MENTEE_MENTOR[language],
        rows=tuple(_short(who.name(pair.mentee)) for pair in rows),
        columns=tuple(_short(who.name(code)) for code in columns),
        counts=tuple(tuple(found.get((pair.mentee, code), 0) for code in columns) for pair in rows),
    )


def _short(name: str) -> str:
    """Return «Мамин-Озерский Г. И.»; the whole name stands in the list of pairs."""
    surname, *others = name.split()
    return " ".join([surname, *(f"{word[0]}." for word in others)])


def held_up(waiting: Sequence[Unmatched], language: Language) -> Chart:
    """Return at which condition the people without a mentor lost the last one."""
    counts = Counter(_obstacle(person)[language] for person in waiting)
    rows = [
        Row(must, (count,)) for must, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Chart(
        title=HELD_UP[language],
        meaning=HELD_UP_MEANING[language],
        head=CONDITION[language],
        series=(Series(PEOPLE[language], Look.LACKING),),
        rows=tuple(rows),
    )


def _obstacle(person: Unmatched) -> Wording:
    return next((step.must for step in person.funnel if step.left == 0), NOT_STATED)
