"""The programmes of an organisation; ready ones are copied in."""

from typing import Any

from flask import abort, redirect, request, url_for
from sqlalchemy import select

from questionnaires.loading import find_programmes, load_programme
from questionnaires.programme import Programme, ProgrammeForm, Purpose
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol.context import reading, writing
from service.api.protocol.deeds import write_down
from service.api.protocol.limited import ask
from service.api.protocol.negotiation import language
from service.child.reading import settle_programme
from service.pages.desk import desk_facts, desk_of, progress_of, url_of
from service.pages.download import saved_together
from service.pages.files.papers import handed_out
from service.pages.frame import need, page, page_blueprint, tell
from service.pages.ribbon import Progress, Step
from service.pages.runs.stating import run_state
from service.store.blobs import get_blob, put_blob
from service.store.programmes import Programme as ProgrammeRow
from service.store.runs import Run

PURPOSES = {
    Purpose.MOST_MATCHED: Wording(
        "Цель: никого не оставить без наставника, а потом, чтобы у пар было больше общего.",
        "Purpose: leave nobody out, then give the pairs more in common.",
    ),
    Purpose.BEST_TOTAL: Wording(
        "Цель: только сильные пары, даже если кто-то пока останется без наставника.",
        "Purpose: only strong pairs, even if somebody stays without a mentor for now.",
    ),
}
STATES = {
    Step.UPLOADS: Wording("Ждёт анкет", "Waits for answers"),
    Step.READINESS: Wording("Анкеты приняты", "Answers accepted"),
    Step.RUN: Wording("Идёт подбор", "Being matched"),
    Step.PAIRS: Wording("Подбор готов: пар и групп {pairs}", "Matched: {pairs} pairs and groups"),
    Step.ORDERS: Wording("Утверждена: пар и групп {pairs}", "Approved: {pairs} pairs and groups"),
}
WAITING = Wording("Файлы ждут решения: {count}", "Files to decide on: {count}")
COPIED = Wording(
    "Программа добавлена. Теперь загрузите анкеты.", "The programme was added. Now upload answers."
)
ALL = Wording("и другое", "and more")
MOST_TITLES = 4
LAST_RUNS = 10

programmes = page_blueprint("programmes")


@programmes.get("/")
def home() -> Any:
    """Begin with the programmes."""
    return redirect(url_for("pages.programmes.index"))


@programmes.get("/programmes")
def index() -> Any:
    """List the programmes with what is next in each."""
    with reading() as session:
        rows = session.scalars(
            select(ProgrammeRow)
            .where(ProgrammeRow.closed_at.is_(None))
            .order_by(ProgrammeRow.created_at.desc())
        )
        cards = [(row, progress_of(session, row)) for row in rows]
    shown = [
        {
            "id": row.id,
            "title": row.title,
            "state": _state(progress),
            "next": progress.next,
            "next_url": url_of(progress, progress.now),
            "added": row.created_at.strftime("%d.%m.%Y"),
        }
        for row, progress in cards
    ]
    ready = [load_programme(key) for key in find_programmes()]
    return page("programmes/index.html", {"programmes": shown, "ready": ready})


def _state(progress: Progress) -> Wording:
    """Return how far a programme has come, in the words of its card."""
    if progress.waiting:
        return WAITING.format(count=progress.waiting)
    return STATES[progress.now].format(pairs=progress.pairs)


@programmes.post("/programmes")
def copy() -> Any:
    """Copy a ready programme in."""
    need(May.EDIT)
    key = request.form.get("key", "")
    if key not in find_programmes():
        abort(404)
    content, about = ask(settle_programme, key)
    with writing() as session:
        row = ProgrammeRow(key=about["key"], title=about["title"], content=put_blob(session, content))
        session.add(row)
        write_down("programme.created", row)
    tell(COPIED)
    return redirect(url_for("pages.uploads.index", programme_id=row.id))


@programmes.get("/programmes/<programme_id>")
def show(programme_id: str) -> Any:
    """Show what a programme asks for and compares."""
    with reading() as session:
        desk = desk_of(session, programme_id)
        runs = session.scalars(
            select(Run)
            .where(Run.programme_id == programme_id, Run.erased_at.is_(None))
            .order_by(Run.created_at.desc(), Run.id)
            .limit(LAST_RUNS)
        )
        done = [
            {"id": run.id, "when": run.created_at.strftime("%d.%m.%Y %H:%M"), "state": run_state(run)}
            for run in runs
        ]
    forms = [_form(desk.programme, form) for form in desk.programme.forms]
    facts = {"forms": forms, "purpose": PURPOSES[desk.programme.purpose], "runs": done}
    return page("programmes/show.html", {**desk_facts(desk, Step.PROGRAMME), **facts})


@programmes.get("/programmes/<programme_id>/handout.zip")
def handout(programme_id: str) -> Any:
    """Give what is handed out to the participants, as one archive."""
    with reading() as session:
        content = get_blob(session, desk_of(session, programme_id).row.content)
    return saved_together("ankety", ask(handed_out, content))


def _form(programme: Programme, form: ProgrammeForm) -> dict[str, str]:
    titles = {base.key: base.title for base in programme.bases}
    compared = list(dict.fromkeys(criterion.title for criterion in form.criteria))
    more = [ALL[language()]] if len(compared) > MOST_TITLES else []
    return {
        "title": form.title,
        "mentees": ", ".join(titles[key] for key in form.mentees),
        "mentors": ", ".join(titles[key] for key in form.mentors),
        "compared": " · ".join([*compared[:MOST_TITLES], *more]),
    }
