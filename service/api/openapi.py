"""OpenAPI 3.1 of everything under ``/v1``, and the pages that show it without any other host."""

from typing import Any

from flask import Flask, Response, json
from flask_smorest import Api

from service.api.api_keys import api_keys
from service.api.audit_events import audit_events
from service.api.certificate import certificate
from service.api.compare import compare
from service.api.constraints import constraints
from service.api.description import problem_responses
from service.api.events import events
from service.api.explanations import explanations
from service.api.file_runs import file_runs
from service.api.imports import imports
from service.api.pairs import pairs
from service.api.papers import papers
from service.api.participants import participants
from service.api.personal_data import personal_data
from service.api.plans import plans
from service.api.programmes import programmes
from service.api.readiness import readiness
from service.api.reading_page import register_reading_page
from service.api.resource import Ident, Resource
from service.api.runs import programme_runs, runs
from service.api.signing_off import signing_off
from service.api.summary import summary
from service.api.unmatched import unmatched
from service.api.webhook_endpoints import webhook_endpoints

RESOURCES: list[Resource] = [
    programmes,
    summary,
    imports,
    participants,
    personal_data,
    constraints,
    readiness,
    programme_runs,
    file_runs,
    runs,
    events,
    pairs,
    explanations,
    unmatched,
    certificate,
    compare,
    papers,
    plans,
    signing_off,
    webhook_endpoints,
    api_keys,
    audit_events,
]
"""Every resource, in the order of the description."""

SETTINGS = {
    "API_TITLE": "Matcher",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": "Pairs mentors and mentees: from survey files to orders, with reasons and a proof.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "security": [{"key": []}],
    },
}


class Described(Api):  # type: ignore[misc]  # flask-smorest has no types
    """flask-smorest without its own errors: problems answer, problems are described."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave errors to `service.api.problems`."""


def register_openapi(app: Flask) -> None:
    """Register every resource, the description and its pages."""
    app.config.update(SETTINGS)
    app.url_map.converters["id"] = Ident
    api = Described(app)
    api.register_converter(Ident, _ident_schema)
    api.spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    for name, response in problem_responses().items():
        api.spec.components.response(name, response)
    for resource in RESOURCES:
        api.register_blueprint(resource)
    text = json.dumps(api.spec.to_dict(), ensure_ascii=False, indent=1)
    app.add_url_rule("/v1/openapi.json", "openapi", lambda: Response(text, content_type="application/json"))
    register_reading_page(app, text)


def _ident_schema(_: Any) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{Ident.regex}$", "maxLength": 68}
