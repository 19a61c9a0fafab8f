"""Decisions that contradict the musts or each other, found before solving and said in words."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from matcher.admission import Cast
from matcher.assembly import PEERS, Assembly
from matcher.decisions import Decisions
from questionnaires.programme import Programme, ProgrammeForm
from questionnaires.wording import Wording, join

NOT_TAKING_PART = Wording(
    "Пару {mentee} и {mentor} решено оставить вместе, но {who} не участвует: {reasons}. "
    "Устраните причину или отмените решение.",
    "The pair {mentee} and {mentor} is to stay together, but {who} does not take part: {reasons}. "
    "Remove the reason or withdraw the decision.",
)
NO_COMMON_FORM = Wording(
    "Пару {mentee} и {mentor} решено оставить вместе, но у них нет общей формы наставничества. Отмените решение.",
    "The pair {mentee} and {mentor} is to stay together, but no form has both. Withdraw the decision.",
)
BREAKS_MUST = Wording(
    "Пару {mentee} и {mentor} решено оставить вместе, но обязательное условие не выполнено: {musts}. "
    "Отмените решение или условие.",
    "The pair {mentee} and {mentor} is to stay together, but a must is not met: {musts}. "
    "Withdraw the decision or the must.",
)
BOTH_WAYS = Wording(
    "О паре {mentee} и {mentor} решено и «оставить вместе», и «не ставить вместе». Оставьте одно решение.",
    "The pair {mentee} and {mentor} is both to stay together and to be kept apart. Keep one decision.",
)
TOO_MANY = Wording(
    "Наставнику {mentor} решено оставить наставляемых: {count}, а мест у него {most}. "
    "Отмените решений: {over} или прибавьте мест.",
    "Mentor {mentor} is to keep {count} mentees but has {most} places. Withdraw {over} decisions or add places.",
)
TWO_MENTORS = Wording(
    "Наставляемого {mentee} решено оставить с наставниками: {count}, а положено: {most}. Отмените лишнее решение.",
    "Mentee {mentee} is to stay with {count} mentors but may have {most}. Withdraw a decision.",
)


def find_conflicts(
    programme: Programme, cast: Cast, decided: Decisions, assembly: Assembly
) -> tuple[Wording, ...]:
    """Return every contradiction among decisions, musts and places; empty when there is none."""
    return (
        *_both_ways(decided),
        *_astray(programme, cast, assembly),
        *_broken(assembly),
        *dict.fromkeys(_over_quota(programme, assembly)),
    )


def _both_ways(decided: Decisions) -> Iterator[Wording]:
    for mentee, mentor in sorted(decided.apart & decided.locked.keys()):
        yield BOTH_WAYS.format(mentee=mentee, mentor=mentor)


def _astray(programme: Programme, cast: Cast, assembly: Assembly) -> Iterator[Wording]:
    absent = {absence.code: absence.reasons for absence in cast.absences}
    peers = [_codes(form, cast) for form in programme.forms if form.arrangement in PEERS]
    for mentee, mentor in assembly.astray:
        if any({mentee, mentor} <= codes for codes in peers):
            continue  # a decision about peers is for the form of peers
        gone = [code for code in (mentee, mentor) if code in absent]
        if not gone:
            yield NO_COMMON_FORM.format(mentee=mentee, mentor=mentor)
        for who in gone:
            reasons = join(absent[who], ", ")
            yield NOT_TAKING_PART.format(mentee=mentee, mentor=mentor, who=who, reasons=reasons)


def _codes(form: ProgrammeForm, cast: Cast) -> set[str]:
    return {code for base in form.mentees for code in cast.ready[base].codes}


def _broken(assembly: Assembly) -> Iterator[Wording]:
    for row, column in sorted(assembly.origins):
        table, i, j = assembly.place_in_form(row, column)
        musts = table.scores.broken(i, j)
        if musts:
            mentee, mentor = assembly.mentees[row], assembly.seats[column][1]
            yield BREAKS_MUST.format(mentee=mentee, mentor=mentor, musts=join(musts, "; "))


def _over_quota(programme: Programme, assembly: Assembly) -> Iterator[Wording]:
    """Yield mentors with more decided mentees than places: in one form, or in all forms of one human."""
    loads = Counter(column for _, column in assembly.origins)
    upper = np.broadcast_to(np.asarray(assembly.problem.upper), (len(assembly.seats),))
    groups = [((column,), int(upper[column])) for column in sorted(loads)]
    for together, most in (*groups, *assembly.problem.shared_upper):
        count = sum(loads[column] for column in together)
        if count > most:
            mentor = assembly.seats[together[0]][1]
            yield TOO_MANY.format(mentor=mentor, count=count, most=most, over=count - most)
    for row, count in sorted(Counter(row for row, _ in assembly.origins).items()):
        if count > programme.mentors_per_mentee:
            yield TWO_MENTORS.format(
                mentee=assembly.mentees[row], count=count, most=programme.mentors_per_mentee
            )
