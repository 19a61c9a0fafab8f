"""Why two people were paired, or were not: the rule that forbids it, or the exact cost and who would move."""

from collections.abc import Iterator

from matcher.assembly import Assembly
from matcher.explain.hundredths import hundredths
from matcher.matching import Run
from matcher.result import Part
from matcher.solution import Cost, EffortEnded
from matcher.solve.otherwise.counterfactual import cost_of_forbidding, cost_of_forcing
from questionnaires.wording import Wording, join

NO_COMMON_FORM = Wording(
    "{mentee} и {mentor}: общей формы наставничества нет.", "{mentee} and {mentor} share no form."
)
PAIRED = Wording(
    "{mentee} и {mentor} — пара. Совпадение {points} из 100.",
    "{mentee} and {mentor} are a pair. Match {points} of 100.",
)
PART = Wording("  {title}: {words} ({points} из {most})", "  {title}: {words} ({points} of {most})")
FORBIDDEN = Wording(
    "{mentee} и {mentor}: пара невозможна, обязательное условие не выполнено: {must}.",
    "{mentee} and {mentor} cannot be paired, a must is not met: {must}.",
)
DECIDED = Wording(
    "{mentee} и {mentor}: пару решено не ставить (решение куратора, отказ после встречи, порог формы "
    "или похожие имена: возможно, это один человек).",
    "{mentee} and {mentor}: the pair is excluded (a curator's decision, a refusal, the form's floor, or similar names: "
    "they may be one person).",
)
COULD_BE = Wording(
    "{mentee} и {mentor} могли бы стать парой: совпадение {points} из 100. Тогда {price}.",
    "{mentee} and {mentor} could be a pair: match {points} of 100. Then {price}.",
)
WITHOUT = Wording("Без этой пары {price}.", "Without this pair {price}.")
UNKNOWN_COST = Wording(
    "{mentee} и {mentor} могли бы стать парой: совпадение {points} из 100. Цена не вычислена: число смен ограничено, "
    "и каждый такой вопрос — новый долгий подбор. Попробуйте «оставить вместе».",
    "{mentee} and {mentor} could be a pair: match {points} of 100. The price was not computed: changes are bounded, "
    "and each such question is a long run of its own. Try keeping the two together.",
)
NOT_COMPUTED = Wording(
    "{mentee} и {mentor} могли бы стать парой: совпадение {points} из 100. Цена не вычислена: за отведённый объём "
    "вычислений не найдено подбора с этой парой.",
    "{mentee} and {mentor} could be a pair: match {points} of 100. The price was not computed: within the effort "
    "allowed no assignment with this pair was found.",
)
NOT_EXACT = Wording(
    "цена не точная: лучший подбор не доказан", "the price is not exact: the best assignment was not proved"
)
IMPOSSIBLE = Wording(
    "{mentee} и {mentor}: эту пару нельзя поставить, не нарушив принятых решений.",
    "{mentee} and {mentor}: this pair cannot be made without breaking decisions already taken.",
)
NOTHING = Wording("ничего не стало бы хуже (равный вариант)", "nothing would get worse (an equal choice)")
PEOPLE = Wording(
    "без наставника останется больше людей: на {count}", "{count} more people stay without a mentor"
)
CLASS = Wording(
    "в {place}-й по приоритету очереди без наставника останется больше людей: на {count}",
    "in priority class {place}: {count} more without a mentor",
)
KEPT = Wording("прежних пар распадётся больше: на {count}", "earlier pairs that end besides: {count}")
WORST = Wording("в худшей паре общего станет меньше на {count}", "the worst pair has {count} less in common")
PAIRS = Wording("пар станет меньше на {count}", "there are {count} fewer pairs")
POINTS = Wording(
    "общего во всех парах вместе станет меньше на {count}", "all pairs together have {count} less in common"
)
MOVES = Wording("сменить наставника придётся: {who}", "who changes mentor: {who}")
LEFT_OUT = Wording("{who} останется без наставника", "{who} stays without a mentor")


