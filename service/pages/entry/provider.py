"""Log-in by the identity provider of the settings: there, back, and out again."""

from typing import Any

import structlog
from flask import abort, redirect, request, url_for
from flask import session as cookie

from questionnaires.wording import Wording
from service.access.identity import find_user
from service.access.provider import Provider, ProviderAway, ProviderRefused
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import parts
from service.api.protocol.problems import Problem
from service.pages.entry.login import come_in, login_page
from service.pages.frame import page_blueprint, tell
from service.pages.typed import inside

REFUSED = Wording(
    "Вход не удался: поставщик входа не подтвердил, кто вы. Начните вход заново.",
    "The log-in failed: the provider did not confirm who you are. Begin again.",
)
UNKNOWN = Wording(
    "Поставщик входа вас узнал, но здесь для вас ничего не заведено. Обратитесь к тому, кто установил программу.",
    "The provider knows you, but nothing is set up for you here. Ask whoever installed the program.",
)
AWAY = Wording(
    "Поставщик входа сейчас не отвечает. Войдите по паролю или попробуйте позже.",
    "The identity provider does not answer. Log in with a password or try later.",
)

provider = page_blueprint("provider", open_to_all=True)


@provider.get("/login/provider")
def index() -> Any:
    """Send the visitor to the provider."""
    known = _provider()
    cookie["onwards"] = inside(request.args.get("onwards", ""))
    try:
        return known.send_there(_outside("pages.provider.back"))
    except (ProviderAway, ProviderRefused) as error:
        return _sorry(AWAY, error, status=503)


@provider.get("/login/provider/back")
def back() -> Any:
    """Take the provider's answer and begin a log-in of the user it belongs to."""
    known = _provider()
    try:
        identity = known.read_answer()
    except ProviderRefused as error:
        return _sorry(REFUSED, error, status=401)
    except ProviderAway as error:
        return _sorry(AWAY, error, status=503)
    with parts().store.whole() as session:
        user = find_user(session, identity)
    if user is None:
        return _sorry(UNKNOWN, None, status=403)
    return come_in(user.id, cookie.get("onwards", ""), by_provider=True)


@provider.get("/login/provider/end")
def end() -> Any:
    """Send the visitor to where the provider ends its own log-in."""
    try:
        place = _provider().find_end(_outside("pages.login.index"))
    except (ProviderAway, ProviderRefused) as error:
        return _sorry(AWAY, error, status=503)
    return redirect(place or url_for("pages.login.index"))


def _provider() -> Provider:
    known: Provider | None = parts().provider
    if known is None:
        abort(404)
    wait = parts().rates.find_wait(parts().config.login_limit, "provider", request.remote_addr or "")
    if wait is not None:
        raise Problem(kinds.TOO_MANY, headers={"Retry-After": str(wait)})
    return known


def _outside(endpoint: str) -> str:
    """Return an address as the provider must be told it: never by a header of the request."""
    return f"{parts().config.public_url.rstrip('/')}{url_for(endpoint)}"


def _sorry(said: Wording, error: Exception | None, *, status: int) -> Any:
    structlog.get_logger("matcher.provider").warning("log-in", kind=str(error) if error else "nobody of ours")
    tell(said, "bad")
    return login_page("", status=status)
