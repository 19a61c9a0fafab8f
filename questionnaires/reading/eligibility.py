"""Which base a row of a shared questionnaire goes to: the one whose `where` its answers meet."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from questionnaires.programme import Base, Blank, Category, Requirement
from questionnaires.question import Grade, Value

_PUPIL_AGES = range(5, 22)
_ADULT_AGES = range(14, 96)
_YES = frozenset({"yes", "true", "да"})
_NO = frozenset({"no", "false", "нет"})


def age_on(day: date, birth_date: date) -> int:
    """Return whole years on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def ages_of(category: Category) -> range:
    """Return the ages that people of a category may have; others are slips of the pen."""
    return _PUPIL_AGES if category is Category.PUPIL else _ADULT_AGES


def find_bases(bases: tuple[Base, ...], answers: Mapping[str, Value | None], day: date) -> list[Base]:
    """Return the bases a row belongs to; one without `where` takes the rows that no other takes."""
    chosen = [base for base in bases if base.where and all(is_met(one, answers, day) for one in base.where)]
    return chosen or [base for base in bases if not base.where][:1]


def is_met(requirement: Requirement, answers: Mapping[str, Value | None], day: date) -> bool:
    """Tell whether the answers of a row meet a requirement on the programme's date."""
    value = _fact(requirement.fact, answers, day)
    if value is None:
        return requirement.blank is Blank.PASS
    if requirement.one_of and not _is_one_of(value, requirement.one_of):
        return False
    if requirement.least is None and requirement.most is None:
        return True
    return _is_between(value, requirement)


def _fact(fact: str, answers: Mapping[str, Value | None], day: date) -> Value | None:
    if fact == "age":
        birth_date = answers.get("birth_date")
        return age_on(day, birth_date) if isinstance(birth_date, date) else None
    return answers.get(fact)


def _is_one_of(value: Value, options: tuple[str, ...]) -> bool:
    if isinstance(value, bool):
        return bool(set(options) & (_YES if value else _NO))
    if isinstance(value, tuple):
        return bool(set(options) & set(value))
    return str(value) in options


def _is_between(value: Value, requirement: Requirement) -> bool:
    number = value.number if isinstance(value, Grade) else value
    if not isinstance(number, int | Decimal):
        return False
    low = requirement.least is None or number >= requirement.least
    return low and (requirement.most is None or number <= requirement.most)
