"""Where in a programme file something stands, as a person reads it: «form.student-student.floor»."""

from collections.abc import Sequence

Path = tuple[str | int, ...]
"""Names of settings and numbers of list entries, from the top of the file."""

_SINGULAR = {
    "forms": "form",
    "criteria": "criterion",
    "bases": "base",
    "organisations": "organisation",
    "questions": "question",
    "options": "option",
    "indicators": "indicator",
    "requirements": "requirement",
    "mentee_requirements": "mentee_requirement",
    "priorities": "priority",
    "role_models": "role_model",
    "consents": "consent",
    "short_terms": "short_term",
}


def place(path: Path, data: object) -> str:
    """Return the place in words: an entry of a list is called by its key, or by its number when it has none.

    >>> file = {"forms": [{"key": "peers", "criteria": [{"key": "days"}]}]}
    >>> place(("forms", 0, "criteria", 0, "points"), file)
    'form.peers.criterion.days.points'
    """
    words: list[str] = []
    for step, following in zip(path, (*path[1:], None), strict=True):
        data = _below(data, step)
        if isinstance(step, int):
            words.append(_name(data, step))
        else:
            words.append(_SINGULAR.get(step, step) if isinstance(following, int) else step)
    return ".".join(words)


def _below(data: object, step: str | int) -> object:
    if isinstance(step, int):
        return data[step] if isinstance(data, Sequence) and -1 < step < len(data) else None
    return data.get(step) if isinstance(data, dict) else None


def _name(entry: object, number: int) -> str:
    if isinstance(entry, dict):
        for setting in ("key", "use", "fact"):
            if isinstance(entry.get(setting), str) and entry[setting]:
                return str(entry[setting])
    return str(number + 1)
