"""What a refresh changed: who got another partner, why, and what it brought."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.admission import Cast
from matcher.assembly import Assembly
from matcher.joint.decided import best_seat
from matcher.result import Change, Pair, PeerGroup
from questionnaires.answers import Answers, EarlierPair, PairState
from questionnaires.wording import Wording, join

if TYPE_CHECKING:
    from matcher.peers import PeerResult

NEW = Wording("новая пара", "a new pair")
NOT_READY = Wording("{who} больше не участвует: {reasons}", "{who} no longer takes part: {reasons}")
GONE = Wording("{who} нет среди ответивших", "{who} is not among those who answered")
ENDED = Wording("пара завершила работу", "the pair has finished")
STOPPED = Wording("пара прекращена досрочно: {ground}", "the pair ended early: {ground}")
DECIDED = Wording(
    "решение куратора или отказ одного из двоих", "a curator's decision, or one of the two declined"
)
NO_FORM = Wording("у двоих больше нет общей формы наставничества", "the two no longer share a form")
BROKEN = Wording("обязательное условие больше не выполнено: {musts}", "a must no longer holds: {musts}")
OTHER = Wording("подобран другой наставник", "another mentor was found")
PLACE_LOST = Wording("место у наставника отдано другой паре", "the mentor's place went to another pair")

Couples = Sequence[tuple[str, str]]
"""Codes of two people who work together, the mentee's first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Refreshed:
    """What is needed to compare a run with the earlier one."""

    cast: Cast
    assembly: Assembly
    peers: frozenset[str]
    """Forms in which nobody is a mentor."""

    @property
    def here(self) -> set[str]:
        """Codes of everybody who takes part."""
        return {code for crowd in self.cast.ready.values() for code in crowd.codes}


def find_changes(
    answers: Answers,
    cast: Cast,
    assembly: Assembly,
    pairs: Sequence[Pair],
    peers: Mapping[str, Couples],
) -> tuple[Change, ...]:
    """Return every difference between the earlier pairs and these, in the order of the mentees' codes.

    A person may have several partners, so sets of pairs are compared; of a person who lost one partner and got one, the
    two are one change.

    Parameters
    ----------
    peers
        Form in which nobody is a mentor → its couples: of a pair its two, of a group as `couples_of` names them.
    """
    if not answers.previous:
        return ()
    run = Refreshed(cast=cast, assembly=assembly, peers=frozenset(peers))
    humans = answers.people.humans()
    now = _by_person(_named(pairs, peers), humans, run)
    before = _by_person(
        ((p.form, p.mentee, p.mentor, p) for p in answers.previous if p.is_recent),
        humans,
        run,
    )
    points = {(pair.mentee, pair.mentor): pair.points for pair in pairs}
    mentees = sorted(now.keys() | before.keys())
    return tuple(c for m in mentees for c in _of(run, before.get(m, {}), now.get(m, {}), points))


_Key = tuple[str, ...]
_Pairs = Mapping[_Key, tuple[str, str, EarlierPair | None]]


def couples_of(peers: "Sequence[PeerResult]", previous: Sequence[EarlierPair]) -> dict[str, Couples]:
    """Return form → its couples, of what was decided inside bases; earlier ones of a group stay as they were named."""
    return {
        part.proof.part: (
            *((pair.mentee, pair.mentor) for pair in part.pairs),
            *(couple for group in part.groups for couple in _couples_of_group(group, previous)),
        )
        for part in peers
    }


def _couples_of_group(group: PeerGroup, previous: Sequence[EarlierPair]) -> Iterator[tuple[str, str]]:
    """Yield the earlier couples that are together again, and everybody else with the first member."""
    first, *others = group.members
    again = {
        pair.mentee: pair.mentor
        for pair in previous
        if pair.form == group.form
        and pair.state is PairState.WORKING
        and {pair.mentee, pair.mentor} <= {*group.members}
    }
    yield from again.items()
    yield from ((other, first) for other in others if other not in again and again.get(first) != other)


def _named(
    pairs: Sequence[Pair], peers: Mapping[str, Couples]
) -> Iterator[tuple[str, str, str, EarlierPair | None]]:
    """Yield (form, mentee, mentor) of every pair and of every couple of peers."""
    for pair in pairs:
        yield pair.form, pair.mentee, pair.mentor, None
    for form, couples in peers.items():
        yield from ((form, one, other, None) for one, other in couples)


