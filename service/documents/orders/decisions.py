"""What orders decide, pair by pair: who is included, replaced, stopped or ended, and whose order says so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from questionnaires.answers import EarlierPair, PairState
from questionnaires.people import Person
from questionnaires.programme import Category, Organisation, ProgrammeForm
from service.documents.pairs.endings import is_broken_off
from service.documents.pairs.terms import end_of_pair, first_days, is_refresh, start_of_new_pair
from service.documents.participants import Participants
from service.documents.words.names import sort_key
from service.view import RunView


class Kind(StrEnum):
    """Whose order it is: orders on pupils and on teachers are filed and shown apart."""

    PUPILS = "pupils"
    TEACHERS = "teachers"


class Act(StrEnum):
    """The three orders of a programme."""

    ASSIGNMENT = "assignment"
    CHANGES = "changes"
    COMPLETION = "completion"


class Step(StrEnum):
    """What is decided about one pair or group of peers."""

    INCLUDE = "include"
    REPLACE = "replace"
    STOP = "stop"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision.

    Parameters
    ----------
    mentees
        One person; several for a group of peers, which has no mentor.
    mentor
        The mentor now; for STOP and END the one there was.
    before
        For REPLACE: the mentor there was.
    ground
        As it was typed or computed; orders print it only in neutral words (`grounds.neutral`).
    began_on, ended_on
        For STOP and END: the first and the last day where they are known.
    """

    act: Act
    step: Step
    form: ProgrammeForm
    mentees: tuple[Person, ...]
    mentor: Person | None
    before: Person | None = None
    ground: str = ""
    began_on: date | None = None
    ended_on: date | None = None

    def people(self) -> tuple[Person, ...]:
        """Return everybody named in the decision."""
        return (*self.mentees, *(person for person in (self.mentor, self.before) if person))


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """The decisions of one order of one organisation.

    Parameters
    ----------
    place
        Which of the organisation's orders it is, from 0: decides its number. -1: none, the number is written by hand.
    """

    organisation: Organisation
    kind: Kind
    act: Act
    decisions: tuple[Decision, ...]
    place: int = -1

    @property
    def subject(self) -> str:
        """Return whose pairs it is about, «school-3-pupils»: an order of changes amends the one on the same."""
        return f"{self.organisation.key}-{self.kind}"


def find_dockets(people: Participants, *, ending: bool = False, private: bool = False) -> tuple[Docket, ...]:
    """Return the orders a run leads to, one per organisation, kind of participant and act.

    Parameters
    ----------
    ending
        Whether every working pair ends, as at the close of a programme.
    private
        False: decisions about nobody of a base kept apart. True: the others only.
    """
    decisions = [each for each in _decisions(people, ending) if is_private(people, each) is private]
    decisions.sort(key=lambda each: _place(people, each))
    return tuple(
        docket
        for organisation in _signing(people.view)
        for docket in _dockets_of(people, organisation, decisions)
    )


def _dockets_of(
    people: Participants, organisation: Organisation, decisions: Sequence[Decision]
) -> Iterator[Docket]:
    own = [each for each in decisions if _has_part(each, organisation)]
    if any(each.act is Act.CHANGES and not is_private(people, each) for each in own):
        amended = _kinds_with_an_order(people, organisation)
        own = [each if kind_of(people, each) in amended else _as_first(each) for each in own]
    sorts = [(kind, act) for kind in Kind for act in Act]
    filled = [sort for sort in sorts if any((kind_of(people, each), each.act) == sort for each in own)]
    for place, sort in enumerate(filled):
        chosen = tuple(each for each in own if (kind_of(people, each), each.act) == sort)
        yield Docket(organisation=organisation, kind=sort[0], act=sort[1], decisions=chosen, place=place)


def _kinds_with_an_order(people: Participants, organisation: Organisation) -> frozenset[Kind]:
    """Return on whose pairs the organisation has an order that can be amended: its own, or one of an earlier pair."""
    numbered = {kind for kind in Kind if f"{organisation.key}-{kind}" in people.view.in_force}
    return frozenset(numbered | {kind for key, kind in _earlier_kinds(people) if key == organisation.key})


def _earlier_kinds(people: Participants) -> Iterator[tuple[str, Kind]]:
    """Yield the organisations of the earlier pairs that stood in an order, and whose order that was."""
    for pair in people.view.answers.previous:
        if not pair.is_recent or not {pair.mentee, pair.mentor} <= people.persons.keys():
            continue
        two = (people.persons[pair.mentee], people.persons[pair.mentor])
        if not any(people.is_private(person.code) for person in two):
            kind = _kind_of_mentee(people, two[0])
            yield from ((person.organisation, kind) for person in two)


def _as_first(decision: Decision) -> Decision:
    """Return a change as an organisation decides it that has nothing to amend: it takes the new pair into an order."""
    if decision.act is not Act.CHANGES or decision.step is Step.STOP:
        return decision
    return replace(decision, act=Act.ASSIGNMENT, step=Step.INCLUDE, before=None, ground="")


def is_private(people: Participants, decision: Decision) -> bool:
    """Return whether the decision names somebody of a base that is kept apart."""
    return any(people.is_private(person.code) for person in decision.people())


def kind_of(people: Participants, decision: Decision) -> Kind:
    """Return whose order the decision belongs to; the mentee decides."""
    return _kind_of_mentee(people, decision.mentees[0])


