"""What all pages share: files of the look, languages, headers, sentences after a deed, who may see what."""

import json
import traceback
from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

import structlog
from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    g,
    get_flashed_messages,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from markupsafe import Markup
from sqlalchemy.exc import OperationalError

from questionnaires.wording import Language, Wording
from service.access.roles import May
from service.api.protocol.context import parts
from service.api.protocol.negotiation import language
from service.api.protocol.problems import DATABASE_ERRORS, Problem, of_database
from service.documents.reports.figures import exact, number, score
from service.documents.reports.words import TEXT as REPORT_TEXT
from service.pages.failures import FAILURES
from service.pages.guard import csrf
from service.pages.typed import sent_now
from service.pages.visitor import Visitor
from service.pages.words import TEXT

OTHER = {Language.RU: (Language.EN, "English"), Language.EN: (Language.RU, "Русский")}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing from another host, nothing written into the page runs, nobody frames it."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
DAY = 86_400
ENDED = Wording(
    "Вход закончился, и отправленное не сохранено. Войдите: вы вернётесь на ту же страницу, и отправьте ещё раз.",
    "Your log-in has ended, and what you sent was not saved. Log in: you come back to the page, and send it again.",
)
ENDED_TYPED = Wording(
    "Вход закончился, и отправленное не сохранено. Войдите: набранное останется, и его можно отправить ещё раз.",
    "Your log-in has ended, and what you sent was not saved. Log in: what you typed stays, and you can send it again.",
)

frame = Blueprint("pages", __name__, static_folder="static", static_url_path="/assets")
frame.jinja_loader = ChoiceLoader(
    [
        FileSystemLoader(Path(__file__).parent / "templates"),
        PrefixLoader({"reports": PackageLoader("service.documents.reports")}),
    ]
)


@frame.get("/assets/report.css")
def report_sheet() -> Response:
    """Serve the reports' own style sheet, so that screen and paper look alike."""
    response = Response(_report_sheet(), mimetype="text/css")
    response.headers["Cache-Control"] = f"max-age={DAY}"
    return response


@cache
def _report_sheet() -> str:
    return files("service.documents.reports").joinpath("templates", "report.css").read_text("utf-8")


@frame.after_request
def keep_assets(response: Response) -> Response:
    """Let browsers keep the files of the look for a day."""
    return with_headers(response)


def page_blueprint(name: str, *, open_to_all: bool = False) -> Blueprint:
    """Return a blueprint of pages, guarded and with the headers of all pages."""
    blueprint = Blueprint(name, __name__)
    blueprint.before_request(choose_language)
    blueprint.before_request(csrf.protect)
    if not open_to_all:
        blueprint.before_request(ask_to_log_in)
    blueprint.after_request(as_page)
    for status in FAILURES:
        blueprint.register_error_handler(status, partial(failure_page, status))
    blueprint.register_error_handler(Problem, problem_page)
    for kind in DATABASE_ERRORS:
        blueprint.register_error_handler(kind, database_page)
    blueprint.register_error_handler(Exception, fault_page)
    return blueprint


def choose_language() -> None:
    """Take the language of the link, then the one chosen before, then the browser's."""
    asked = request.args.get("language") or cookie.get("language")
    if asked in set(Language):
        cookie["language"] = asked
        g.language = Language(asked)


def ask_to_log_in() -> Any:
    """Send whoever is not logged in to the log-in, and back afterwards."""
    if not current_user.is_authenticated:
        return _log_in_first()
    if me().must_change_password:
        return redirect(url_for("pages.login.password"))
    if not me().may(May.READ):
        abort(403)
    # What the API's own functions ask of a request, they find here too.
    g.principal = me().principal
    return None


def _log_in_first() -> Any:
    """Lead to the log-in; a form that was sent goes along as far as it can."""
    typed = sent_now() if request.method == "POST" else None
    if request.method != "GET":
        tell(ENDED_TYPED if typed else ENDED, "bad")
    if typed is None:
        return redirect(url_for("pages.login.index", onwards=_onwards()))
    known = parts().provider
    facts = {"login": "", "provider": known.name if known else "", "left": False}
    return page("login/index.html", {**facts, "onwards": _onwards(), "typed": typed}, status=401)


