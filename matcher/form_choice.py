"""In which forms a mentee may be served: the form was wished for, and it is open to such people."""

from collections.abc import Iterator

from matcher.admission import unmet
from matcher.crowd import Crowd
from questionnaires.programme import ProgrammeForm
from questionnaires.question import Value
from questionnaires.wording import Wording


def wishes_for(form: ProgrammeForm, crowd: Crowd) -> tuple[bool, ...]:
    """Return for each person whether the form was wished for; who chose nothing has not refused anything."""
    chosen = crowd.column(form.wished) if form.wished else (None,) * len(crowd)
    return tuple(value is None or form.key in _options(value) for value in chosen)


def closed_to(form: ProgrammeForm, crowd: Crowd, i: int) -> Iterator[Wording]:
    """Yield every condition of the form that a mentee does not meet."""
    for requirement in form.mentee_requirements:
        why = unmet(requirement, crowd.column(requirement.fact)[i])
        if why is not None:
            yield why


def may_join(form: ProgrammeForm, crowd: Crowd) -> tuple[bool, ...]:
    """Return for each mentee whether the form may serve the person."""
    wished = wishes_for(form, crowd)
    return tuple(wished[i] and not any(closed_to(form, crowd, i)) for i in range(len(crowd)))


def _options(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)
