"""What was sent by a form whose log-in had ended: it goes along through the log-in in the page, and is kept nowhere."""

import json
from dataclasses import dataclass

from flask import request

MOST = 100_000
"""Characters; a longer form is not taken along."""
TOKEN = "csrf_token"


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent, without its token: sent again it bears a new one.

    Parameters
    ----------
    path
        Where it was sent to.
    fields
        Names and values in their order.
    """

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """What a hidden field of the log-in takes along."""
        return json.dumps([self.path, self.fields], ensure_ascii=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing would be lost."""
        return not any(value.strip() for _, value in self.fields)


def sent_now() -> Typed | None:
    """Return the form of this request; None when it holds files, nothing, or too much."""
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name != TOKEN)
    typed = Typed(request.full_path.rstrip("?"), fields)
    return typed if not typed.is_blank and not request.files and len(typed.text) <= MOST else None


def taken_along() -> Typed | None:
    """Return what the log-in has taken along; None when there is nothing that could have been."""
    try:
        path, fields = json.loads(request.form.get("typed", ""))
        typed = Typed(inside(path), tuple((str(name), str(value)) for name, value in fields if name != TOKEN))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return typed if typed.path else None


def inside(wanted: str) -> str:
    """Return where the visitor was going when that is a path of this service, else nothing."""
    good = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and "\\" not in wanted
    return wanted if good else ""
