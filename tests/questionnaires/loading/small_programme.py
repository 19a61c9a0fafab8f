"""A programme small enough to read at a glance, everything inline, and changes to it."""

import json
from copy import deepcopy
from typing import Any

from questionnaires.finding import Finding, InputRefused
from questionnaires.loading import load_programme
from questionnaires.programme import Programme

GONE = object()
"""Value of a setting that is to be removed."""


def question(key: str, kind: str, **settings: Any) -> dict[str, Any]:
    return {"key": key, "text": f"Вопрос {key}", "kind": kind, "purpose": "для подбора", **settings}


def options(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "label": f"ответ {key}"} for key in keys]


def criterion(key: str, kind: str, side: str, **settings: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "title": key, "mentee": side, "mentor": side, **settings}


def questionnaire(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "title": "Анкета",
        "kind": "base",
        "introduction": "Здравствуйте",
        "questions": [
            question("name", "name", required=True),
            question("birth_date", "date"),
            question("grade", "grade"),
            question("days", "choices", options=options("mon", "tue")),
            question("style", "choice", options=options("calm", "fast")),
            question("shift", "choice", options=options("one", "two")),
            question("mark", "scale", least=1, most=10),
            question("capacity", "number", least=1, most=3),
            question("wish", "choices", options=options("pairs")),
            question("ready", "yes-no"),
            question("wanted", "grades"),
            question("note", "text"),
        ],
    }


def base(key: str, side: str) -> dict[str, Any]:
    return {
        "key": key,
        "title": key,
        "side": side,
        "category": "pupil",
        "questionnaire": questionnaire(f"{key}-questions"),
        "requirements": [{"fact": "age", "label": "возраст", "least": 10, "most": 19}],
        "capacity": {"question": "capacity", "default": 1, "ceiling": 2},
    }


SMALL: dict[str, Any] = {
    "key": "small",
    "title": "Малая программа",
    "road_map": "R0",
    "about": "для проверки",
    "date": "2026-09-01",
    "start": "2026-10-01",
    "end": "2027-05-25",
    "salt": "слово",
    "stages": ["answers"],
    "organisations": [
        {"key": "one", "name": "Школа № 1", "short": "Первая", "also": ["СОШ 1"]},
        {"key": "two", "name": "Школа № 2", "short": "Вторая"},
    ],
    "bases": [base("mentees", "mentee"), base("mentors", "mentor"), base("friends", "peers")],
    "forms": [
        {
            "key": "pairs",
            "title": "Ученик – ученик",
            "mentees": ["mentees"],
            "mentors": ["mentors"],
            "wished": "wish",
            "criteria": [
                criterion("older", "gap", "grade", force="must", settings={"least": 1, "most": 9}),
                criterion("days", "availability", "days", weight="очень важно", settings={"enough": 2}),
                criterion("style", "table", "style", points=1000, settings={"table": {"calm|calm": 100}}),
                criterion("near", "closeness", "mark", weight="важно", settings={"span": 5}),
                criterion("shift", "zone", "shift", weight="не важно", settings={"same": "shift"}),
                {"key": "wanted", "kind": "within", "title": "Класс", "mentee": "grade", "mentor": "wanted",
                 "weight": "немного важно"},
                {"key": "again", "kind": "history", "title": "Снова", "points": 500,
                 "settings": {"partner": "keep"}},
            ],
            "role_models": [{"key": "study", "title": "роли", "print_label": "поддержка в учёбе"}],
            "priorities": [
                {"rank": 1, "requirement": {"fact": "grade", "label": "выпускной", "least": 9, "most": 9}}
            ],
        },
        {
            "key": "friends",
            "title": "Равный – равному",
            "arrangement": "peer-pairs",
            "mentees": ["friends"],
            "mentors": ["friends"],
            "criteria": [criterion("days", "availability", "days", weight="важно")],
        },
    ],
    "indicators": [{"key": "all", "title": "Все", "base": "mentees", "population": 26, "target": 50}],
    "order": {"preamble": "В целях", "duties": ["Закрепить"]},
    "short_terms": [{"grades": [9, 11], "end": "2027-04-30"}],
}  # fmt: skip


FORM = {
    "key": "student-student",
    "extends": "student-student",
    "mentees": ["pupils"],
    "mentors": ["pupil-mentors"],
}


def school(form: dict[str, Any] | None = None, **settings: Any) -> dict[str, Any]:
    """Return a programme of one school that takes all it can from the catalogue."""
    own = {"side": "mentee", "category": "pupil", "title": "База"}
    bases = [
        {**own, "key": "pupils", "questionnaire": settings.pop("questionnaire", "pupil-mentee")},
        {**own, "key": "pupil-mentors", "side": "mentor", "questionnaire": "pupil-mentor"},
    ]
    rest = {
        name: SMALL[name] for name in ("key", "title", "road_map", "about", "date", "start", "end", "salt")
    }
    forms = [{**FORM, "without": ["preference"], **(form or {})}]
    organisations = SMALL["organisations"]
    return {
        **rest, "stages": [], "organisations": organisations, "bases": bases, "forms": forms,
        "order": {"extends": "usual"}, **settings,
    }  # fmt: skip


def changed(*changes: tuple[tuple[str | int, ...], Any], of: dict[str, Any] = SMALL) -> dict[str, Any]:
    """Return a programme with settings replaced, added or removed."""
    programme = deepcopy(of)
    for path, value in changes:
        target = programme
        for step in path[:-1]:
            target = target[step]
        if value is GONE:
            del target[path[-1]]
        elif isinstance(target, list) and path[-1] == len(target):
            target.append(value)
        else:
            target[path[-1]] = value
    return programme


def load_table(table: dict[str, Any]) -> Programme:
    return load_programme(json.dumps(table, ensure_ascii=False).encode())


def faults_of(table: dict[str, Any]) -> tuple[Finding, ...]:
    """Return the faults of a programme; none when it loads."""
    try:
        load_table(table)
    except InputRefused as refused:
        return refused.findings
    return ()
