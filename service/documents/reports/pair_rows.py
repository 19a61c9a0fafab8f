"""The list of pairs as a curator reads it: who with whom, how much in common, from what, and who decided."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.result import Origin, Pair, Part
from questionnaires.programme import Programme
from questionnaires.wording import Wording
from service.documents.reports.figures import exactly
from service.documents.reports.who import Label, Who

ORIGINS = {
    Origin.CHOSEN: Wording("предложена подбором", "proposed by the matching"),
    Origin.TOGETHER: Wording("решение куратора: оставить вместе", "the curator's decision: keep together"),
    Origin.ACCEPTED: Wording(
        "принята после встречи или собеседования", "accepted after a meeting or an interview"
    ),
    Origin.KEPT: Wording("работает с прошлого раза и остаётся", "works since last time and stays"),
}
CERTAIN = {
    True: Wording("Иначе было бы хуже", "Anything else would be worse"),
    False: Wording("Равные варианты, выбран жребием", "Equal choices, decided by lot"),
    None: Wording(
        "Есть ли равные варианты, не проверялось", "Whether an equal choice exists was not checked"
    ),
}
BY_MARGIN = Wording("{certain}: без этой пары общее совпадение стало бы меньше на {margin}",
                    "{certain}: without this pair all pairs would have {margin} less in common")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One pair, ready to be printed.

    Parameters
    ----------
    number
        Place in the view's pairs; names the row for links.
    group
        How many mentees the mentor has in this form.
    look
        Why the pair is worth a look, or None.
    """

    number: int
    mentee: Label
    mentor: Label
    points: int
    parts: tuple[Part, ...]
    most: int
    origin: Wording
    by_person: bool
    certain: Wording
    by_lot: bool
    group: int
    look: Wording | None


@dataclass(frozen=True, slots=True)
class FormRows:
    """The pairs of one form, in the order of the mentees' names."""

    title: str
    rows: tuple[PairRow, ...]


def find_pair_rows(
    programme: Programme, pairs: Sequence[Pair], worth: Mapping[int, Wording], who: Who
) -> Iterator[FormRows]:
    """Yield the pairs form by form; forms without a pair are left out."""
    sizes = Counter((pair.form, pair.mentor) for pair in pairs)
    order = sorted(range(len(pairs)), key=lambda k: (who.order(pairs[k].mentee), who.order(pairs[k].mentor)))
    rows: dict[str, list[PairRow]] = {form.key: [] for form in programme.forms}
    for k in order:
        pair = pairs[k]
        rows[pair.form].append(_row(k, pair, sizes[pair.form, pair.mentor], worth.get(k), who))
    for form in programme.forms:
        if rows[form.key]:
            yield FormRows(form.title, tuple(rows[form.key]))


def _row(number: int, pair: Pair, group: int, look: Wording | None, who: Who) -> PairRow:
    return PairRow(
        number=number,
        mentee=who.label(pair.mentee),
        mentor=who.label(pair.mentor),
        points=pair.points,
        parts=pair.parts,
        most=sum(part.most for part in pair.parts),
        origin=ORIGINS[pair.origin],
        by_person=pair.origin is not Origin.CHOSEN,
        certain=_certain(pair),
        by_lot=pair.certain is False,
        group=group,
        look=look,
    )


def _certain(pair: Pair) -> Wording:
    wording = CERTAIN[pair.certain]
    if not pair.certain or not pair.margin:
        return wording
    return BY_MARGIN.format(certain=wording, margin=exactly(pair.margin))
