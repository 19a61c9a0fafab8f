"""Criteria: their weights, their settings, and the questions they compare."""

from questionnaires.criterion import CriterionKind, Force
from questionnaires.loading.building import criterion_weights
from questionnaires.loading.faults.place import Path
from questionnaires.loading.references.report import Report, questions_of
from questionnaires.loading.shape.checking import span
from questionnaires.loading.shape.settings import ONE_SIDED, SETTINGS, fits
from questionnaires.loading.shape.sides import COMPARED, SHARED, kind_of, side_of
from questionnaires.loading.shape.weights import weights_fault
from questionnaires.loading.toml import Table


def check_criteria(
    report: Report, path: Path, form: Table, mentees: list[Table], mentors: list[Table]
) -> None:
    """Note every fault of the criteria of a form."""
    criteria = form.get("criteria", [])
    for number, criterion in enumerate(criteria):
        where = (*path, "criteria", number)
        _check_weight(report, where, criterion)
        if "kind" in criterion:
            _check_settings(report, where, criterion)
            _check_sides(report, where, criterion, mentees, mentors)
    _check_weights(report, path, criteria)


def _check_weight(report: Report, path: Path, criterion: Table) -> None:
    given = {"weight", "points"} & set(criterion)
    if criterion.get("force") is Force.MUST and given:
        report.add("must-with-weight", path)
    elif criterion.get("force") is Force.WISH and len(given) != 1:
        report.add("weight-twice" if given else "weight-missing", path)


def _check_weights(report: Report, path: Path, criteria: list[Table]) -> None:
    weights = criterion_weights(criteria)
    code = weights_fault(weights)
    if code is not None:
        points = sum(weight for weight in weights if isinstance(weight, int))
        report.add(code, (*path, "criteria"), found=points)


def _check_settings(report: Report, path: Path, criterion: Table) -> None:
    kind, given = criterion["kind"], criterion.get("settings", {})
    known = SETTINGS[kind]
    for name in given:
        if name not in known:
            report.unknown("setting-unknown", (*path, "settings", name), name, known, kind=kind.value)
        elif not fits(given[name], known[name]):
            where = (*path, "settings", name)
            report.add(
                known[name].type.value, where, found=repr(given[name]), range=span(known[name].least, None)
            )
    for name, setting in known.items():
        if setting.required and name not in given:
            report.add("setting-missing", (*path, "settings"), found=name, kind=kind.value)
    _check_bounds(report, path, given)


def _check_bounds(report: Report, path: Path, given: Table) -> None:
    least, most = given.get("least"), given.get("most")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        report.add("least-over-most", (*path, "settings"), least=least, most=most)


def _check_sides(
    report: Report, path: Path, criterion: Table, mentees: list[Table], mentors: list[Table]
) -> None:
    kind = criterion["kind"]
    if kind is CriterionKind.PREFERENCE and "preferences" not in report.programme:
        report.add("no-questionnaire", path, found="preferences")
    if kind in ONE_SIDED:
        return
    asked = [
        _asked(report, (*path, "mentee"), criterion, "mentee", mentees),
        _asked(report, (*path, "mentor"), criterion, "mentor", mentors),
    ]
    own_first = criterion.get("settings", {}).get("own_first")
    if kind is CriterionKind.ZONE and isinstance(own_first, str):
        for base in [*mentees, *mentors]:
            report.question(base, own_first, (*path, "settings", "own_first"))
    _check_options(report, path, criterion, *asked)


def _asked(report: Report, path: Path, criterion: Table, side: str, bases: list[Table]) -> list[Table]:
    """Return the questions of one side, one per base; note those not asked or of an unsuitable kind."""
    key, kind = side_of(criterion, side), criterion["kind"]
    if kind is CriterionKind.REQUEST and side == "mentee":
        if "third_party" not in report.programme:
            report.add("no-questionnaire", path, found="third_party")
            return []
        bases = [{"key": "third_party", "questionnaire": report.programme["third_party"]}]
    questions = []
    for base in bases:
        fact = "birth_date" if key == "age" else key
        if key == "organisation" and key not in questions_of(base):
            continue
        question = report.question(base, fact, path)
        if question is not None:
            _check_kind(report, path, criterion, side, {**question, "key": key})
            questions.append(question)
    return questions


def _check_kind(report: Report, path: Path, criterion: Table, side: str, question: Table) -> None:
    suitable = COMPARED[criterion["kind"]][side]
    found = kind_of(question)
    if found is not None and found not in suitable:
        report.unknown(
            "wrong-kind",
            path,
            found,
            sorted(suitable),
            question=question["key"],
            kind=criterion["kind"].value,
        )


def _check_options(
    report: Report, path: Path, criterion: Table, mentees: list[Table], mentors: list[Table]
) -> None:
    if criterion["kind"] in SHARED:
        for mentee in mentees:
            for mentor in mentors:
                if _options(mentee) and _options(mentor) and not _options(mentee) & _options(mentor):
                    report.add("nothing-in-common", path, found=mentee["key"], other=mentor["key"])
    table = criterion.get("settings", {}).get("table")
    if criterion["kind"] is CriterionKind.TABLE and fits(table, SETTINGS[criterion["kind"]]["table"]):
        _check_table(report, (*path, "settings", "table"), table, (mentees, mentors))


def _check_table(report: Report, path: Path, table: Table, sides: tuple[list[Table], list[Table]]) -> None:
    for pair in table:
        options = pair.split("|")
        if len(options) != 2:
            report.add("table-pair", path, found=pair)
            continue
        for option, questions in zip(options, sides, strict=True):
            known = sorted(set().union(*map(_options, questions)))
            # A scale, a class or yes and no has no options: what its answers can be is known where it is compared.
            if questions and all(map(_options, questions)) and option not in known:
                report.unknown("unknown-option", path, option, known, question=questions[0]["key"])


def _options(question: Table) -> set[str]:
    return {option["key"] for option in question.get("options", []) if "key" in option}
