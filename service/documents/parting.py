"""A run parted in two: what may be told openly, and what concerns people of bases that are kept apart.

Papers made of the open part cannot tell the other one, not even by a difference of two totals: those people are in no
number of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from matcher.matching import FORMS
from matcher.result import PartialProof, Result
from questionnaires.answers import Answers
from questionnaires.finding import Finding
from questionnaires.people import People
from questionnaires.programme import Base, Programme, ProgrammeForm, Side
from service.view import RunView


def has_private(programme: Programme) -> bool:
    """Whether the programme keeps a base apart."""
    return any(base.private for base in programme.bases)


def open_part(view: RunView) -> RunView:
    """Return the run without the people of bases that are kept apart."""
    return _part(view, lambda base: not base.private) if has_private(view.programme) else view


def private_part(view: RunView) -> RunView | None:
    """Return the run of the people of bases that are kept apart, with all mentors; None when there is none."""
    if not has_private(view.programme):
        return None
    return _part(view, lambda base: base.private or base.side is Side.MENTOR)


def _part(view: RunView, stays: Callable[[Base], bool]) -> RunView:
    kept = {base.key for base in view.programme.bases if stays(base)}
    hidden = frozenset(person.code for person in view.answers.people if person.base not in kept)
    return replace(
        view,
        programme=_programme(view.programme, kept),
        answers=_answers(view.answers, kept, hidden),
        result=_result(view.result, kept, hidden, _mentees_of(view, kept)),
    )


def _mentees_of(view: RunView, kept: set[str]) -> frozenset[str]:
    """Return the mentees of the part: a pair belongs to the part its mentee belongs to."""
    sides = {base.key for base in view.programme.bases if base.key in kept and base.side is not Side.MENTOR}
    return frozenset(person.code for person in view.answers.people if person.base in sides)


def _programme(programme: Programme, kept: set[str]) -> Programme:
    forms = [_form(form, kept) for form in programme.forms]
    return replace(
        programme,
        bases=tuple(base for base in programme.bases if base.key in kept),
        forms=tuple(form for form in forms if form.mentees and form.mentors),
        indicators=tuple(indicator for indicator in programme.indicators if indicator.base in kept),
    )


def _form(form: ProgrammeForm, kept: set[str]) -> ProgrammeForm:
    mentees = tuple(key for key in form.mentees if key in kept)
    return replace(form, mentees=mentees, mentors=tuple(key for key in form.mentors if key in kept))


def _answers(answers: Answers, kept: set[str], hidden: frozenset[str]) -> Answers:
    files = {tally.file for tally in answers.tallies if tally.base in kept}
    others = {tally.file for tally in answers.tallies} - files
    return replace(
        answers,
        people=People(tuple(person for person in answers.people if person.code not in hidden)),
        bases=tuple(base for base in answers.bases if base.base in kept),
        records=tuple(record for record in answers.records if record.code not in hidden),
        requests={code: topics for code, topics in answers.requests.items() if code not in hidden},
        monitoring=tuple(each for each in answers.monitoring if each.code not in hidden),
        preferences=tuple(each for each in answers.preferences if each.code not in hidden),
        verdicts=tuple(v for v in answers.verdicts if not hidden & {v.mentee, v.mentor}),
        locks=tuple(lock for lock in answers.locks if not hidden & {lock.mentee, lock.mentor}),
        previous=tuple(pair for pair in answers.previous if not hidden & {pair.mentee, pair.mentor}),
        tallies=tuple(tally for tally in answers.tallies if tally.base in kept),
        findings=tuple(_findings(answers, others, hidden)),
    )


def _findings(answers: Answers, others: set[str], hidden: frozenset[str]) -> Iterable[Finding]:
    """Yield the findings of the part's own files that name nobody of the other part."""
    names = [person.name for person in answers.people if person.code in hidden]
    codes = sorted(hidden)
    for finding in answers.findings:
        said = f"{finding.reason.ru} {finding.remedy.ru} {finding.found or ''}"
        if finding.file not in others and not any(word in said for word in (*names, *codes)):
            yield finding


def _result(result: Result, kept: set[str], hidden: frozenset[str], mentees: frozenset[str]) -> Result:
    pairs = tuple(pair for pair in result.pairs if pair.mentee in mentees and pair.mentor not in hidden)
    unmatched = tuple(
        replace(person, rivals=tuple(code for code in person.rivals if code not in hidden))
        for person in result.unmatched
        if person.mentee in mentees
    )
    part = replace(
        result,
        pairs=pairs,
        groups=tuple(group for group in result.groups if not hidden.intersection(group.members)),
        unmatched=unmatched,
        absences=tuple(absence for absence in result.absences if absence.code not in hidden),
        ready={base: codes for base, codes in result.ready.items() if base in kept},
        changes=tuple(change for change in result.changes if change.mentee in mentees),
        shortlist=tuple(entry for entry in result.shortlist if entry.mentee in mentees),
    )
    return replace(part, proofs=tuple(_proof(proof, part) for proof in result.proofs))


def _proof(proof: PartialProof, part: Result) -> PartialProof:
    """Return the joint proof with the figures of the part only; how far it is from its bound stays."""
    if proof.part != FORMS or proof.objective is None:
        return proof
    own = {other.part for other in part.proofs} - {FORMS}  # forms of peers have proofs of their own
    joint = [pair for pair in part.pairs if pair.form not in own]
    alone = [person for person in part.unmatched if not own.intersection(person.forms)]
    total = sum(pair.points for pair in joint)
    served = len({pair.mentee for pair in joint})
    bound = None if proof.bound is None else total + proof.bound - proof.objective
    return replace(proof, objective=total, bound=bound, served=served, people=served + len(alone))
