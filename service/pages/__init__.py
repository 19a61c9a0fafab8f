"""The curator's pages: one journey from log-in to the order, rendered on the server, whole without scripts."""

from flask import Flask

__all__ = ["register_pages"]


def register_pages(app: Flask, *, secure_cookies: bool = False) -> None:
    """Give an application the curator's pages.

    Parameters
    ----------
    secure_cookies
        Whether cookies go over HTTPS only.
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
    }
    from service.pages.guard import csrf, logins
    from service.pages.journey import frame

    csrf.init_app(app)
    # no template names who is logged in by itself: the page of a failure is shown without asking the database
    logins.init_app(app, add_context_processor=False)
    app.register_blueprint(frame)
