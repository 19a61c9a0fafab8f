"""What no single setting shows: names that lead nowhere, names used twice, dates out of order.

Every check looks at the sound part of a file only, so that one slip does not hide the next.
"""

from itertools import pairwise

from questionnaires.finding import Finding
from questionnaires.loading.references.form import check_form
from questionnaires.loading.references.question import check_questionnaire, check_requirements
from questionnaires.loading.references.report import Report, twice
from questionnaires.loading.toml import Table
from questionnaires.programme import Stage

PAPERS = {Stage.THIRD_PARTY: "third_party", Stage.MEETING: "preferences", Stage.VERDICTS: "verdicts"}
"""Stages that cannot be done without a questionnaire."""


def check_references(programme: Table, file: str) -> list[Finding]:
    """Return every fault between the settings of a programme whose own shapes were checked before."""
    report = Report(file, programme)
    for name in ("organisations", "bases", "forms", "indicators", "consents"):
        twice(report, (name,), programme.get(name, []))
    _check_organisations(report, programme)
    _check_dates(report, programme)
    _check_papers(report, programme)
    _check_bases(report, programme)
    for number, form in enumerate(programme.get("forms", [])):
        check_form(report, ("forms", number), form)
    _check_indicators(report, programme)
    return report.findings


def fold(name: str) -> str:
    """Return a name as it is compared: no case, no double spaces, ё as е, any quotes as one."""
    return " ".join(name.casefold().replace("ё", "е").replace("«", '"').replace("»", '"').split())


def _check_organisations(report: Report, programme: Table) -> None:
    owners: dict[str, str] = {}
    for number, organisation in enumerate(programme.get("organisations", [])):
        key = organisation.get("key", "")
        names = [organisation.get("name"), organisation.get("short"), *organisation.get("also", [])]
        for name in dict.fromkeys(filter(None, names)):
            owner = owners.setdefault(fold(name), key)
            if owner != key:
                report.add("duplicate-spelling", ("organisations", number), found=name, other=owner)


def _check_dates(report: Report, programme: Table) -> None:
    days = [(name, programme[name]) for name in ("date", "start", "end") if name in programme]
    for (before, earlier), (name, later) in pairwise(days):
        if later < earlier:
            report.add("dates-order", (name,), found=later, before=f"{before} ({earlier})")
    for number, term in enumerate(programme.get("short_terms", [])):
        if "end" in term and "start" in programme and term["end"] < programme["start"]:
            where = ("short_terms", number, "end")
            report.add("dates-order", where, found=term["end"], before=f"start ({programme['start']})")
    if not programme.get("salt", "").strip():
        report.add("salt-missing", ("salt",))


def _check_papers(report: Report, programme: Table) -> None:
    for stage in programme.get("stages", []):
        if stage in PAPERS and PAPERS[stage] not in programme:
            report.add("stage-without-paper", ("stages",), found=stage.value, needed=PAPERS[stage])
    for name in ("third_party", "preferences", "verdicts"):
        if name in programme:
            check_questionnaire(report, (name,), programme[name])
    for number, questionnaire in enumerate(programme.get("monitoring", [])):
        check_questionnaire(report, ("monitoring", number), questionnaire)


def _check_bases(report: Report, programme: Table) -> None:
    for number, base in enumerate(programme.get("bases", [])):
        where = ("bases", number)
        check_questionnaire(report, (*where, "questionnaire"), base.get("questionnaire", {}))
        for name in ("where", "requirements"):
            check_requirements(report, (*where, name), base.get(name, []), base)
        _check_capacity(report, number, base)


def _check_capacity(report: Report, number: int, base: Table) -> None:
    capacity, where = base.get("capacity", {}), ("bases", number, "capacity")
    if "question" in capacity:
        report.question(base, capacity["question"], (*where, "question"))
    default, ceiling = capacity.get("default", 1), capacity.get("ceiling", 3)
    if default > ceiling:
        report.add("least-over-most", where, least=default, most=ceiling)


def _check_indicators(report: Report, programme: Table) -> None:
    bases = report.bases()
    for number, indicator in enumerate(programme.get("indicators", [])):
        where = ("indicators", number)
        if "base" in indicator and indicator["base"] not in bases:
            report.unknown("unknown-base", (*where, "base"), indicator["base"], bases)
        elif "base" in indicator:
            requirements = indicator.get("requirements", [])
            check_requirements(report, (*where, "requirements"), requirements, bases[indicator["base"]])
