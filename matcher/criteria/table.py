"""Any two closed answers, by a table the programme writes: format, role, building and bus."""

from collections.abc import Mapping
from fractions import Fraction

from matcher.criteria.answer import closed_answer, option_order
from matcher.criteria.comparison import Comparison, Definition, Facts, Remark
from matcher.criteria.compilation import compare_answers
from matcher.criteria.fault import unknown_option
from questionnaires.criterion import Criterion, CriterionKind
from questionnaires.question import SHOWN, Kind, Question
from questionnaires.wording import Wording

CLOSED = frozenset({Kind.CHOICE, Kind.YES_NO, Kind.SCALE, Kind.GRADE, Kind.ORGANISATION})

SUITS = Wording("подходит ({mentee} — {mentor})", "suits ({mentee} — {mentor})")
PARTLY = Wording("подходит отчасти ({mentee} — {mentor})", "suits in part ({mentee} — {mentor})")
UNSUITED = Wording("не подходит ({mentee} — {mentor})", "does not suit ({mentee} — {mentor})")


def compare(facts: Facts) -> Comparison:
    """Give the percentage the table names for the two answers."""
    otherwise = facts.number_setting("otherwise", 0)
    table = _table(facts.criterion)

    def value(mentee: str, mentor: str) -> Fraction:
        return Fraction(table.get((mentee, mentor), otherwise), 100)

    def remark(mentee: str, mentor: str, left: Wording, right: Wording) -> Remark:
        share = value(mentee, mentor)
        words = UNSUITED if share == 0 else SUITS if share == 1 else PARTLY
        return Remark(met=share > 0, words=words.format(mentee=left, mentor=right), shared=right)

    return compare_answers(
        facts,
        [closed_answer(answer) for answer in facts.mentee_answers()],
        [closed_answer(answer) for answer in facts.mentor_answers()],
        value=value,
        remark=remark,
    )


def _table(criterion: Criterion) -> dict[tuple[str, str], int]:
    """Return (mentee option, mentor option) → percentage; raise ValueError at an entry that is none."""
    table = criterion.settings.get("table", {})
    if not isinstance(table, Mapping):
        raise ValueError(f"Criterion {criterion.key!r}: 'table' must be a table, got {table!r}.")
    found: dict[tuple[str, str], int] = {}
    for entry, percent in table.items():
        mentee, bar, mentor = str(entry).partition("|")
        if not bar or not isinstance(percent, int) or not 0 <= percent <= 100:
            raise ValueError(
                f"Criterion {criterion.key!r}: expected 'a|b' = 0 to 100, got {entry!r} = {percent!r}."
            )
        found[mentee.strip(), mentor.strip()] = percent
    return found


def faults(
    criterion: Criterion, mentee_question: Question | None, mentor_question: Question | None
) -> tuple[Wording, ...]:
    """Find entries of the table that no pair of answers can have."""
    table = criterion.settings.get("table")
    found = []
    for entry in table if isinstance(table, Mapping) else ():
        sides = [option.strip() for option in str(entry).split("|")]
        known = len(sides) == 2 and _can_be(sides[0], mentee_question) and _can_be(sides[1], mentor_question)
        if not known:
            found.append(unknown_option(criterion, str(entry)))
    return tuple(found)


def _can_be(option: str, question: Question | None) -> bool:
    """Return whether an answer can be this; an organisation is any word."""
    if question is None or question.kind is Kind.ORGANISATION:
        return True
    if question.kind is Kind.CHOICE:
        return option in option_order(question)
    if question.kind is Kind.YES_NO:
        return option in {shown.en for shown in SHOWN.values()}
    return option.isdecimal()


TABLE = Definition(
    kind=CriterionKind.TABLE, compare=compare, mentee_kinds=CLOSED, mentor_kinds=CLOSED, faults=faults
)
