"""What the client can read: language by Accept-Language, form by Accept."""

from enum import StrEnum

from flask import g, has_request_context, request
from werkzeug.datastructures import MIMEAccept

from questionnaires.wording import Language


class Form(StrEnum):
    """A form an answer can have."""

    JSON = "application/json"
    CSV = "text/csv"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ZIP = "application/zip"
    STREAM = "text/event-stream"
    ANY = "application/octet-stream"


def language() -> Language:
    """Return the language of the answer: Russian unless the client prefers English."""
    if not has_request_context():
        return Language.RU
    if "language" not in g:
        best = request.accept_languages.best_match([spoken.value for spoken in Language], Language.RU.value)
        g.language = Language(best)
    chosen: Language = g.language
    return chosen


def find_form(offered: tuple[Form, ...]) -> Form | None:
    """Return the form the client likes best, the first offered among equals; None when it can read none."""
    if not request.accept_mimetypes:
        return offered[0]
    # «application/json; charset=utf-8» asks for JSON: no form here comes in several charsets or versions
    wanted = MIMEAccept([(kind.split(";")[0].strip(), weight) for kind, weight in request.accept_mimetypes])
    weighed = [(wanted[form.value], -place) for place, form in enumerate(offered)]
    quality, place = max(weighed)
    return offered[-place] if quality > 0 else None
