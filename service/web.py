"""The web application: every part by name, in order."""

import secrets
import threading
from typing import Any

from flask import Flask, Response, current_app, g, request

from service.access.limits import RateLimits
from service.api import register_api
from service.api.protocol.context import EXTENSION, Parts
from service.api.protocol.problems import register_problems
from service.child.child import Child, Limits
from service.config import Config
from service.operations.views import register_operations
from service.pages import register_pages
from service.runs.port import Runs
from service.store.store import Store

MEGABYTE = 1_000_000
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
}
YEAR = "max-age=31536000; includeSubDomains"


def create_app(config: Config, store: Store, runs: Runs) -> Flask:
    """Return the application.

    Parameters
    ----------
    config
        Checked settings.
    store
        The only way to the database.
    runs
        The only way to a solver.
    """
    app = Flask(__name__, static_folder=None)
    _configure(app, config)
    _believe_proxies(app, config)
    limits = Limits(memory=_address_space(config), seconds=float(config.upload_seconds))
    app.extensions[EXTENSION] = Parts(
        store=store,
        runs=runs,
        child=Child(limits),
        config=config,
        rates=RateLimits(),
        listeners=threading.Semaphore(max(1, config.threads // 2)),
        provider=_provider(app, config),
        internal_addresses=config.webhook_private,
    )
    app.before_request(_name_request)
    app.after_request(_guard_answer)
    register_problems(app)
    register_operations(app, config, store)
    register_api(app)
    register_pages(app, secure_cookies=config.secure_cookies)
    return app


def _configure(app: Flask, config: Config) -> None:
    settings: dict[str, Any] = {
        "SECRET_KEY": config.secret_key,
        "MAX_CONTENT_LENGTH": config.upload_mb * MEGABYTE,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.secure_cookies,
        "JSON_AS_ASCII": False,
    }
    app.config.update(settings)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of Flask's default provider
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # «//» is an address that does not exist; nobody is sent elsewhere


def _provider(app: Flask, config: Config) -> Any:
    """Return the identity provider of the settings, or None; its library is loaded only where there is one."""
    if not config.oidc_issuer:
        return None
    from service.access.provider import Provider

    return Provider(app, config)


def _believe_proxies(app: Flask, config: Config) -> None:
    """Take address, scheme and host from as many proxies as the settings trust, and from nobody else."""
    if config.trusted_proxies:
        from werkzeug.middleware.proxy_fix import ProxyFix

        count = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def _address_space(config: Config) -> int:
    """Return the limit of the child in megabytes: libraries reserve far more address space than they use."""
    return config.upload_memory_mb + 3072


def _name_request() -> None:
    given = request.headers.get("X-Request-Id", "")
    known = given if given.isascii() and given.replace("-", "").isalnum() and len(given) <= 64 else ""
    g.request_id = known or f"req_{secrets.token_hex(8)}"


def _guard_answer(response: Response) -> Response:
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = YEAR
    response.headers["X-Request-Id"] = g.get("request_id", "")
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/v1/") and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Vary", "Accept, Accept-Language, Authorization")
    return response
