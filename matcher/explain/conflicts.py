"""Decisions that contradict the musts or each other, found before solving and said in words."""

from collections import Counter
from collections.abc import Iterator

from matcher.admission import Cast
from matcher.assembly import Assembly
from matcher.decisions import Decisions
from matcher.joint.quotas import capacities_of
from questionnaires.programme import Programme
from questionnaires.wording import Wording

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
    "Наставляемого {mentee} решено оставить с наставниками: {count}, а положен один. Отмените лишнее решение.",
    "Mentee {mentee} is to stay with {count} mentors but may have one. Withdraw the decision that is too much.",
)


def find_conflicts(
    programme: Programme, cast: Cast, decided: Decisions, assembly: Assembly
) -> tuple[Wording, ...]:
    """Return every contradiction among decisions, musts and places; empty when there is none."""
    return (
        *_both_ways(decided),
        *_astray(cast, assembly),
        *_broken(assembly),
        *_over_quota(programme, cast, assembly),
    )


def _both_ways(decided: Decisions) -> Iterator[Wording]:
    for mentee, mentor in sorted(decided.apart & decided.locked.keys()):
        yield BOTH_WAYS.format(mentee=mentee, mentor=mentor)


def _astray(cast: Cast, assembly: Assembly) -> Iterator[Wording]:
    absent = {absence.code: absence.reasons for absence in cast.absences}
    for mentee, mentor in assembly.astray:
        gone = [code for code in (mentee, mentor) if code in absent]
        if not gone:
            yield NO_COMMON_FORM.format(mentee=mentee, mentor=mentor)
        for who in gone:
            fields = {"mentee": mentee, "mentor": mentor, "who": who}
            yield Wording(
                NOT_TAKING_PART.ru.format(**fields, reasons=", ".join(r.ru for r in absent[who])),
                NOT_TAKING_PART.en.format(**fields, reasons=", ".join(r.en for r in absent[who])),
            )


def _broken(assembly: Assembly) -> Iterator[Wording]:
    for row, column in sorted(assembly.origins):
        table, i, j = assembly.place_in_form(row, column)
        musts = table.scores.broken(i, j)
        if musts:
            fields = {"mentee": assembly.mentees[row], "mentor": assembly.seats[column][1]}
            yield Wording(
                BREAKS_MUST.ru.format(**fields, musts="; ".join(m.ru for m in musts)),
                BREAKS_MUST.en.format(**fields, musts="; ".join(m.en for m in musts)),
            )


def _over_quota(programme: Programme, cast: Cast, assembly: Assembly) -> Iterator[Wording]:
    capacities = capacities_of(programme, cast)
    loads = Counter(assembly.seats[column][1] for _, column in assembly.origins)
    for mentor, count in sorted(loads.items()):
        if count > capacities[mentor]:
            most = capacities[mentor]
            yield TOO_MANY.format(mentor=mentor, count=count, most=most, over=count - most)
    for row, count in sorted(Counter(row for row, _ in assembly.origins).items()):
        if count > programme.mentors_per_mentee:
            yield TWO_MENTORS.format(mentee=assembly.mentees[row], count=count)
