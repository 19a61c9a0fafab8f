"""Forms: whose bases they join, who may wish for them, and what they compare."""

from questionnaires.loading.faults.place import Path
from questionnaires.loading.references.criterion import check_criteria
from questionnaires.loading.references.question import check_order, check_requirement, check_requirements
from questionnaires.loading.references.report import Report, twice
from questionnaires.loading.toml import Table
from questionnaires.programme import Arrangement, Side

PEERS = frozenset({Arrangement.PEER_PAIRS, Arrangement.PEER_GROUPS})


def check_form(report: Report, path: Path, form: Table) -> None:
    """Note every fault of a form."""
    for name in ("criteria", "role_models"):
        twice(report, (*path, name), form.get(name, []))
    if form.get("arrangement") in PEERS:
        sides = {"mentees": Side.PEERS, "mentors": Side.PEERS}
        if form.get("mentees") != form.get("mentors") or len(form.get("mentees", [])) != 1:
            report.add("peers-one-base", path)
    else:
        sides = {"mentees": Side.MENTEE, "mentors": Side.MENTOR}
    for name, side in sides.items():
        _check_side(report, (*path, name), form.get(name), side)
    check_order(report, path, form, ("group_least", "group_most"))
    _check_wished(report, path, form)
    _check_priorities(report, path, form)
    _check_mentee_requirements(report, path, form)
    check_criteria(report, path, form, *(members(report, form, name) for name in sides))


def members(report: Report, form: Table, name: str) -> list[Table]:
    """Return the bases of one side of a form that exist."""
    bases = report.bases()
    return [bases[key] for key in form.get(name, []) if key in bases]


def _check_side(report: Report, path: Path, keys: list[str] | None, side: Side) -> None:
    if keys is None:
        return
    bases = report.bases()
    suitable = [key for key, base in bases.items() if base.get("side") is side]
    if not keys:
        report.add("no-base", path, known=", ".join(suitable) or "—")
    for number, key in enumerate(keys):
        if key in keys[:number]:
            report.add("duplicate-entry", path, found=key)
        elif key not in bases:
            report.unknown("unknown-base", path, key, bases)
        elif bases[key].get("side", side) is not side:
            report.unknown("wrong-side", path, key, suitable)


def _check_wished(report: Report, path: Path, form: Table) -> None:
    if "wished" not in form:
        return
    for base in members(report, form, "mentees"):
        question = report.question(base, form["wished"], (*path, "wished"))
        offered = (
            [option.get("key") for option in question.get("options", [])] if question else [form.get("key")]
        )
        if form.get("key") not in offered:
            report.add("wished-not-offered", (*path, "wished"), question=form["wished"], base=base["key"])


def _check_priorities(report: Report, path: Path, form: Table) -> None:
    for number, priority in enumerate(form.get("priorities", [])):
        for base in members(report, form, "mentees"):
            where = (*path, "priorities", number, "requirement")
            check_requirement(report, where, priority.get("requirement", {"least": 0}), base)


def _check_mentee_requirements(report: Report, path: Path, form: Table) -> None:
    where = (*path, "mentee_requirements")
    if form.get("mentee_requirements") and form.get("arrangement") in PEERS:
        report.add("peers-open-to-all", where)
    for base in members(report, form, "mentees"):
        check_requirements(report, where, form.get("mentee_requirements", []), base)