def _by_person(
    named: Iterator[tuple[str, str, str, EarlierPair | None]], humans: Mapping[str, str], run: Refreshed
) -> dict[str, dict[_Key, tuple[str, str, EarlierPair | None]]]:
    """Return person → key of the pair → the pair; the two of a pair of peers have one key, whoever is named first."""
    found: dict[str, dict[_Key, tuple[str, str, EarlierPair | None]]] = {}
    for form, mentee, mentor, earlier in named:
        two = (humans.get(mentee, mentee), humans.get(mentor, mentor))
        key = (form, *(sorted(two) if form in run.peers else two))
        person = key[1]
        # A pair that works outweighs an ended line about the same two.
        if earlier is None or earlier.state is PairState.WORKING or key not in found.get(person, {}):
            found.setdefault(person, {})[key] = (mentee, mentor, earlier)
    return found


def _of(
    run: Refreshed, before: _Pairs, now: _Pairs, points: Mapping[tuple[str, str], int]
) -> Iterator[Change]:
    lost = [pair for key, pair in before.items() if not _goes_on(pair, key in now)]
    found = [pair for key, pair in now.items() if key not in before or not _worked(before[key])]
    for k in range(max(len(lost), len(found))):
        old = lost[k] if k < len(lost) else None
        new = found[k] if k < len(found) else None
        if old and not new and not (_worked(old) or _is_news(old)):
            continue
        yield _change(run, old, new, points)


def _worked(pair: tuple[str, str, EarlierPair | None]) -> bool:
    return pair[2] is not None and pair[2].state is PairState.WORKING


def _is_news(pair: tuple[str, str, EarlierPair | None]) -> bool:
    """Return whether a pair is over and no order says so yet: its mentee has lost the mentor and got nobody."""
    return pair[2] is not None and pair[2].state is PairState.ENDED and not pair[2].completed


def _goes_on(pair: tuple[str, str, EarlierPair | None], stands: bool) -> bool:
    return stands and _worked(pair)


def _change(
    run: Refreshed,
    old: tuple[str, str, EarlierPair | None] | None,
    new: tuple[str, str, EarlierPair | None] | None,
    points: Mapping[tuple[str, str], int],
) -> Change:
    earlier = old[2] if old else None
    gain = (points.get(new[:2], 0) if new else 0) - (_points(run, earlier) if earlier else 0)
    chosen = new or old
    assert chosen is not None
    return Change(
        mentee=chosen[0],
        before=old[1] if old else None,
        after=new[1] if new else None,
        gain=gain,
        ground=_ground(run, earlier, has_another=new is not None) if earlier else NEW,
    )


def _points(run: Refreshed, old: EarlierPair) -> int:
    """Return the points the earlier pair would have today; 0 when one of the two does not take part."""
    column = best_seat(old.mentee, old.mentor, old.form, run.assembly.tables, run.assembly.row_of)
    if column is None:
        return 0
    table, i, j = run.assembly.place_in_form(run.assembly.row_of[old.mentee], column)
    return sum(part.points for part in table.scores.parts(i, j))


def _ground(run: Refreshed, old: EarlierPair, *, has_another: bool) -> Wording:
    if old.state is PairState.ENDED:
        return ENDED
    if old.state is PairState.STOPPED:
        return STOPPED.format(ground=old.ground)
    absent = {absence.code: absence.reasons for absence in run.cast.absences}
    for who in (old.mentor, old.mentee):
        if who in absent:
            return NOT_READY.format(who=who, reasons=join(absent[who], ", "))
        if who not in run.here:
            return GONE.format(who=who)
    if {(old.mentee, old.mentor), (old.mentor, old.mentee)} & run.assembly.apart:
        return DECIDED
    return _why_not(run, old) or (OTHER if has_another else PLACE_LOST)


def _why_not(run: Refreshed, old: EarlierPair) -> Wording | None:
    """Return what forbids the earlier pair today, or None when it is possible."""
    if old.form in run.peers:
        return None
    assembly = run.assembly
    column = best_seat(old.mentee, old.mentor, old.form, assembly.tables, assembly.row_of)
    if column is None:
        return NO_FORM
    table, i, j = assembly.place_in_form(assembly.row_of[old.mentee], column)
    musts = table.scores.broken(i, j)
    return BROKEN.format(musts=join(musts, "; ")) if musts else None
