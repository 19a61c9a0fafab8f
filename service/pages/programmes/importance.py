"""«Что важно»: every must and every wish with what it means and how much it counts; changed with its effect in view."""

from typing import Any

from flask import abort, redirect, request, url_for

from questionnaires.criterion import Criterion, CriterionKind, Force
from questionnaires.loading import load_programme
from questionnaires.loading.shape.weights import Weight
from questionnaires.programme import Programme, ProgrammeForm, Purpose
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol.context import reading, writing
from service.api.protocol.deeds import note_programme
from service.api.protocol.limited import ask
from service.documents.reports.figures import PAIRS, PEOPLE, counted
from service.pages.desk import approved_run, desk_facts, desk_of, get_programme, who_of
from service.pages.frame import need, page, page_blueprint, tell
from service.pages.programmes.weighing import Preview, Words, preview, reweigh, words_of
from service.pages.ribbon import Step
from service.runs.programme_request import request_of
from service.store.blobs import get_blob
from service.store.programmes import replace_rules

WORDS = {
    Weight.NONE: Wording("не важно", "not important"),
    Weight.LITTLE: Wording("немного важно", "a little important"),
    Weight.SOME: Wording("важно", "important"),
    Weight.MUCH: Wording("очень важно", "very important"),
}
AIMS = {
    Purpose.MOST_MATCHED: Wording("Никого не оставить", "Leave nobody out"),
    Purpose.BEST_TOTAL: Wording("Только сильные пары", "Only strong pairs"),
}
MEANINGS = {
    CriterionKind.NEED_OFFER: Wording(
        "Наставник может то, что нужно наставляемому: чем больше, тем лучше.",
        "The mentor offers what the mentee needs: the more, the better.",
    ),
    CriterionKind.OVERLAP: Wording(
        "У двоих есть общее в ответах: чем больше, тем лучше.",
        "The two have answers in common: the more, the better.",
    ),
    CriterionKind.CLOSENESS: Wording(
        "Ответы близки: чем ближе, тем лучше.", "The answers are near: the nearer, the better."
    ),
    CriterionKind.GAP: Wording(
        "Наставник старше или опытнее настолько, насколько задано.",
        "The mentor is older or more experienced by as much as is set.",
    ),
    CriterionKind.TABLE: Wording(
        "Два ответа подходят друг к другу: по таблице программы.",
        "Two answers go together, as the programme's table says.",
    ),
    CriterionKind.WITHIN: Wording(
        "Наставляемый такой, с каким наставник хотел бы работать.",
        "The mentee is such as the mentor would like to work with.",
    ),
    CriterionKind.AVAILABILITY: Wording(
        "Есть общее время, когда удобно обоим.", "There is a time that suits both."
    ),
    CriterionKind.PREFERENCE: Wording(
        "Двое назвали друг друга после встречи. Явное «нет» запрещает пару.",
        "The two named each other after the meeting. A plain “no” forbids the pair.",
    ),
    CriterionKind.REQUEST: Wording(
        "Наставник может то, о чём для наставляемого попросили взрослые.",
        "The mentor offers what adults asked for the mentee.",
    ),
    CriterionKind.HISTORY: Wording(
        "Учитывается, работали ли эти двое вместе раньше.",
        "It counts whether the two have worked together before.",
    ),
    CriterionKind.ZONE: Wording(
        "Двое в одном месте: в одной организации, в одном корпусе.",
        "The two are in one place: one organisation, one building.",
    ),
    CriterionKind.FREE_TEXT: Wording(
        "Похоже то, что двое написали своими словами.",
        "What the two wrote in their own words is alike.",
    ),
}
SAVED = Wording(
    "Сохранено. Следующий подбор будет по новым весам; готовые подборы не меняются.",
    "Saved. The next run goes by the new weights; finished runs do not change.",
)
NOTHING_COUNTS = Wording(
    "В каждой форме хотя бы одно пожелание должно быть важно.",
    "In every form at least one wish must be important.",
)
OVERTAKEN = Wording(
    "За это время программу кто-то изменил. Посмотрите ещё раз.",
    "Somebody changed the programme meanwhile. Look again.",
)
SAME = Wording("Все пары остались бы теми же.", "All pairs would stay the same.")
MOST_MOVED = 30

importance = page_blueprint("importance")


@importance.get("/programmes/<programme_id>/importance")
def index(programme_id: str) -> Any:
    """Show what the programme asks of a pair."""
    return _page(programme_id, None, {})


