"""The curator's pages: one journey from log-in to the order, rendered on the server, whole without scripts."""

from flask import Flask

from service.pages.frame import frame
from service.pages.guard import csrf, limiter, logins
from service.pages.login import login
from service.pages.orders import orders
from service.pages.pairs import pairs
from service.pages.programmes import programmes
from service.pages.readiness import readiness
from service.pages.runs import runs
from service.pages.unmatched import unmatched
from service.pages.uploads import uploads

PAGES = (login, programmes, uploads, readiness, runs, pairs, unmatched, orders)
"""In the order of the journey; below one blueprint, because the API has some of the same names."""

for page in PAGES:
    frame.register_blueprint(page)

__all__ = ["register_pages"]


def register_pages(app: Flask, *, secure_cookies: bool = False, login_limit: str = "10 per minute") -> None:
    """Give an application the curator's pages.

    Parameters
    ----------
    secure_cookies
        Whether cookies go over HTTPS only.
    login_limit
        How often one address may try to log in.
    """
    app.config |= {
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure_cookies,
        "SESSION_COOKIE_NAME": "__Host-matcher" if secure_cookies else "matcher",
        # Forms are checked by the pages themselves: the API takes no cookies.
        "WTF_CSRF_CHECK_DEFAULT": False,
        # The log-in itself ends after an hour without work; a form must not end before it.
        "WTF_CSRF_TIME_LIMIT": None,
        # No page says where it came from (no-referrer), so that is not asked; Sec-Fetch-Site is.
        "WTF_CSRF_SSL_STRICT": False,
        "LOGIN_LIMIT": login_limit,
    }
    for part in (csrf, limiter, logins):
        part.init_app(app)
    app.register_blueprint(frame)
