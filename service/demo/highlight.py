"""The two sentences that show what the program does: a mistake it read, and a pair it explains."""

from collections.abc import Iterator

from matcher.explain.hundredths import hundredths
from matcher.matching import Run
from matcher.result import Origin, Pair
from matcher.solve.otherwise.counterfactual import cost_of_forcing
from questionnaires.finding import Finding, Severity
from questionnaires.people import Person
from questionnaires.words import class_of
from service.folder.make import Made

FIRST = ("latin-letter", "latin-grade", "grade-latin")
"""Kinds of finding that a teacher understands at once."""


def telling_finding(findings: tuple[Finding, ...]) -> Finding | None:
    """Return the finding to show: one about a class, if there is any."""
    placed = [finding for finding in findings if finding.row and finding.column and finding.found]
    shown = [f for f in placed if f.code in FIRST or (f.column == "Класс" and f.severity is Severity.NOTE)]
    return next(iter(shown or placed), None)


def telling_pair(made: Made) -> str | None:
    """Return why two people were paired, with the best other mentor and what he would have cost."""
    persons = made.answers.people.by_code()
    for pair in sorted(made.run.result.pairs, key=lambda pair: (-pair.points, pair.mentee)):
        if pair.origin is Origin.CHOSEN and pair.certain and not _is_private(made, pair):
            other = _best_other(made.run, pair)
            if other is not None:
                return _sentence(persons, pair, *other)
    return None


def _is_private(made: Made, pair: Pair) -> bool:
    base = made.answers.people.get(pair.mentee).base
    return made.programme.get_base(base).private


def _best_other(run: Run, pair: Pair) -> tuple[str, int, int] | None:
    """Return (code of another possible mentor, points less in all, people who would move), the cheapest of a few."""
    if run.solution is None:
        return None
    found = list(_others(run, pair))
    return min(found, key=lambda other: (other[1], other[0]), default=None)


def _others(run: Run, pair: Pair) -> Iterator[tuple[str, int, int]]:
    assembly, solution = run.assembly, run.solution
    assert solution is not None
    row = assembly.row_of[pair.mentee]
    for table in assembly.tables:
        for column in table.columns.tolist()[:40]:
            mentor = assembly.seats[column][1]
            if mentor == pair.mentor or row not in table.rows:
                continue
            cost = cost_of_forcing(assembly.problem, solution, (row, column))
            moved = (
                0
                if cost is None
                else sum(before is not None and after is not None for _, before, after in cost.moves)
            )
            if cost is not None and not cost.people and not cost.pairs and cost.points > 0 and moved > 1:
                yield mentor, cost.points, moved


def _sentence(persons: dict[str, Person], pair: Pair, other: str, less: int, moved: int) -> str:
    mentee, mentor = persons[pair.mentee], persons[pair.mentor]
    shared = sorted(
        (part for part in pair.parts if part.points and not part.private), key=lambda part: -part.points
    )
    why = "; ".join(part.words.ru for part in shared[:3])
    return (
        f"Почему {_who(mentee)} и {_who(mentor)}? {why}. Другой выбор — {_who(persons[other])}: во всех парах вместе "
        f"общего было бы меньше на {hundredths(less)}, и {_to_people(moved)} пришлось бы сменить наставника"
    )


def _who(person: Person) -> str:
    words = person.name.split()
    short = f"{words[0]} {''.join(f'{word[0]}.' for word in words[1:])}"
    return f"{short} ({class_of(person.grade).ru})" if person.grade else short


def _to_people(number: int) -> str:
    """Return «двоим», «троим»; larger numbers in figures: «6 людям»."""
    return {1: "одному человеку", 2: "двоим", 3: "троим", 4: "четверым"}.get(number, f"{number} людям")
