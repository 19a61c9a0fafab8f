"""What a finished run says on its pages: five numbers, the proof, the pictures, the pairs, the people who wait."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from questionnaires.wording import Wording
from service.documents.reports.balance import find_balance
from service.documents.reports.figures import PAIRS, counted, mean, share
from service.documents.reports.look import find_worth_a_look
from service.documents.reports.pair_rows import FormRows, PairRow, find_pair_rows
from service.documents.reports.pictures import held_up, histogram, sides
from service.documents.reports.proofs import find_claims, find_lots
from service.documents.reports.reasons import absent_list
from service.documents.reports.served import find_served
from service.documents.reports.waiting import first_rivals, widest
from service.documents.reports.who import Who
from service.named import fold_name
from service.view import RunView


class Shown(StrEnum):
    """Which pairs a page shows."""

    ALL = "all"
    LOOK = "look"
    LOT = "lot"


class Sorted(StrEnum):
    """In which order."""

    WORST = "worst"
    NAME = "name"


SHOWN = {
    Shown.ALL: Wording("все пары", "all pairs"),
    Shown.LOOK: Wording("на которые стоит взглянуть", "worth a look"),
    Shown.LOT: Wording("выбранные жребием", "chosen by lot"),
}
SORTED = {
    Sorted.WORST: Wording("сначала меньше общего", "least in common first"),
    Sorted.NAME: Wording("по имени", "by name"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a curator asked the list of pairs to show."""

    form: str = ""
    show: Shown = Shown.ALL
    sort: Sorted = Sorted.WORST
    name: str = ""

    def fits(self, row: PairRow) -> bool:
        """Whether a pair is among those asked for."""
        if self.show is Shown.LOOK and row.look is None:
            return False
        if self.show is Shown.LOT and not row.by_lot:
            return False
        words = " ".join(f"{who.name} {who.detail} {who.code}" for who in (row.mentee, row.mentor))
        return fold_name(self.name) in fold_name(words)


def summary(view: RunView, who: Who) -> dict[str, Any]:
    """Return the five numbers, the claims and the pictures."""
    pairs, waiting, language = view.pairs(), view.unmatched(), view.language
    worth, served = find_worth_a_look(pairs), find_served(view)
    charts = [histogram(pairs, worth, language)] if pairs else []
    charts += find_balance(view, who)
    charts += [held_up(waiting, language)] if waiting else []
    return {
        "matched": len(served),
        "ready": len(served | {person.mentee for person in waiting}),
        "waiting": len(waiting),
        "mean": mean([pair.points for pair in pairs], language),
        "worth": len(worth),
        "worth_share": share(len(worth), len(pairs)),
        "claims": tuple(find_claims(view)),
        "lots": find_lots(pairs, waiting),
        "charts": charts,
        "matrix": sides(pairs, who, language) if pairs else None,
    }


def pair_list(view: RunView, who: Who, asked: Filter) -> dict[str, Any]:
    """Return the pairs asked for, form by form."""
    pairs = view.pairs()
    every = list(find_pair_rows(view.programme, pairs, find_worth_a_look(pairs), who))
    chosen_title = {form.key: form.title for form in view.programme.forms}.get(asked.form)
    kept = [_kept(form, asked) for form in every if chosen_title in (None, form.title)]
    forms = [form for form in kept if form.rows]
    used = {pair.form for pair in pairs}
    return {
        "forms": forms,
        "groups": view.groups() if asked == Filter(sort=asked.sort) else (),
        "counted": counted(sum(len(form.rows) for form in forms), PAIRS),
        "form_choices": [(form.key, form.title) for form in view.programme.forms if form.key in used],
    }


def _kept(form: FormRows, asked: Filter) -> FormRows:
    rows = [row for row in form.rows if asked.fits(row)]
    if asked.sort is Sorted.WORST:
        # The rows come in the order of names, which decides among equals.
        rows.sort(key=lambda row: row.points)
    return FormRows(form.title, tuple(rows))


def waiting_list(view: RunView, who: Who) -> dict[str, Any]:
    """Return the people without a mentor yet, those in reserve and those who do not take part."""
    waiting = sorted(view.unmatched(), key=lambda person: who.order(person.mentee))
    idle = [code for code in view.result.idle_mentors if who.belongs(code)]
    return {
        "waiting": waiting,
        "widest": widest(waiting),
        "chart": held_up(waiting, view.language) if waiting else None,
        "rivals": lambda person: first_rivals(person, who),
        "idle": sorted(idle, key=who.order),
        "absences": absent_list(view.result.absences, who),
    }
