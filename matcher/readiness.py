"""What can be said before any run: places against people, people with no possible partner, help from a neighbour."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.admission import Cast, admit
from matcher.assembly import Assembly, assemble
from matcher.criteria.answer import options_of
from matcher.decisions import decisions
from matcher.explain.screen import Screen, screen
from matcher.explain.stranded import Stranded, find_stranded
from matcher.explain.unmatched import explain_unmatched
from matcher.joint.features import open_forms
from matcher.joint.form_table import FormTable
from matcher.joint.quotas import capacities_of
from matcher.result import Absence, Unmatched
from questionnaires.answers import Answers
from questionnaires.criterion import Criterion, CriterionKind
from questionnaires.programme import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Places against people in one form.

    Parameters
    ----------
    mentees, mentors
        People of the form who are ready.
    places
        How many mentees its mentors could take if they worked in this form only.
    """

    form: str
    mentees: int
    mentors: int
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """An organisation lacks a mentor for something that a neighbour has to spare.

    Parameters
    ----------
    option
        Label of what is lacking («Физика»).
    wanted
        Mentees of the organisation who need it beyond the places its own mentors have.
    spare
        Keys of organisations with more places for it than mentees who need it, most first.
    """

    form: str
    organisation: str
    option: str
    wanted: int
    spare: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether a run makes sense, and what to do first.

    Parameters
    ----------
    people, places
        Mentees who are ready, and places of all mentors over all forms together.
    lonely
        Mentees whom no ready mentor fits, with the funnel and the smallest remedy.
    stranded
        Mentors whom no ready mentee fits: their places help nobody.
    """

    ready: dict[str, int]
    people: int
    places: int
    supplies: tuple[Supply, ...]
    lonely: tuple[Unmatched, ...]
    stranded: tuple[Stranded, ...]
    shortages: tuple[Shortage, ...]
    absences: tuple[Absence, ...]


def readiness(programme: Programme, answers: Answers) -> Readiness:
    """Compare supply and demand before any run, with the decisions that are already taken."""
    cast = admit(programme, answers)
    assembly = assemble(programme, answers, cast, decisions(programme, answers))
    screened = screen(assembly, ())
    return Readiness(
        ready={base: len(crowd) for base, crowd in cast.ready.items()},
        people=len(assembly.mentees),
        places=_places(programme, answers, cast, assembly),
        supplies=tuple(_supply(k, assembly) for k in range(len(assembly.tables))),
        lonely=_lonely(screened),
        stranded=tuple(find_stranded(screened)),
        shortages=tuple(_all_shortages(programme, cast, assembly)),
        absences=cast.absences,
    )


def _places(programme: Programme, answers: Answers, cast: Cast, assembly: Assembly) -> int:
    """Return the places of all mentors; a human who stands in two bases counts once, as in a run.

    Nobody has more places than all forms together give: a pupil who offers two takes one where a form allows one.
    """
    capacities, humans = capacities_of(programme, cast), answers.people.humans()
    upper = np.broadcast_to(np.asarray(assembly.problem.upper), (len(assembly.seats),)).tolist()
    offered, given = dict[str, int](), dict[str, int]()
    for (_, code), most in zip(assembly.seats, upper, strict=True):
        human = humans.get(code, code)
        offered[human] = max(offered.get(human, 0), capacities[code])
        given[human] = given.get(human, 0) + most
    return sum(min(offered[human], given[human]) for human in offered)


def _supply(k: int, assembly: Assembly) -> Supply:
    table = assembly.tables[k]
    joining = open_forms(assembly.tables, len(assembly.mentees))[:, k]
    upper = np.broadcast_to(np.asarray(assembly.problem.upper), (len(assembly.seats),))
    return Supply(
        form=table.form.key,
        mentees=int(joining.sum()),
        mentors=len(table.columns),
        places=int(upper[table.columns].sum()),
    )


def _lonely(screened: Screen) -> tuple[Unmatched, ...]:
    rows = np.flatnonzero(~screened.allowed.any(axis=1)) if len(screened.assembly.mentees) else ()
    return tuple(explain_unmatched(screened, int(row), certain=True) for row in rows)


def _all_shortages(programme: Programme, cast: Cast, assembly: Assembly) -> Iterator[Shortage]:
    """Yield shortages between the organisations of a programme that has several; partners belong to all of them."""
    own = {organisation.key for organisation in programme.signers}
    if len(own) < 2:
        return
    capacities = capacities_of(programme, cast)
    for table in assembly.tables:
        for criterion in table.form.criteria:
            if criterion.kind is CriterionKind.NEED_OFFER or "own_first" in criterion.settings:
                yield from _shortages_of(table, criterion, capacities, own)


def _shortages_of(
    table: FormTable, criterion: Criterion, capacities: dict[str, int], own: set[str]
) -> Iterator[Shortage]:
    needed, offered = _needed(table, criterion), _offered(table, criterion, capacities)
    question = table.scores.mentees.questions.get(_question(criterion, mentee=True))
    for (organisation, option), wanted in sorted(needed.items()):
        lacking = wanted - offered[organisation, option]
        spare = {o: offered[o, option] - needed[o, option] for o in own if o != organisation}
        helpers = tuple(sorted((o for o in spare if spare[o] > 0), key=lambda o: (-spare[o], o)))
        if lacking > 0 and helpers and organisation in own:
            label = question.label(option) if question else option
            yield Shortage(
                form=table.form.key, organisation=organisation, option=label, wanted=lacking, spare=helpers
            )


def _question(criterion: Criterion, *, mentee: bool) -> str:
    own_first = criterion.settings.get("own_first")
    return str(own_first) if own_first else criterion.mentee if mentee else criterion.mentor


def _needed(table: FormTable, criterion: Criterion) -> Counter[tuple[str, str]]:
    crowd = table.scores.mentees
    answers = crowd.column(_question(criterion, mentee=True))
    pairs = zip(crowd.column("organisation"), answers, strict=True)
    return Counter(
        (str(organisation), option) for organisation, answer in pairs for option in options_of(answer)
    )


def _offered(table: FormTable, criterion: Criterion, capacities: dict[str, int]) -> Counter[tuple[str, str]]:
    crowd, found = table.scores.mentors, Counter[tuple[str, str]]()
    answers = crowd.column(_question(criterion, mentee=False))
    for code, organisation, answer in zip(crowd.codes, crowd.column("organisation"), answers, strict=True):
        for option in options_of(answer):
            found[str(organisation), option] += capacities[code]
    return found
