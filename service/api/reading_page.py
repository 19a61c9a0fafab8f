"""The description of the API for reading: a page and one page a kind of problem, with nothing from another host."""

from typing import Any

from flask import Flask, json, render_template

from questionnaires.wording import Wording
from service.api.negotiation import language
from service.api.problem_types import NOT_FOUND, PROBLEM_TYPES
from service.api.problems import Problem

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


def _documentation(description: dict[str, Any]) -> str:
    kinds = sorted(PROBLEM_TYPES, key=lambda kind: kind.status)
    return render_template("api/docs.html", api=description, kinds=kinds, **_facts())


def _problem_page(code: str) -> str:
    found = next((kind for kind in PROBLEM_TYPES if kind.code == code), None)
    if found is None:
        raise Problem(NOT_FOUND)
    return render_template("api/problem.html", kind=found, **_facts())


def _facts() -> dict[str, Any]:
    spoken = language()
    return {"language": spoken, "w": {key: wording[spoken] for key, wording in WORDS.items()}}