def _onwards() -> str:
    """Return the page to come back to: of a form the programme or the run it speaks of."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    parts = request.path.split("/")
    return "/".join(parts[:3]) if len(parts) > 3 else url_for("pages.programmes.index")


def me() -> Visitor:
    """Return who is logged in."""
    return cast(Visitor, current_user)


def need(what: May) -> None:
    """Refuse a deed the visitor's role does not allow."""
    if not me().may(what):
        abort(403)


def as_page(response: Response) -> Response:
    """Add the headers; a page with names is kept by nobody."""
    response.headers.setdefault("Cache-Control", "no-store")
    return with_headers(response)


def with_headers(response: Response) -> Response:
    """Add the headers that keep a page to itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def tell(sentence: Wording, tone: str = "") -> None:
    """Say something on the next page: what was done, or what went wrong (``bad``)."""
    flash(json.dumps([sentence.ru, sentence.en]), tone)


def page(template: str, facts: Mapping[str, Any] | None = None, *, status: int = 200) -> Response:
    """Return a page."""
    known = {**page_facts(), **(facts or {})}
    return Response(render_template(template, **known), status, mimetype="text/html")


def page_facts() -> dict[str, Any]:
    """Return what every page and every moving part of one shows."""
    spoken, visitor = language(), _visitor()
    other, other_name = OTHER[spoken]
    return {
        "language": spoken.value,
        "other_language": other.value,
        "other_language_name": other_name,
        "other_language_url": _in_language(other),
        "w": _texts(spoken),
        "say": lambda wording: wording[spoken],
        "exact": partial(exact, language=spoken),
        "me": visitor,
        "may_manage": visitor is not None and visitor.may(May.MANAGE),
        "may_work": visitor is not None and visitor.may(May.EDIT),
        "may_name": visitor is not None and visitor.may(May.NAMES),
        "said": _said(),
        "csrf": _csrf_field,
        "show_certain": False,
        "show_rivals": False,
    }


def _visitor() -> Visitor | None:
    """Return who is logged in; nobody while the database cannot be asked who that is."""
    return me() if not g.get("unanswered") and current_user.is_authenticated else None


def failure_page(status: int, error: Exception) -> Response:
    """Return a page that says what went wrong and what to do."""
    title, advice = FAILURES[status]
    return page("failure.html", {"failure": title, "advice": advice}, status=status)


def problem_page(problem: Problem) -> Response:
    """Return a page for what the API would call a problem, with its own sentence as the advice."""
    status = problem.kind.status if problem.kind.status in FAILURES else 400
    title, advice = FAILURES[status]
    told = advice if problem.detail == problem.kind.advice else problem.detail
    response = page("failure.html", {"failure": title, "advice": told}, status=status)
    response.headers.update(problem.headers)
    return response


def database_page(error: Exception) -> Response:
    """Return the page of what the database refused."""
    g.unanswered = isinstance(error, OperationalError)
    return problem_page(of_database(error))


def fault_page(fault: Exception) -> Response:
    """Return the page of a fault of the program; the log names its kind and place, and nothing a person typed."""
    where = traceback.extract_tb(fault.__traceback__)[-1]
    structlog.get_logger().error("fault", kind=type(fault).__name__, where=f"{where.name}:{where.lineno}")
    return failure_page(500, fault)


def add_filters(state: Any) -> None:
    """Give the templates the filters of the reports."""
    state.app.jinja_env.filters.update(score=score, number=number)


frame.record_once(add_filters)


def _said() -> list[tuple[str, Wording]]:
    """Return the sentences of `tell` that have not been shown yet."""
    told = cast(list[tuple[str, str]], get_flashed_messages(with_categories=True))
    return [(tone, Wording(*json.loads(sentence))) for tone, sentence in told]


@cache
def _texts(spoken: Language) -> dict[str, str]:
    return {key: wording[spoken] for key, wording in {**REPORT_TEXT, **TEXT}.items()}


def _in_language(other: Language) -> str:
    known = {key: value for key, value in request.args.items(multi=True) if key != "language"}
    return f"{request.path}?{urlencode({**known, 'language': other.value})}"


def _csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