def _kind_of_mentee(people: Participants, mentee: Person) -> Kind:
    base = people.bases.get(mentee.base)
    return Kind.TEACHERS if base is not None and base.category is Category.TEACHER else Kind.PUPILS


def is_shared(people: Participants, decision: Decision) -> bool:
    """Return whether two organisations that both sign orders have a part in it."""
    keys = {person.organisation for person in decision.people()}
    return len([key for key in keys if not people.organisations[key].partner]) > 1


def end_of(people: Participants, decision: Decision) -> date:
    """Return the planned last day of the pair."""
    members = [person for person in (*decision.mentees, decision.mentor) if person]
    return end_of_pair(people.view.programme, members)


def is_early(people: Participants, decision: Decision) -> bool:
    """Return whether a pair that is over ended before its planned day."""
    return decision.ended_on is not None and decision.ended_on < end_of(people, decision)


def _decisions(people: Participants, ending: bool) -> Iterator[Decision]:
    view = people.view
    if ending:  # what ended before stands in the order of completion of this very run
        earlier, anew = first_days(view), start_of_new_pair(view) if view.assigned_on else None
        for each in _all(people, Act.COMPLETION, Step.END):
            yield replace(each, began_on=earlier.get(_couple(each), anew))
        return
    yield from _ended(people, {change.mentee for change in view.result.changes})
    if is_refresh(view):
        yield from _changed(people)
    else:
        yield from _all(people, Act.ASSIGNMENT, Step.INCLUDE)


def _all(people: Participants, act: Act, step: Step) -> Iterator[Decision]:
    """Decide the same about every pair and every group of the result."""
    persons, forms = people.persons, people.forms
    for pair in people.view.result.pairs:
        mentees, mentor = (persons[pair.mentee],), persons[pair.mentor]
        yield Decision(act=act, step=step, form=forms[pair.form], mentees=mentees, mentor=mentor)
    for group in people.view.result.groups:
        members = tuple(persons[code] for code in group.members)
        yield Decision(act=act, step=step, form=forms[group.form], mentees=members, mentor=None)


def _couple(decision: Decision) -> tuple[str, str]:
    """Return (mentee, mentor) by code; of a group of peers the two that pairs.csv names first."""
    first, *others = decision.mentees
    return (first.code, decision.mentor.code) if decision.mentor else (others[0].code, first.code)


def _changed(people: Participants) -> Iterator[Decision]:
    """Decide what a refresh changed; who keeps the mentor stands in the order there is."""
    result, persons = people.view.result, people.persons
    now = {(pair.mentee, pair.mentor): pair.form for pair in result.pairs}
    earlier = people.view.answers.previous
    then = {(pair.mentee, pair.mentor): pair.form for pair in earlier}
    over = {(pair.mentee, pair.mentor) for pair in earlier if pair.state is PairState.ENDED}
    for change in result.changes:
        after, before = change.after or "", change.before or ""
        form = now.get((change.mentee, after)) or then.get((change.mentee, before))
        # The order of completion ends a pair that finished in its time: here it is replaced by nobody.
        before = "" if (change.mentee, before) in over else before
        if not after and not before:
            continue
        if form is None or form not in people.forms:
            continue  # the programme no longer has the form of the earlier pair
        step = Step.STOP if not after else Step.REPLACE if before else Step.INCLUDE
        yield Decision(
            act=Act.CHANGES,
            step=step,
            form=people.forms[form],
            mentees=(persons[change.mentee],),
            mentor=persons[after or before],
            before=persons[before] if step is Step.REPLACE else None,
            ground=change.ground.ru if before else "",
        )


def _ended(people: Participants, changed: Iterable[str]) -> Iterator[Decision]:
    """Decide that earlier pairs are over: in their time, or early when no change says so already."""
    told = set(changed)
    for pair in people.view.answers.previous:
        known = pair.form in people.forms and {pair.mentee, pair.mentor} <= people.persons.keys()
        if known and not pair.completed and (pair.state is PairState.ENDED or _is_stopped(pair, told)):
            mentee, mentor = people.persons[pair.mentee], people.persons[pair.mentor]
            yield Decision(
                act=Act.COMPLETION,
                step=Step.STOP if is_broken_off(people.view.programme, pair, (mentee, mentor)) else Step.END,
                form=people.forms[pair.form],
                mentees=(mentee,),
                mentor=mentor,
                ground=pair.ground,
                began_on=pair.began_on,
                ended_on=pair.ended_on,
            )


def _is_stopped(pair: EarlierPair, told: set[str]) -> bool:
    return pair.state is PairState.STOPPED and pair.mentee not in told


def _signing(view: RunView) -> tuple[Organisation, ...]:
    """Return who signs: partners never do."""
    own = view.programme.organisations if view.organisation is None else (view.organisation,)
    return tuple(organisation for organisation in own if not organisation.partner)


def _has_part(decision: Decision, organisation: Organisation) -> bool:
    return any(person.organisation == organisation.key for person in decision.people())


def _place(people: Participants, decision: Decision) -> tuple[object, ...]:
    """Order by form, mentor and mentee, as an appendix is read."""
    mentor = decision.mentor
    forms = [form.key for form in people.view.programme.forms]
    return (
        forms.index(decision.form.key),
        sort_key(mentor.name) if mentor else ("", ""),
        mentor.code if mentor else "",
        sort_key(decision.mentees[0].name),
        decision.mentees[0].code,
    )