def explain_together(run: Run, mentee: str, mentor: str) -> tuple[Wording, ...]:
    """Return why the two are a pair or are not, with the cost of the opposite."""
    assembly = run.assembly
    columns = [j for j, (_, code) in enumerate(assembly.seats) if code == mentor]
    row = assembly.row_of.get(mentee)
    if row is None or not columns or run.solution is None:
        return (NO_COMMON_FORM.format(mentee=mentee, mentor=mentor),)
    paired = [j for j in columns if (row, j) in set(run.solution.pairs)]
    if paired:
        return tuple(_why(run, row, paired[0]))
    shared = [j for j in columns if row in assembly.table_of(assembly.seats[j][0]).rows]
    if not shared:
        return (NO_COMMON_FORM.format(mentee=mentee, mentor=mentor),)
    return tuple(line for j in shared for line in _why_not(run, row, j))


def price(assembly: Assembly, cost: Cost) -> Wording:
    """Return a cost in words: people, pairs, points, and who moves."""
    parts = list(_losses(cost)) or [NOTHING]
    moved = [
        assembly.mentees[row] for row, before, after in cost.moves if before is not None and after is not None
    ]
    if moved:
        parts.append(MOVES.format(who=", ".join(moved)))
    parts += [LEFT_OUT.format(who=assembly.mentees[row]) for row, _, after in cost.moves if after is None]
    if not cost.proved:
        parts.append(NOT_EXACT)
    return join(parts, "; ")


def _losses(cost: Cost) -> Iterator[Wording]:
    for place, lost in enumerate(cost.classes, start=1):
        if lost > 0:
            yield CLASS.format(place=place, count=lost)
    if cost.people > 0:
        yield PEOPLE.format(count=cost.people)
    if cost.pairs > 0:
        yield PAIRS.format(count=cost.pairs)
    if cost.kept > 0:
        yield KEPT.format(count=cost.kept)
    if cost.worst > 0:
        yield WORST.format(count=hundredths(cost.worst))
    if cost.points > 0:
        yield POINTS.format(count=hundredths(cost.points))


def _why(run: Run, row: int, column: int) -> Iterator[Wording]:
    names = _names(run.assembly, row, column)
    table, i, j = run.assembly.place_in_form(row, column)
    parts = table.scores.parts(i, j)
    yield PAIRED.format(**names, points=hundredths(sum(part.points for part in parts)))
    yield from (_part(part) for part in parts)
    assert run.solution is not None
    if run.solution.asked.max_changes is not None:
        return
    try:
        cost = cost_of_forbidding(run.assembly.problem, run.solution, (row, column))
    except EffortEnded:
        return
    if cost is not None:
        yield WITHOUT.format(price=price(run.assembly, cost))


def _why_not(run: Run, row: int, column: int) -> Iterator[Wording]:
    assembly, names = run.assembly, _names(run.assembly, row, column)
    table, i, j = assembly.place_in_form(row, column)
    broken = table.scores.broken(i, j)
    for must in broken:
        yield FORBIDDEN.format(**names, must=must)
    if broken:
        return
    if (row, column) in set(assembly.problem.forbidden):
        yield DECIDED.format(**names)
        return
    yield _cost_of_pair(run, row, column, sum(part.points for part in table.scores.parts(i, j)))


def _cost_of_pair(run: Run, row: int, column: int, points: int) -> Wording:
    names = _names(run.assembly, row, column)
    assert run.solution is not None
    if run.solution.asked.max_changes is not None:
        return UNKNOWN_COST.format(**names, points=hundredths(points))
    try:
        cost = cost_of_forcing(run.assembly.problem, run.solution, (row, column))
    except EffortEnded:
        return NOT_COMPUTED.format(**names, points=hundredths(points))
    if cost is None:
        return IMPOSSIBLE.format(**names)
    return COULD_BE.format(**names, points=hundredths(points), price=price(run.assembly, cost))


def _names(assembly: Assembly, row: int, column: int) -> dict[str, str]:
    return {"mentee": assembly.mentees[row], "mentor": assembly.seats[column][1]}


def _part(part: Part) -> Wording:
    points, most = hundredths(part.points), hundredths(part.most)
    return PART.format(title=part.title, points=points, most=most, words=part.words)
