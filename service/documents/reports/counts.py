"""What the head's report counts: people and pairs by kind, organisation, form, load, consent and decision."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from matcher.admission import documents_given, unmet, with_facts
from matcher.result import Origin, Pair
from questionnaires.answers import LockKind
from questionnaires.programme import Base, Category, Document, Indicator, ProgrammeForm, Side
from questionnaires.wording import Wording
from questionnaires.words import DOCUMENTS
from service.documents.reports.suppression import LEAST_SHOWN, Count, Counts, show, show_list, show_table
from service.documents.reports.who import OTHERS, Who, natural
from service.view import RunView

MATCHED, WAITING, ABSENT = (
    Wording("С наставником", "With a mentor"),
    Wording("Пока без наставника", "No mentor yet"),
    Wording("Пока не участвуют", "Not taking part yet"),
)
BUSY, IDLE = Wording("С наставляемыми", "With mentees"), Wording("В запасе", "In reserve")
MENTEES, MENTORS = Wording("Наставляемые", "Mentees"), Wording("Наставники", "Mentors")
BY_KIND = Wording("{who}: категории участников", "{who} by kind of participant")
BY_PLACE = Wording("{who}: организации", "{who} by organisation")
KIND, PLACE = Wording("Категория", "Kind"), Wording("Организация", "Organisation")

ABSENT_STATE = 2
LOAD = Wording("Наставляемых у наставника: {count}", "Mentees of a mentor: {count}")
DECISIONS = {
    Origin.KEPT: Wording(
        "Пара работает с прошлого раза и остаётся", "The pair works since last time and stays"
    ),
    Origin.ACCEPTED: Wording(
        "Пару приняли после встречи или собеседования", "Accepted after a meeting or interview"
    ),
    Origin.TOGETHER: Wording("Куратор решил оставить вместе", "The curator decided to keep together"),
}
PROPOSED = {
    True: Wording("Предложено подбором: иначе было бы хуже", "Proposed: anything else would be worse"),
    False: Wording(
        "Предложено подбором: равные варианты, выбран жребием", "Proposed: equal choices, decided by lot"
    ),
    None: Wording("Предложено подбором", "Proposed by the matching"),
}
LOCKS = {
    LockKind.APART: Wording("Куратор решил не ставить вместе", "The curator decided to keep apart"),
    LockKind.BY_HAND: Wording("Подбирает куратор лично", "The curator chooses personally"),
    LockKind.LEFT: Wording("Участник выбыл", "The participant has left"),
    LockKind.RETURNED: Wording("Участник вернулся", "The participant has come back"),
    LockKind.ALLOW_AGAIN: Wording("Отклонённая пара снова разрешена", "A declined pair is allowed again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody who answered on one side, once each, with where the person stands now."""

    codes: tuple[str, ...]
    states: dict[str, int]
    """0 with a partner, 1 without, `ABSENT_STATE` not taking part yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """A table with totals."""

    title: str
    head: Wording
    columns: tuple[Wording, ...]
    labels: tuple[str, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class CountList:
    """Labelled counts that add up to a total; `total` is None when it is hidden too."""

    labels: tuple[Wording, ...]
    counts: tuple[Count, ...]
    total: Count


def find_people(view: RunView, who: Who, side: Side) -> People:
    """Return the people of one side; peers stand with the mentees."""
    sides = {Side.MENTEE, Side.PEERS} if side is Side.MENTEE else {side}
    bases = [base for base in view.programme.bases if base.side in sides]
    codes = [code for base in bases for code in view.answers.get_base(base.key).codes if who.belongs(code)]
    partnered = {code for pair in view.result.pairs for code in (pair.mentee, pair.mentor)}
    partnered |= {code for group in view.result.groups for code in group.members}
    ready = {code for base in bases for code in view.result.ready.get(base.key, ())}
    twins = {person.code: person.twin for person in view.answers.people if person.twin}
    states: dict[str, int] = {}
    for code in codes:
        # A person who stands in two bases of one side is one person.
        person = min(code, twins[code]) if twins.get(code) in codes else code
        state = 0 if code in partnered else 1 if code in ready else ABSENT_STATE
        states[person] = min(state, states.get(person, state))
    return People(codes=tuple(sorted(states)), states=states)


def count_people(view: RunView, who: Who, side: Side) -> Iterator[CountTable]:
    """Yield one side's people by kind and, for a whole programme, by organisation."""
    people = find_people(view, who, side)
    name, columns = (
        (MENTEES, (MATCHED, WAITING, ABSENT)) if side is Side.MENTEE else (MENTORS, (BUSY, IDLE, ABSENT))
    )
    yield _by(people, who.category, BY_KIND.format(who=name), KIND, columns, view)
    if who.many_places:
        yield _by(people, who.place, BY_PLACE.format(who=name), PLACE, columns, view)


