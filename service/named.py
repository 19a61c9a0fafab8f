"""Names beside codes: the solving part knows codes only, and a curator knows people."""

import re
from collections.abc import Mapping

from questionnaires.answers import Answers
from questionnaires.programme import Programme
from questionnaires.wording import Wording

CODE = re.compile(r"[НМУ]-\d+")
"""A code of the register wherever it stands in a text."""


def fold_name(name: str) -> str:
    """Return a name as it is compared: one case, single spaces, ё as е."""
    return " ".join(name.casefold().replace("ё", "е").split())


def with_names(line: Wording, names: Mapping[str, str]) -> Wording:
    """Put the name before every code that has one."""

    def named(match: re.Match[str]) -> str:
        code = match.group()
        return f"{names[code]} ({code})" if code in names else code

    return Wording(CODE.sub(named, line.ru), CODE.sub(named, line.en))


def open_names(programme: Programme, answers: Answers) -> dict[str, str]:
    """Return the names by code that any screen may show: people kept apart stay codes."""
    apart = {base.key for base in programme.bases if base.private}
    return {person.code: person.name for person in answers.people if person.base not in apart}
