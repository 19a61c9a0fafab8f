"""The form in which a head gives number and date to the own orders."""

from collections.abc import Mapping
from datetime import date

from flask import request

from questionnaires.wording import Wording
from service.api.plans.numbering import Signed
from service.folder.order import Books
from service.view import SignedOrder

MOST_NUMBER = 40
RENUMBERED = Wording(
    "Пока вы заполняли, в приказ вписан № {number}. Если нужен ваш номер, впишите его ещё раз.",
    "While you filled this in, the order was given No. {number}. If yours is the right one, fill it in again.",
)


def signed_form(keys: list[str]) -> Signed | None:
    """Return what the form says was signed; None when its number or date is missing, or its organisation unknown."""
    organisation = request.form.get("organisation", keys[0] if len(keys) == 1 else "")
    order = _order("number", "day")
    if order is None or organisation not in keys:
        return None
    completion = request.form.get("completion") == "yes"
    return Signed(
        organisation=organisation, order=order, completion=completion, amends=_order("amends", "amends_day")
    )


def _order(number: str, day: str) -> SignedOrder | None:
    given, date_given = " ".join(request.form.get(number, "").split()), _day(request.form.get(day, ""))
    if not given or len(given) > MOST_NUMBER or date_given is None:
        return None
    return SignedOrder(number=given, day=date_given)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def shown(given: Mapping[str, SignedOrder]) -> list[str]:
    """Return what a form remembers of the numbers it was shown with."""
    return [f"{key} {order.number}" for key, order in sorted(given.items())]


def find_renumbered(signed: Signed, books: Books) -> Wording | None:
    """Return the sentence on a number that was given after the form was shown, by another head or in another tab.

    A form that does not say what it was shown with is taken as it is.
    """
    given = (books.completions if signed.completion else books.numbers).get(signed.organisation)
    if given is None or given.number == signed.order.number or "shown" not in request.form:
        return None
    seen = f"{signed.organisation} {given.number}" in request.form.getlist("known")
    return None if seen else RENUMBERED.format(number=given.number)
