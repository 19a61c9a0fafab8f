"""Gathering faults between settings, with their places."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from questionnaires.finding import Finding
from questionnaires.loading.faults.faults import fault, listed
from questionnaires.loading.faults.place import Path, place
from questionnaires.loading.toml import Table


@dataclass(slots=True)
class Report:
    """The faults found so far in one file.

    Parameters
    ----------
    file
        Name of the file.
    programme
        The sound part of the file, written out.
    """

    file: str
    programme: Table
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, path: Path, **values: object) -> None:
        """Note a fault at a place."""
        self.findings.append(fault(code, place(path, self.programme), self.file, **values))

    def unknown(self, code: str, path: Path, found: str, known: Iterable[str], **values: object) -> None:
        """Note a name that leads nowhere, with the names that would."""
        self.add(code, path, found=found, known=listed(known, found), **values)

    def bases(self) -> dict[str, Table]:
        """Return the bases of the programme by key."""
        return {base["key"]: base for base in self.programme.get("bases", []) if "key" in base}

    def question(self, base: Table, key: str, path: Path) -> Table | None:
        """Return a question of a base; note a fault and return None when it does not ask it."""
        questions = questions_of(base)
        # a questionnaire that could not be found is a fault already
        if key not in questions and "questions" in base.get("questionnaire", {}):
            self.unknown("unknown-question", path, key, questions, base=base.get("key", "?"))
        return questions.get(key)


def questions_of(base: Table) -> dict[str, Table]:
    """Return the questions of a base by key."""
    questions = base.get("questionnaire", {}).get("questions", [])
    return {question["key"]: question for question in questions if "key" in question}


def twice(report: Report, path: Path, entries: Iterable[Table]) -> None:
    """Note every entry whose key an earlier entry of the list has."""
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        key = entry.get("key")
        if key in seen:
            report.add("duplicate-key", (*path, number, "key"), found=key)
        if key is not None:
            seen.add(key)
