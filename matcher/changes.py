"""What a refresh changed: who got another mentor, why, and what it brought."""

from collections.abc import Iterator, Mapping, Sequence

from matcher.admission import Cast
from matcher.assembly import Assembly
from matcher.result import Change, Pair
from questionnaires.answers import Answers, EarlierPair, PairState
from questionnaires.wording import Wording

NEW = Wording("новая пара", "a new pair")
NOT_READY = Wording("{who} больше не участвует: {reasons}", "{who} no longer takes part: {reasons}")
GONE = Wording("{who} нет среди ответивших", "{who} is not among those who answered")
ENDED = Wording("пара завершила работу", "the pair has finished")
STOPPED = Wording("пара прекращена досрочно: {ground}", "the pair ended early: {ground}")
BETTER = Wording("подобран другой наставник", "another mentor was found")


def find_changes(
    answers: Answers, cast: Cast, assembly: Assembly, pairs: Sequence[Pair]
) -> tuple[Change, ...]:
    """Return every difference between the earlier pairs and these, in the order of the mentees' codes."""
    if not answers.previous:
        return ()
    now = {pair.mentee: pair for pair in pairs}
    before = {pair.mentee: pair for pair in answers.previous if pair.state is not PairState.DECLINED}
    mentees = sorted(now.keys() | before.keys())
    return tuple(change for mentee in mentees for change in _of(mentee, before, now, cast, assembly))


def _of(
    mentee: str, before: Mapping[str, EarlierPair], now: Mapping[str, Pair], cast: Cast, assembly: Assembly
) -> Iterator[Change]:
    old, new = before.get(mentee), now.get(mentee)
    if old and new and old.mentor == new.mentor and old.state is PairState.WORKING:
        return
    if not new and old and old.state is not PairState.WORKING:
        return
    gain = (new.points if new else 0) - _points(assembly, old)
    ground = _ground(old, cast, assembly) if old else NEW
    yield Change(
        mentee=mentee,
        before=old.mentor if old else None,
        after=new.mentor if new else None,
        gain=gain,
        ground=ground,
    )


def _points(assembly: Assembly, old: EarlierPair | None) -> int:
    """Return the points the earlier pair would have today; 0 when one of the two does not take part."""
    if old is None or old.mentee not in assembly.row_of or (old.form, old.mentor) not in assembly.seats:
        return 0
    row, column = assembly.row_of[old.mentee], assembly.seats.index((old.form, old.mentor))
    if row not in assembly.table_of(old.form).rows:
        return 0
    table, i, j = assembly.place_in_form(row, column)
    return sum(part.points for part in table.scores.parts(i, j))


def _ground(old: EarlierPair, cast: Cast, assembly: Assembly) -> Wording:
    if old.state is PairState.ENDED:
        return ENDED
    if old.state is PairState.STOPPED:
        return STOPPED.format(ground=old.ground)
    absent = {absence.code: absence.reasons for absence in cast.absences}
    here = {*assembly.row_of, *(code for _, code in assembly.seats)}
    for who in (old.mentor, old.mentee):
        if who in absent:
            return Wording(
                NOT_READY.ru.format(who=who, reasons=", ".join(r.ru for r in absent[who])),
                NOT_READY.en.format(who=who, reasons=", ".join(r.en for r in absent[who])),
            )
        if who not in here:
            return GONE.format(who=who)
    return BETTER