def _by(
    people: People,
    group: Callable[[str], str],
    title: Wording,
    head: Wording,
    columns: tuple[Wording, ...],
    view: RunView,
) -> CountTable:
    counts = Counter((group(code), people.states[code]) for code in people.codes)
    labels = tuple(sorted({label for label, _ in counts}, key=natural))
    table = show_table([[counts[label, state] for state in range(3)] for label in labels] or [[0, 0, 0]])
    return CountTable(title=title[view.language], head=head, columns=columns, labels=labels, counts=table)


def count_load(view: RunView, who: Who, *, secret_total: bool) -> CountList | None:
    """Return how many mentors have how many mentees, small numbers too: a mentor's load is no secret.

    None when it would give away what protects pupils: all loads together are the number of pairs, which may be hidden,
    and all mentors together those in reserve, who may be a few pupils.
    """
    mentors = find_people(view, who, Side.MENTOR)
    if secret_total or _tells_of_pupils(mentors, who):
        return None
    loads = Counter(pair.mentor for pair in view.result.pairs)
    by_load = Counter(loads[code] for code in mentors.codes if mentors.states[code] < ABSENT_STATE)
    counts = [by_load[k] for k in range(max(by_load, default=0) + 1)]
    return _plain([LOAD.format(count=k) for k in range(len(counts))], counts)


def _tells_of_pupils(mentors: People, who: Who) -> bool:
    """Whether pupils are among the mentors and so few mentors are busy, in reserve or absent that it is hidden."""
    states = Counter(mentors.states.values())
    small = any(show(states[state]) is None for state in range(ABSENT_STATE + 1))
    return small and any(who.kind(code) is Category.PUPIL for code in mentors.codes)


def count_forms(view: RunView, *, secret_total: bool) -> CountList:
    """Return the pairs by form; forms of one title together, so that a form for a private base tells nothing."""
    titles = {form.key: Wording(form.title, form.title) for form in view.programme.forms}
    open_titles = {titles[form.key] for form in view.programme.forms if not _is_private(view, form)}
    shown = {key: title if title in open_titles else OTHERS for key, title in titles.items()}
    counts = Counter(shown[pair.form] for pair in view.pairs())
    labels = [title for title in dict.fromkeys(shown.values()) if title in open_titles or counts[title]]
    return _list(labels, [counts[title] for title in labels], secret_total=secret_total)


def _is_private(view: RunView, form: ProgrammeForm) -> bool:
    return all(view.programme.get_base(key).private for key in form.mentees)


def count_decisions(view: RunView, *, secret_total: bool) -> CountList:
    """Return who decided about the pairs; small numbers are hidden only where they would add up to a hidden total."""
    counts = Counter(_decision(pair) for pair in view.pairs())
    used = [wording for wording in (*DECISIONS.values(), *PROPOSED.values()) if counts[wording]]
    numbers = [counts[wording] for wording in used]
    return _list(used, numbers, secret_total=True) if secret_total else _plain(used, numbers)


def count_locks(view: RunView, who: Who) -> tuple[tuple[Wording, int], ...]:
    """Return the curator's other decisions, each by itself."""
    locks = Counter(lock.kind for lock in view.answers.locks if who.belongs(lock.mentee))
    return tuple((wording, locks[kind]) for kind, wording in LOCKS.items() if locks[kind])


