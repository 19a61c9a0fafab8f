"""Checked tables → the frozen objects of `questionnaires.programme`."""

from typing import Any

from questionnaires.criterion import Criterion, Force
from questionnaires.loading.shape.sides import side_of
from questionnaires.loading.shape.weights import Weight, share_points
from questionnaires.loading.toml import Table
from questionnaires.programme import (
    Base,
    Capacity,
    ConsentText,
    Indicator,
    OrderText,
    Organisation,
    Priority,
    Programme,
    ProgrammeForm,
    Refresh,
    Requirement,
    RoleModel,
    ShortTerm,
)
from questionnaires.question import Option, Question, Questionnaire


def build_programme(table: Table, source: bytes) -> Programme:
    """Return the programme of a table in which no fault was found."""
    built = {
        "organisations": _each(table, "organisations", lambda entry: Organisation(**_frozen(entry))),
        "bases": _each(table, "bases", _base),
        "forms": _each(table, "forms", _form),
        "indicators": _each(table, "indicators", _indicator),
        "monitoring": _each(table, "monitoring", build_questionnaire),
        "consents": _each(table, "consents", build_consent),
        "short_terms": _each(table, "short_terms", lambda entry: ShortTerm(**_frozen(entry))),
        "order": OrderText(**_frozen(table["order"])),
        "refresh": Refresh(**table.get("refresh", {})),
    }
    for name in ("third_party", "preferences", "verdicts"):
        built[name] = build_questionnaire(table[name]) if name in table else None
    return Programme(**{**_frozen(table), **built, "source": source})


def build_questionnaire(table: Table) -> Questionnaire:
    """Return a questionnaire."""
    return Questionnaire(**{**table, "questions": _each(table, "questions", _question)})


def build_consent(table: Table) -> ConsentText:
    """Return the text of a consent."""
    return ConsentText(**_frozen(table))


def criterion_weights(criteria: list[Table]) -> list[Weight | int]:
    """Return the weights of the wishes of a form, in the order of its criteria."""
    wishes = [criterion for criterion in criteria if criterion.get("force") is Force.WISH]
    return [wish["weight"] if "weight" in wish else wish.get("points", 0) for wish in wishes]


def _question(table: Table) -> Question:
    return Question(
        **{**_frozen(table), "options": _each(table, "options", lambda entry: Option(**_frozen(entry)))}
    )


def _requirement(table: Table) -> Requirement:
    return Requirement(**_frozen(table))


def _base(table: Table) -> Base:
    return Base(
        **{
            **_frozen(table),
            "questionnaire": build_questionnaire(table["questionnaire"]),
            "where": _each(table, "where", _requirement),
            "requirements": _each(table, "requirements", _requirement),
            "capacity": Capacity(**table.get("capacity", {})),
        }
    )


def _form(table: Table) -> ProgrammeForm:
    return ProgrammeForm(
        **{
            **_frozen(table),
            "criteria": _criteria(table["criteria"]),
            "role_models": _each(table, "role_models", lambda entry: RoleModel(**entry)),
            "mentee_requirements": _each(table, "mentee_requirements", _requirement),
            "priorities": _each(table, "priorities", _priority),
        }
    )


def _criteria(tables: list[Table]) -> tuple[Criterion, ...]:
    points = iter(share_points(criterion_weights(tables)))
    return tuple(_criterion(table, next(points) if table["force"] is Force.WISH else 0) for table in tables)


def _criterion(table: Table, points: int) -> Criterion:
    sides = {side: side_of(table, side) for side in ("mentee", "mentor")}
    rest = {name: value for name, value in table.items() if name not in ("weight", "points")}
    return Criterion(**{**rest, **sides, "points": points})


def _priority(table: Table) -> Priority:
    return Priority(requirement=_requirement(table["requirement"]), rank=table["rank"])


def _indicator(table: Table) -> Indicator:
    return Indicator(**{**_frozen(table), "requirements": _each(table, "requirements", _requirement)})


def _each(table: Table, name: str, build: Any) -> tuple[Any, ...]:
    return tuple(build(entry) for entry in table.get(name, ()))


def _frozen(table: Table) -> Table:
    """Return the table with its lists as tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
