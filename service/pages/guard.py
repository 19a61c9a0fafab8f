"""Guards of the pages: one log-in manager, one check against forged forms."""

from flask import abort, request
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect

logins = LoginManager()
logins.session_protection = "strong"


class Csrf(CSRFProtect):  # type: ignore[misc]  # flask-wtf has no types
    """The check against forged forms, for pages only: the API takes no cookies."""

    def protect(self) -> None:
        """Refuse a form that this service did not hand out."""
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return
        # Browsers say where a form came from; this holds even if a token leaked.
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            abort(400)
        super().protect()


csrf = Csrf()
