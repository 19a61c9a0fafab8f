"""Questions, their options, and the requirements made of their answers."""

from questionnaires.loading.faults.place import Path
from questionnaires.loading.references.report import Report, twice
from questionnaires.loading.toml import Table
from questionnaires.question import Kind

CLOSED = frozenset({Kind.CHOICE, Kind.CHOICES})
COUNTED = frozenset({Kind.SCALE, Kind.NUMBER, Kind.HOURS, Kind.GRADE})


def check_questionnaire(report: Report, path: Path, questionnaire: Table) -> None:
    """Note faults of a questionnaire: keys and texts used twice, options, bounds."""
    questions = questionnaire.get("questions", [])
    twice(report, (*path, "questions"), questions)
    _texts_twice(report, (*path, "questions"), questions, "text")
    for number, question in enumerate(questions):
        _check_question(report, (*path, "questions", number), question)


def _check_question(report: Report, path: Path, question: Table) -> None:
    kind, options = question.get("kind"), question.get("options", [])
    twice(report, (*path, "options"), options)
    _texts_twice(report, (*path, "options"), options, "label")
    if kind in CLOSED and not options:
        report.add("options-missing", path)
    if options and kind is not None and kind not in CLOSED:
        report.add("options-unexpected", path, found=kind.value)
    if kind is Kind.SCALE and not ("least" in question and "most" in question):
        report.add("scale-bounds", path)
    check_order(report, path, question)


def check_order(report: Report, path: Path, table: Table, names: tuple[str, str] = ("least", "most")) -> None:
    """Note bounds of which the least exceeds the most."""
    least, most = (table.get(name) for name in names)
    if least is not None and most is not None and least > most:
        report.add("least-over-most", path, least=least, most=most)


def check_requirements(report: Report, path: Path, requirements: list[Table], base: Table) -> None:
    """Note requirements of a base that no answer could meet or that ask nothing."""
    for number, requirement in enumerate(requirements):
        check_requirement(report, (*path, number), requirement, base)


def check_requirement(report: Report, path: Path, requirement: Table, base: Table) -> None:
    """Note the faults of one requirement against the questions of a base."""
    check_order(report, path, requirement)
    if not {"least", "most", "one_of"} & set(requirement):
        report.add("bound-missing", path)
    fact = requirement.get("fact")
    question = (
        report.question(base, "birth_date" if fact == "age" else fact, (*path, "fact")) if fact else None
    )
    if question is None or "kind" not in question:
        return
    if fact != "age" and question["kind"] not in COUNTED and {"least", "most"} & set(requirement):
        report.add("not-a-number", path, found=fact)
    _check_options(report, path, requirement, question)


def _check_options(report: Report, path: Path, requirement: Table, question: Table) -> None:
    known = [option.get("key", "") for option in question.get("options", [])]
    known += ["yes", "no"] if question["kind"] is Kind.YES_NO else []
    for option in requirement.get("one_of", []):
        if known and option not in known:
            report.unknown("unknown-option", (*path, "one_of"), option, known, question=question["key"])


def _texts_twice(report: Report, path: Path, entries: list[Table], name: str) -> None:
    owners: dict[str, str] = {}
    for number, entry in enumerate(entries):
        for text in dict.fromkeys(filter(None, [entry.get(name), *entry.get("also", [])])):
            folded = " ".join(text.casefold().split())
            owner = owners.setdefault(folded, entry.get("key", ""))
            if owner != entry.get("key", ""):
                report.add("duplicate-text", (*path, number), found=text, other=owner)