@importance.post("/programmes/<programme_id>/importance")
def change(programme_id: str) -> Any:
    """Keep the weights and the purpose, or show first what they would do to the pairs."""
    need(May.EDIT)
    with reading() as session:
        row = get_programme(session, programme_id)
        content, version = get_blob(session, row.content), row.version
        asked = request_of(session, row, previous=approved_run(session, row.id))
    purpose, words = _purpose(), _words(load_programme(content))
    changed = ask(reweigh, content, purpose, words)
    if changed is None:
        tell(NOTHING_COUNTS, "bad")
        return _page(programme_id, purpose, words)
    if "look" in request.form:
        return _page(programme_id, purpose, words, ask(preview, asked, changed))
    if request.form.get("version") == str(version) and _keep(programme_id, version, changed):
        tell(SAVED)
    else:
        tell(OVERTAKEN, "bad")
    return redirect(url_for("pages.importance.index", programme_id=programme_id))


def _keep(programme_id: str, version: int, content: bytes) -> bool:
    """Keep other rules; return False when somebody changed the programme since it was read."""
    with writing() as session:
        row = get_programme(session, programme_id)
        if row.version != version:
            return False
        replace_rules(session, row, content)
        note_programme("programme.changed", row)
    return True


def _page(programme_id: str, purpose: Purpose | None, words: Words, seen: Preview | None = None) -> Any:
    with reading() as session:
        desk = desk_of(session, programme_id)
    facts = {
        "forms": [_form(desk.programme, form, words.get(form.key, {})) for form in desk.programme.forms],
        "word_choices": [(word.value, told) for word, told in WORDS.items()],
        "aims": [(aim.value, told, aim is (purpose or desk.programme.purpose)) for aim, told in AIMS.items()],
        "version": desk.row.version,
        "may_look": desk.progress.accepted > 0,
        "effect": _effect(seen, programme_id) if seen is not None else None,
    }
    return page("importance/index.html", {**desk_facts(desk, Step.PROGRAMME), **facts})


def _form(programme: Programme, form: ProgrammeForm, said: Any) -> dict[str, Any]:
    words = {**words_of(form), **said}
    rows = [_row(programme, form, one) for one in form.criteria]
    return {
        "key": form.key,
        "title": form.title,
        "musts": [row for row, one in zip(rows, form.criteria, strict=True) if one.force is Force.MUST],
        "wishes": [
            {**row, "word": words[one.key].value, "told": WORDS[words[one.key]], "points": one.points}
            for row, one in zip(rows, form.criteria, strict=True)
            if one.force is Force.WISH
        ],
    }


def _row(programme: Programme, form: ProgrammeForm, one: Criterion) -> dict[str, Any]:
    """Return what a criterion is called, what it means, and the questions it compares."""
    sides = ((form.mentees, one.mentee), (form.mentors, one.mentor))
    asked = [
        question.text
        for bases, key in sides
        if (question := programme.get_base(bases[0]).questionnaire.find(key)) is not None
    ]
    return {
        "key": one.key,
        "title": one.title,
        "meaning": MEANINGS[one.kind],
        "asked": list(dict.fromkeys(asked)),
        "blank": one.blank,
    }


def _effect(seen: Preview, programme_id: str) -> dict[str, Any]:
    """Return how many people would stay without a mentor, and whose mentor would be another."""
    who = who_of(seen.after, programme_id)
    pairs = {(pair.form, pair.mentee, pair.mentor) for pair in seen.after.result.pairs}
    gone, new = seen.before - pairs, pairs - seen.before
    mentees = sorted({mentee for _, mentee, _ in gone | new}, key=who.order)
    return {
        "kept": counted(len(pairs & seen.before), PAIRS),
        "moved": counted(len(mentees), PEOPLE),
        "same": SAME if not mentees else None,
        "waited": seen.waited,
        "waiting": len(seen.after.result.unmatched),
        "people": [
            (who.name(mentee), _mentors(gone, mentee, who), _mentors(new, mentee, who))
            for mentee in mentees[:MOST_MOVED]
        ],
        "more": max(0, len(mentees) - MOST_MOVED),
    }


def _mentors(pairs: Any, mentee: str, who: Any) -> str:
    return ", ".join(sorted(who.name(mentor) for _, own, mentor in pairs if own == mentee))


def _purpose() -> Purpose:
    given = request.form.get("purpose", "")
    return Purpose(given) if given in set(Purpose) else abort(400)


def _words(programme: Programme) -> dict[str, dict[str, Weight]]:
    """Return what the form says of each wish; what it leaves out stays as it is."""
    said: dict[str, dict[str, Weight]] = {}
    for form in programme.forms:
        for key in words_of(form):
            given = request.form.get(f"{form.key}.{key}")
            if given is not None:
                said.setdefault(form.key, {})[key] = _word(given)
    return said


def _word(given: str) -> Weight:
    known = {str(word.value): word for word in Weight}
    return known[given] if given in known else abort(400)
