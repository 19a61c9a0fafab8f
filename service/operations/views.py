"""``/healthz``, ``/readyz`` and ``/metrics``, and a line in the log for every request."""

import hmac
import time

import structlog
from flask import Blueprint, Flask, Response, g, jsonify, request

from service.config import Config
from service.operations.figures import Figures
from service.operations.health import readiness
from service.store.store import Store

NAME = "operations"
HERE = ("127.0.0.1", "::1")


def register_operations(app: Flask, config: Config, store: Store) -> None:
    """Add the pages for whoever keeps the service, and the log of requests; a second call does nothing."""
    if NAME in app.blueprints:
        return
    figures = Figures(store)
    app.register_blueprint(_blueprint(config, store, figures))
    app.before_request(_begin)
    app.after_request(lambda response: _end(response, figures))


def _blueprint(config: Config, store: Store, figures: Figures) -> Blueprint:
    blueprint = Blueprint(NAME, __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        """Say that the process answers; a supervisor restarts it when it does not."""
        return jsonify(status="ok")

    @blueprint.get("/readyz")
    def readyz() -> tuple[Response, int]:
        """Say whether requests should be sent here."""
        checks = readiness(config, store)
        good = all(check.is_good for check in checks.values())
        found = {name: {"ok": check.is_good, "found": check.found} for name, check in checks.items()}
        return jsonify(status="ready" if good else "not ready", checks=found), 200 if good else 503

    @blueprint.get("/metrics")
    def metrics() -> Response:
        """Give the figures to who has the token; without one, to this machine only."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

        if not _may_see(config):
            return Response(status=404)
        return Response(generate_latest(figures.registry), content_type=CONTENT_TYPE_LATEST)

    return blueprint


def _may_see(config: Config) -> bool:
    if config.metrics_token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), config.metrics_token.encode())
    return request.remote_addr in HERE and "X-Forwarded-For" not in request.headers


def _begin() -> None:
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.get("request_id", ""))


def _end(response: Response, figures: Figures) -> Response:
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    # The rule, not the address: what stands in an address may be somebody's.
    route = request.url_rule.rule if request.url_rule else "unknown"
    figures.requests.labels(request.method, route, str(response.status_code)).inc()
    figures.seconds.labels(request.method, route).observe(seconds)
    if route not in {"/healthz", "/readyz", "/metrics"}:
        structlog.get_logger("matcher.web").info(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            milliseconds=round(1000 * seconds),
        )
    return response
