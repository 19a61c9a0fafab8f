"""What is known before any run, in lines: places against people, who fits nobody, what a school lacks."""

from collections.abc import Iterator, Mapping, Sequence

from matcher.readiness import Readiness, Shortage
from questionnaires.answers import Answers
from questionnaires.programme import Programme
from questionnaires.wording import Wording, both, join
from service.documents.apart import is_apart, marked
from service.named import open_names
from service.terminal.noticed import absent_lines

PLACES = Wording(
    "Мест {places}, наставляемых {people}: {verdict}.", "Places {places}, mentees {people}: {verdict}."
)
NOBODY = Wording("сравнивать пока нечего", "there is nothing to compare yet")
ENOUGH = Wording("мест хватает", "there are enough places")
SHORT = Wording("не хватит мест: {count}", "{count} places are lacking")
SUPPLY = Wording(
    "  {form}: наставляемых {mentees}, наставников {mentors}, мест {places}",
    "  {form}: {mentees} mentees, {mentors} mentors, {places} places",
)
LONELY = Wording(
    "{mentee} ({name}): никто не подходит. {reason} {remedy}",
    "{mentee} ({name}): nobody fits. {reason} {remedy}",
)
STRANDED = Wording(
    "Наставники, которым не подходит никто: {count}. {reason} {who}",
    "Mentors whom nobody fits: {count}. {reason} {who}",
)
LONELY_APART = Wording(
    "{mentee} (отдельная база): никто не подходит. Причина и ответы здесь не показаны.",
    "{mentee} (base kept apart): nobody fits. The reason and the answers are not shown here.",
)
STRANDED_APART = Wording(
    "Отдельная база: причина здесь не показана.", "Base kept apart: the reason is not shown here."
)
SHORTAGE = Wording(
    "{organisation}: не хватает наставника — {option} (нужен: {wanted}); свободен: {spare}.",
    "{organisation}: no mentor for {option} (wanted: {wanted}); one is free in {spare}.",
)
SHORTAGES = Wording(
    "{organisation}: не хватает наставников — {options}", "{organisation}: no mentors for {options}"
)
WANTED = Wording(
    "{option} (нужен: {wanted}; свободен: {spare})", "{option} (wanted: {wanted}; free in {spare})"
)
MORE = Wording("ещё {count}", "{count} more")
MOST_SHORTAGES = 4
"""Subjects of one organisation that are told; those most wanted come first."""
MOST_STRANDED = 6
"""Mentors whom nobody fits for one reason that are named."""


def readiness_lines(
    programme: Programme, answers: Answers, state: Readiness, *, every: bool = True
) -> Iterator[Wording]:
    """Yield what a curator decides on before a run; with `every`, each shortage and each name on its own."""
    lacking = state.people - state.places
    verdict = SHORT.format(count=lacking) if lacking > 0 else ENOUGH if state.people else NOBODY
    yield PLACES.format(places=state.places, people=state.people, verdict=verdict)
    titles = {form.key: marked(form.title, apart=is_apart(programme, form)) for form in programme.forms}
    for supply in state.supplies:
        yield SUPPLY.format(
            form=titles[supply.form],
            mentees=supply.mentees,
            mentors=supply.mentors,
            places=supply.places,
        )
    yield from absent_lines(state.absences)
    yield from _lonely_lines(programme, answers, state)
    yield from _stranded_lines(programme, answers, state, every=every)
    yield from _shortage_lines(programme, state.shortages, every=every)


def _shortage_lines(programme: Programme, shortages: Sequence[Shortage], *, every: bool) -> Iterator[Wording]:
    """Give one line a shortage, or one an organisation with what it lacks most."""
    short = {organisation.key: organisation.short for organisation in programme.organisations}
    lacking: dict[object, list[Shortage]] = {}
    for place, shortage in enumerate(shortages):
        lacking.setdefault(place if every else shortage.organisation, []).append(shortage)
    for these in lacking.values():
        yield _lacking(these, short)


def _lacking(shortages: Sequence[Shortage], short: Mapping[str, str]) -> Wording:
    """Return what an organisation lacks; what several forms lack alike is told once."""
    ranked = sorted(shortages, key=lambda one: -one.wanted)
    by_option = {one.option: one for one in reversed(ranked)}
    told = [
        {"option": one.option, "wanted": one.wanted, "spare": ", ".join(short[key] for key in one.spare[:3])}
        for one in sorted(by_option.values(), key=ranked.index)
    ]
    organisation = short[shortages[0].organisation]
    if len(told) == 1:
        return SHORTAGE.format(organisation=organisation, **told[0])
    parts = [WANTED.format(**one) for one in told[:MOST_SHORTAGES]]
    if len(told) > MOST_SHORTAGES:
        parts.append(MORE.format(count=len(told) - MOST_SHORTAGES))
    return SHORTAGES.format(organisation=organisation, options=join(parts, "; "))


def _lonely_lines(programme: Programme, answers: Answers, state: Readiness) -> Iterator[Wording]:
    persons = answers.people.by_code()
    for lonely in state.lonely:
        person = persons[lonely.mentee]
        if programme.get_base(person.base).private:
            yield LONELY_APART.format(mentee=lonely.mentee)
            continue
        said = LONELY.format(
            mentee=lonely.mentee,
            name=person.name,
            reason=lonely.reason,
            remedy=lonely.remedy or both(""),
        )
        yield Wording(said.ru.rstrip(), said.en.rstrip())


def _stranded_lines(
    programme: Programme, answers: Answers, state: Readiness, *, every: bool
) -> Iterator[Wording]:
    """Yield one line a reason: many mentors may lack the same. Of those kept apart neither name nor reason is told."""
    names, alike = open_names(programme, answers), dict[Wording, list[str]]()
    for one in state.stranded:
        if one.mentor in names:
            alike.setdefault(one.reason, []).append(f"{names[one.mentor]} ({one.mentor})")
        else:
            alike.setdefault(STRANDED_APART, []).append(one.mentor)
    for reason, who in alike.items():
        most = len(who) if every or len(who) <= MOST_STRANDED else MOST_STRANDED
        told = [both(one) for one in who[:most]]
        if len(who) > most:
            told.append(MORE.format(count=len(who) - most))
        yield STRANDED.format(count=len(who), reason=reason, who=join(told, ", "))
