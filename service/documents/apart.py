"""Titles of bases and forms kept apart, as a screen may show them."""

from questionnaires.programme import Programme, ProgrammeForm
from questionnaires.wording import Wording

MARK = Wording("отдельная база", "base kept apart")


def is_apart(programme: Programme, form: ProgrammeForm) -> bool:
    """Whether a form is only for mentees of bases kept apart."""
    return all(programme.get_base(key).private for key in form.mentees)


def marked(title: str, *, apart: bool) -> Wording:
    """Return a title with «отдельная база» where it is one."""
    return Wording(f"{title} ({MARK.ru})", f"{title} ({MARK.en})") if apart else Wording(title, title)
