"""OpenAPI 3.1 of everything under ``/v1``, and the pages that show it without any other host."""

from typing import Any

from flask import Flask, Response, json
from flask_smorest import Api

from service.api.organisations.api_keys import api_keys
from service.api.organisations.audit_events import audit_events
from service.api.organisations.summary import summary
from service.api.organisations.webhook_endpoints import webhook_endpoints
from service.api.plans.plans import plans
from service.api.plans.signing_off import signing_off
from service.api.programmes.constraints import constraints
from service.api.programmes.imports import imports
from service.api.programmes.participants import participants
from service.api.programmes.personal_data import personal_data
from service.api.programmes.programmes import programmes
from service.api.programmes.readiness import readiness
from service.api.reading_page import register_reading_page
from service.api.resource import Ident, Resource
from service.api.runs.certificate import certificate
from service.api.runs.compare import compare
from service.api.runs.events import events
from service.api.runs.explanations import explanations
from service.api.runs.file_runs import file_runs
from service.api.runs.pairs import pairs
from service.api.runs.papers import papers
from service.api.runs.runs import programme_runs, runs
from service.api.runs.unmatched import unmatched
from service.api.schemas.description import problem_responses

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
        """Leave errors to `service.api.protocol.problems`."""


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
