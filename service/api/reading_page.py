"""The description of the API for reading: a page and one page a kind of problem, with nothing from another host."""

from typing import Any

from flask import Flask, Response, json, render_template

from questionnaires.wording import Wording
from service.api.protocol.negotiation import language
from service.api.protocol.problem_types import NOT_FOUND, PROBLEM_TYPES
from service.api.protocol.problems import Problem

POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'"
"""The style sheet holds its small pictures itself."""
WORDS = {
    "title": Wording("Сервис по HTTP", "The service over HTTP"),
    "lead": Wording(
        "Все действия, с примером каждого запроса, ответа и отказа. То же для программ:",
        "Every operation, with an example of every request, answer and refusal. For programs:",
    ),
    "resources": Wording("Разделы", "Resources"),
    "may": Wording("Нужное право", "Permission needed"),
    "parameters": Wording("Параметры", "Parameters"),
    "required": Wording("обязателен", "required"),
    "sent": Wording("Что присылают", "What is sent"),
    "file": Wording("Двоичный файл.", "A binary file."),
    "problems": Wording("Отказы", "Problems"),
    "problems_lead": Wording(
        "Отказ — application/problem+json (RFC 9457) на языке из Accept-Language.",
        "A refusal is application/problem+json (RFC 9457) in the language of Accept-Language.",
    ),
    "status": Wording("Статус", "Status"),
    "meaning": Wording("Что случилось", "What happened"),
    "advice": Wording("Что сделать", "What to do"),
    "all": Wording("Все действия и отказы", "All operations and problems"),
}


def register_reading_page(app: Flask, description: str) -> None:
    """Add the pages.

    Parameters
    ----------
    description
        The OpenAPI document as JSON.
    """
    app.add_url_rule("/v1/docs", "docs", lambda: _documentation(json.loads(description)))
    app.add_url_rule("/v1/problems/<code>", "problem_page", _problem_page)


def _documentation(description: dict[str, Any]) -> Response:
    kinds = sorted(PROBLEM_TYPES, key=lambda kind: kind.status)
    return _page("api/docs.html", api=description, kinds=kinds)


def _problem_page(code: str) -> Response:
    found = next((kind for kind in PROBLEM_TYPES if kind.code == code), None)
    if found is None:
        raise Problem(NOT_FOUND)
    return _page("api/problem.html", kind=found)


def _page(template: str, **facts: Any) -> Response:
    spoken = language()
    words = {key: wording[spoken] for key, wording in WORDS.items()}
    text = render_template(template, language=spoken, w=words, **facts)
    return Response(text, headers={"Content-Security-Policy": POLICY}, mimetype="text/html")
