"""How much each wish counts, in words; what a curator changes in it, and what that would do; in the child."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from questionnaires.criterion import Criterion, Force
from questionnaires.loading import load_programme, resolved
from questionnaires.loading.shape.weights import Weight, share_points, weights_fault
from questionnaires.programme import ProgrammeForm, Purpose
from service.child.basis import decided
from service.folder.request import Request
from service.view import RunView

Words = Mapping[str, Mapping[str, Weight]]
"""Key of a form → key of a wish → how much it counts."""
ROUNDED = 0.02
"""Of a unit: so far may points be from a word that stood in the file."""
Match = tuple[str, str, str]
"""(form, mentee, mentor)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a run of everything accepted would come to after a change.

    Parameters
    ----------
    before
        The pairs as the present weights give them.
    waited
        How many people stay without a mentor with the present weights.
    after
        The run after the change.
    """

    before: frozenset[Match]
    waited: int
    after: RunView


def words_of(form: ProgrammeForm) -> dict[str, Weight]:
    """Return key of a wish → the word nearest to its points, by the unit that most wishes are a word of."""
    wishes = wishes_of(form)
    units = [wish.points / word.value for wish in wishes for word in Weight if word.value and wish.points]
    unit = max(units, key=lambda one: (sum(_is_told(wish.points, one) for wish in wishes), -one), default=1.0)
    return {wish.key: _nearest(wish.points / unit) for wish in wishes}


def wishes_of(form: ProgrammeForm) -> tuple[Criterion, ...]:
    """Return the criteria of a form that earn points."""
    return tuple(one for one in form.criteria if one.force is Force.WISH)


def reweigh(content: bytes, purpose: Purpose, words: Words) -> bytes | None:
    """Return a programme with another purpose and other weights, or None where the wishes of a form share nothing.

    A form keeps its points to the last one while no word of it changes.
    """
    programme = load_programme(content)
    forms = [_reweighed(form, words.get(form.key, {})) for form in programme.forms]
    kept = tuple(form for form in forms if form is not None)
    return resolved(replace(programme, purpose=purpose, forms=kept)) if len(kept) == len(forms) else None


def preview(request: Request, content: bytes) -> Preview:
    """Return what a changed programme would do to the pairs, beside the present one.

    Raises
    ------
    InputRefused
        When a file has errors.
    """
    _, _, now = decided(request)
    programme, answers, then = decided(replace(request, programme=content))
    return Preview(
        before=frozenset((pair.form, pair.mentee, pair.mentor) for pair in now.result.pairs),
        waited=len(now.result.unmatched),
        after=RunView(programme=programme, answers=answers, result=then.result),
    )


def _reweighed(form: ProgrammeForm, words: Mapping[str, Weight]) -> ProgrammeForm | None:
    present = words_of(form)
    said = {key: words.get(key, word) for key, word in present.items()}
    if said == present:
        return form
    if weights_fault(list(said.values())) is not None:
        return None
    points = dict(zip(said, share_points(list(said.values())), strict=True))
    criteria = tuple(
        replace(one, points=points[one.key]) if one.key in points else one for one in form.criteria
    )
    return replace(form, criteria=criteria)


def _nearest(shares: float) -> Weight:
    return min(Weight, key=lambda word: (abs(word.value - shares), word.value))


def _is_told(points: int, unit: float) -> bool:
    """Whether a word of this unit says the points, but for what rounding takes."""
    return abs(points - _nearest(points / unit).value * unit) <= ROUNDED * unit
