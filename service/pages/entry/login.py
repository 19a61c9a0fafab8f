"""Log in, log out, change the password."""

from typing import Any

from flask import Response, redirect, request, url_for
from flask import session as cookie
from flask_login import current_user, login_required, login_user, logout_user

from questionnaires.wording import Wording
from service.access.guessable import is_guessable
from service.access.passwords import LEAST, MOST, hash_password, is_right
from service.access.principal import find_by_password
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import parts
from service.api.protocol.problems import Problem
from service.pages.entry.again import shown_of
from service.pages.frame import me, page, page_blueprint, tell
from service.pages.guard import logins
from service.pages.typed import inside, taken_along
from service.pages.visitor import Visitor, begin, end, end_all, find_visitor
from service.store.users import User

WRONG = Wording(
    "Имя или пароль не подходят. Проверьте язык клавиатуры.",
    "The name or the password is wrong. Check the keyboard's language.",
)
NO_ROLE = Wording(
    "Вход есть, но ни одна организация не назначила вам роль.",
    "The login exists, but no organisation has given you a role.",
)
OLD_WRONG = Wording("Пароль сейчас введён неверно.", "The present password is wrong.")
DIFFERENT = Wording("Новый пароль введён дважды по-разному.", "The new password was typed in two ways.")
TOO_SHORT = Wording("Пароль должен быть не короче 12 знаков.", "The password needs at least 12 characters.")
TOO_EASY = Wording(
    "Такой пароль легко угадать: в нём почти всё — имя, частые слова, соседние клавиши или повторы. Возьмите "
    "несколько слов, не связанных между собой.",
    "Such a password is easily guessed: nearly all of it are names, common words, neighbouring keys or repetitions. "
    "Take several words that have nothing to do with each other.",
)
SAME = Wording("Новый пароль такой же, как прежний.", "The new password is the same as the old one.")
WAIT = Wording(
    "Войти можно будет через {minutes} мин. Пароль за это время не изменится.",
    "You can log in in {minutes} min. The password stays as it is meanwhile.",
)
CHANGED = Wording("Пароль изменён.", "The password was changed.")

BY_NAME = "20 per 15 minutes"
"""Guesses at one name, from however many addresses."""

login = page_blueprint("login", open_to_all=True)


@logins.user_loader  # type: ignore[untyped-decorator]
def load_visitor(token: str) -> Visitor | None:
    """Return who holds the token of a cookie."""
    return find_visitor(parts().store, token)


@logins.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_first() -> Any:
    """Lead whoever is not logged in to the log-in."""
    return redirect(url_for("pages.login.index"))


def check_attempts(name: str) -> None:
    """Refuse when this address, or anybody under this name, has tried too often."""
    limits = {"login": (parts().config.login_limit, request.remote_addr or ""), "login-name": (BY_NAME, name)}
    for what, (limit, who) in limits.items():
        wait = parts().rates.find_wait(limit, what, who)
        if wait is not None:
            said = WAIT.format(minutes=-(-wait // 60))
            raise Problem(kinds.TOO_MANY, said, headers={"Retry-After": str(wait)})


@login.get("/login")
def index() -> Any:
    """Show the form."""
    if current_user.is_authenticated:
        return redirect(url_for("pages.programmes.index"))
    return login_page("")


def login_page(typed: str, *, status: int = 200) -> Response:
    """Return the form, with a way to the identity provider where there is one."""
    known = parts().provider
    facts = {
        "login": typed[:200],
        "provider": known.name if known else "",
        "onwards": inside(request.args.get("onwards", "")),
        "left": bool(known) and "left" in request.args,
        "typed": taken_along(),
    }
    return page("login/index.html", facts, status=status)


@login.post("/login")
def enter() -> Any:
    """Check the password and begin a log-in."""
    typed, password = request.form.get("login", "").strip(), request.form.get("password", "")
    check_attempts(typed[:200].casefold())
    with parts().store.whole(read_only=True) as session:
        user = find_by_password(session, typed, password)
    if user is None:
        tell(WRONG, "bad")
        return login_page(typed, status=401)
    return come_in(user.id, request.args.get("onwards", ""), typed=typed)


def come_in(user_id: str, onwards: str, *, typed: str = "", by_provider: bool = False) -> Any:
    """Begin a log-in of a user who has shown who they are; a new token, and nothing kept of before."""
    token = begin(parts().store, user_id, hours=parts().config.session_hours)
    visitor = find_visitor(parts().store, token)
    if visitor is None:
        end(parts().store, token)
        tell(NO_ROLE, "bad")
        return login_page(typed, status=403)
    spoken = cookie.get("language")
    cookie.clear()  # nothing of before the log-in is carried into it
    if spoken:
        cookie["language"] = spoken
    if by_provider:
        cookie["by_provider"] = True
    login_user(visitor)
    place, taken = inside(onwards) or url_for("pages.programmes.index"), taken_along()
    if taken is None or visitor.must_change_password:
        return redirect(place)
    return page("login/again.html", {"typed": taken, "shown": shown_of(taken), "onwards": place})


@login.post("/logout")
def leave() -> Any:
    """End the log-in, on the server too; who came by the provider is shown how to leave there as well."""
    if current_user.is_authenticated:
        end(parts().store, me().token)
    left = "provider" if cookie.get("by_provider") else None
    logout_user()
    cookie.clear()
    return redirect(url_for("pages.login.index", left=left))


@login.get("/password")
@login_required  # type: ignore[untyped-decorator]
def password() -> Any:
    """Show the form for a new password."""
    return page("login/password.html")


@login.post("/password")
@login_required  # type: ignore[untyped-decorator]
def change_password() -> Any:
    """Change the password; every other log-in of the user ends."""
    check_attempts(me().user_id)
    old, new = request.form.get("old", ""), request.form.get("new", "")
    fault = _fault(old, new, request.form.get("again", ""))
    if fault is not None:
        tell(fault, "bad")
        return page("login/password.html", status=422)
    with parts().store.whole() as session:
        user = session.get_one(User, me().user_id)
        user.password_hash, user.must_change_password = hash_password(new), False
    end_all(parts().store, me().user_id)
    token = begin(parts().store, me().user_id, hours=parts().config.session_hours)
    login_user(find_visitor(parts().store, token))
    tell(CHANGED)
    return redirect(url_for("pages.programmes.index"))


def _fault(old: str, new: str, again: str) -> Wording | None:
    with parts().store.whole(read_only=True) as session:
        user = session.get_one(User, me().user_id)
        known, about = user.password_hash, (user.login, user.name or "", me().organisation)
    if not is_right(old, known):
        return OLD_WRONG
    if new != again:
        return DIFFERENT
    if not LEAST <= len(new) <= MOST:
        return TOO_SHORT
    if is_guessable(new, about):
        return TOO_EASY
    return SAME if new == old else None
