"""Everything a run says of one person: the pair and its reasons, or why there is none yet."""

from collections.abc import Iterator

from matcher.explain.near import explain_near
from matcher.explain.screen import screen
from matcher.explain.stranded import why_stranded
from matcher.explain.together import explain_together
from matcher.matching import Run
from matcher.result import Unmatched
from questionnaires.wording import Wording, both, join

NOBODY = Wording("Кода {code} нет в этом подборе.", "The code {code} is not in this run.")
ABSENT = Wording("{code} не участвует: {reasons}.", "{code} does not take part: {reasons}.")
WAITING = Wording("{code}: пока без наставника. {reason}", "{code}: no mentor yet. {reason}")
FUNNEL = Wording("Подходили: {steps}.", "Who fitted: {steps}.")
RIVALS = Wording("На тех же местах: {who}.", "Who has those places: {who}.")
IDLE = Wording(
    "{code}: наставник готов, наставляемого пока нет.", "{code}: a mentor who is ready and has no mentee yet."
)
NOBODY_FITS = Wording(
    "{code}: наставник готов, но никто из наставляемых не подходит. {why}",
    "{code}: a mentor who is ready, but no mentee fits. {why}",
)
GROUP = Wording("{code} — в группе: {who}.", "{code} is in the group: {who}.")
PEERS = Wording("{code} и {other} — пара «равный – равному».", "{code} and {other} are a pair of peers.")


def explain_person(run: Run, code: str) -> tuple[Wording, ...]:
    """Return why this person has these partners, or none."""
    lines = [*_pairs(run, code), *_groups(run, code), *_waiting(run, code), *_absent(run, code)]
    if not lines and code in run.result.idle_mentors:
        lines = [_idle(run, code)]
    return tuple(lines) or (NOBODY.format(code=code),)


def _pairs(run: Run, code: str) -> Iterator[Wording]:
    seats = set(run.assembly.seats)
    for pair in run.result.pairs:
        if code not in (pair.mentee, pair.mentor):
            continue
        if (pair.form, pair.mentor) in seats:
            yield from explain_together(run, pair.mentee, pair.mentor)
            yield from explain_near(run, pair)
        else:
            yield PEERS.format(code=code, other=pair.mentor if code == pair.mentee else pair.mentee)


def _groups(run: Run, code: str) -> Iterator[Wording]:
    for group in run.result.groups:
        if code in group.members:
            yield GROUP.format(code=code, who=", ".join(member for member in group.members if member != code))


def _waiting(run: Run, code: str) -> Iterator[Wording]:
    for person in run.result.unmatched:
        if person.mentee == code:
            yield WAITING.format(code=code, reason=person.reason)
            yield _funnel(person)
            if person.rivals:
                yield RIVALS.format(who=", ".join(person.rivals))
            if person.remedy:
                yield person.remedy


def _funnel(person: Unmatched) -> Wording:
    steps = (both("{must}: {left}").format(must=step.must, left=step.left) for step in person.funnel)
    return FUNNEL.format(steps=join(steps, " → "))


def _idle(run: Run, code: str) -> Wording:
    """Return that a mentor has nobody, and why when nobody could ever fit."""
    screened = screen(run.assembly, ())
    columns = [j for j, (_, mentor) in enumerate(run.assembly.seats) if mentor == code]
    if screened.allowed[:, columns].any():
        return IDLE.format(code=code)
    return NOBODY_FITS.format(code=code, why=why_stranded(screened, columns))


def _absent(run: Run, code: str) -> Iterator[Wording]:
    for absence in run.result.absences:
        if absence.code == code:
            yield ABSENT.format(code=code, reasons=join(absence.reasons, "; "))