def _decision(pair: Pair) -> Wording:
    return PROPOSED[pair.certain] if pair.origin is Origin.CHOSEN else DECISIONS[pair.origin]


def count_consents(
    view: RunView, who: Who, *, secret_total: bool = False
) -> Iterator[tuple[Wording, CountList]]:
    """Yield for every document how many of those who need it have given, withdrawn or not given it.

    Parameters
    ----------
    secret_total
        Whether one side is too small to be counted: everybody less the other side would tell how small.
    """
    given = documents_given(view.answers)
    recorded = {(record.code, record.document) for record in view.answers.records}
    for document in Document:
        codes = [code for base in view.programme.bases for code in _asked(view, who, base, document)]
        states = Counter(_state(code, document, given.get(code, set()), recorded) for code in codes)
        if codes:
            yield DOCUMENTS[document], _list([], [states[0], states[1], states[2]], secret_total=secret_total)


def _asked(view: RunView, who: Who, base: Base, document: Document) -> Sequence[str]:
    needed = document in base.documents or document is Document.PUBLICATION
    return [code for code in view.answers.get_base(base.key).codes if who.belongs(code)] if needed else []


def _state(code: str, document: Document, given: set[Document], recorded: set[tuple[str, Document]]) -> int:
    return 0 if document in given else 1 if (code, document) in recorded else 2


@dataclass(frozen=True, slots=True)
class Reached:
    """An indicator: how many were reached of how many; None is hidden, and so is the share then."""

    title: str
    reached: Count
    population: int | None
    target: int | None


def count_indicators(view: RunView, who: Who) -> Iterator[Reached]:
    """Yield the programme's indicators; those of a private base are the curator's alone."""
    hidden = set(_hidden_kinds(view, who))
    for indicator in view.programme.indicators:
        base = view.programme.get_base(indicator.base)
        if not base.private:
            # the population of the programme is not that of one of its schools
            population = indicator.population if view.organisation is None else None
            shown = _shown_of(_reached(view, who, base, indicator), population)
            told = None if hidden & set(_kinds(view, who, base)) else shown
            yield Reached(indicator.title, told, population, indicator.target)


def _hidden_kinds(view: RunView, who: Who) -> Iterator[tuple[Side, str]]:
    """Yield the kinds of participants of whom it is hidden how many have a partner: an indicator could tell it."""
    for side in (Side.MENTEE, Side.MENTOR):
        by_kind = next(count_people(view, who, side))
        # a table of nobody has a row, but no kind
        for label, row in zip(by_kind.labels, by_kind.counts.rows, strict=False):
            if row[0] is None:
                yield side, label


def _kinds(view: RunView, who: Who, base: Base) -> Iterator[tuple[Side, str]]:
    side = Side.MENTOR if base.side is Side.MENTOR else Side.MENTEE
    codes = view.answers.get_base(base.key).codes
    yield from ((side, who.category(code)) for code in codes if who.belongs(code))


def _shown_of(reached: int, population: int | None) -> Count:
    """Hide «25 из 26» with «1 из 26»: both tell of one person."""
    if population is None or population <= reached:
        return show(reached)
    return None if population < LEAST_SHOWN else show_list((reached, population - reached))[0][0]


def _reached(view: RunView, who: Who, base: Base, indicator: Indicator) -> int:
    crowd = with_facts(view.programme, base, view.answers)
    partnered = {code for pair in view.result.pairs for code in (pair.mentee, pair.mentor)}
    met = (
        all(
            unmet(requirement, crowd.column(requirement.fact)[i]) is None
            for requirement in indicator.requirements
        )
        for i in range(len(crowd))
    )
    return sum(
        code in partnered and who.belongs(code) and ok for code, ok in zip(crowd.codes, met, strict=True)
    )


def _list(labels: Sequence[Wording], counts: Sequence[int], *, secret_total: bool = False) -> CountList:
    shown, total = show_list(counts, secret_total=secret_total)
    return CountList(tuple(labels), shown, total)


def _plain(labels: Sequence[Wording], counts: Sequence[int]) -> CountList:
    return CountList(tuple(labels), tuple(counts), sum(counts))
