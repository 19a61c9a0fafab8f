"""Number and date of the orders, without a new run: each head signs the orders of the own organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from questionnaires.wording import Wording
from service.documents.orders.order import orders_in_force
from service.folder.agreed_papers import completion_papers, numbered_scopes, signed_papers
from service.folder.approve import NotApproved, read_approval, remade
from service.folder.contents.by_hand import without_filled
from service.folder.contents.edited import keep_edited
from service.folder.contents.manifest import APPROVAL, ORDER, chained_manifest
from service.folder.contents.numbers import (
    COMPLETION,
    IN_FORCE,
    NUMBERS,
    number_data,
    read_completions,
    read_numbers,
)
from service.folder.write import add_papers
from service.view import Paper, RunView, SignedOrder

WHOSE = Wording(
    "Каждый руководитель подписывает приказы своей организации. Назовите папку одной из них, например: "
    "matcher order {folder}/{first} --number N --date ДД.ММ.ГГГГ. Организации: {keys}.",
    "Each head signs the orders of the own organisation. Name the folder of one, for example: "
    "matcher order {folder}/{first} --number N --date YYYY-MM-DD. Organisations: {keys}.",
)
NOTHING = Wording(
    "У организации {key} в этом подборе нет приказов: нумеровать нечего.",
    "The organisation {key} has no orders in this run: there is nothing to number.",
)

TOO_MANY = Wording(
    "Приказов {count}, а номеров {numbers}: у каждого приказа один номер. Назовите его в --number; через «;» пишут "
    "номера нескольких приказов, в порядке файлов: {names}.",
    "There are {count} orders but {numbers} numbers: every order has one. Name it in --number; “;” parts the numbers "
    "of several orders, in the order of the files: {names}.",
)


class TooManyNumbers(Exception):  # noqa: N818 - named for what a person sees
    """More numbers were given than there are orders: nobody can tell which of them is meant."""

    def __init__(self, number: str, orders: Sequence[str]) -> None:
        names = ", ".join(PurePosixPath(path).name for path in orders)
        self.why = TOO_MANY.format(count=len(orders), numbers=len(numbers_in(number)), names=names)
        super().__init__(self.why.en)


class WhoseOrders(Exception):  # noqa: N818 - named for what a person sees
    """Several organisations sign orders, and none of them was named."""

    def __init__(self, folder: Path, keys: Sequence[str]) -> None:
        self.why = WHOSE.format(folder=folder, first=keys[0], keys=", ".join(keys))
        super().__init__(self.why.en)


class NoOrders(Exception):  # noqa: N818 - named for what a person sees
    """The organisation has no pairs and no changes, so it has no orders."""

    def __init__(self, key: str) -> None:
        self.why = NOTHING.format(key=key)
        super().__init__(self.why.en)


def number_order(
    folder: Path, number: str, day: date, organisation: str = "", *, completion: bool = False
) -> tuple[Paper, ...]:
    """Fill in number and date of the orders of one organisation; those of the others stay as they are.

    Parameters
    ----------
    number
        Several orders of one organisation, on pupils and on teachers, take «47; 48».
    organisation
        Key of the organisation; needed where several sign orders.
    completion
        At the close of the programme: write the orders that complete all its pairs.

    Raises
    ------
    NotApproved
        When the folder holds no approval.
    WhoseOrders, NoOrders
        When it is not clear whose orders are meant, or there are none.
    TooManyNumbers
        When there are fewer orders than numbers.
    HandEdited
        When an order was edited by hand.
    """
    if not (folder / APPROVAL).is_file():
        raise NotApproved(str(folder))
    _, made = remade(folder)
    keys = [own.key for own in made.programme.signers]
    key = keys[0] if len(keys) == 1 else organisation
    if key not in keys:
        raise WhoseOrders(folder, keys)
    books = read_books(folder).with_order(key, SignedOrder(number=number, day=day), completion=completion)
    view = made.approved(read_approval(folder))
    papers, manifest = ordered(view, books, (folder / APPROVAL).read_bytes())
    own = own_papers(papers, key if len(keys) > 1 else "", completion=completion)
    orders = [paper.path for paper in own if is_order(paper.path)]
    if not orders:
        raise NoOrders(key)
    if len(numbers_in(number)) > len(orders):
        raise TooManyNumbers(number, orders)
    own = without_filled(folder, own)
    keep_edited(folder, own)
    add_papers(folder, (*own, manifest))
    return (*own, manifest)


def numbers_in(number: str) -> tuple[str, ...]:
    """Return the numbers in «47; 48»."""
    return tuple(each.strip() for each in number.split(";") if each.strip())


def own_papers(papers: Sequence[Paper], organisation: str, *, completion: bool) -> tuple[Paper, ...]:
    """Return the papers of an organisation, of its orders of completion or of its others.

    Parameters
    ----------
    organisation
        Key; empty where one organisation signs and has no folder of its own.
    """
    return tuple(paper for paper in papers if _is_of(paper.path, organisation, completion))


def _is_of(path: str, organisation: str, completion: bool) -> bool:
    place = PurePosixPath(path).parts[1 if organisation else 0 :]
    return (not organisation or path.startswith(f"{organisation}/")) and (
        place[0] == COMPLETION
    ) is completion


@dataclass(frozen=True, slots=True)
class Books:
    """Numbers that heads have given, by organisation: to the orders of a run, and to those that complete its pairs."""

    numbers: Mapping[str, SignedOrder]
    completions: Mapping[str, SignedOrder]

    def with_order(self, key: str, signed: SignedOrder, *, completion: bool) -> "Books":
        """Return the books with one number more, or with another for the same orders."""
        if completion:
            return replace(self, completions={**self.completions, key: signed})
        return replace(self, numbers={**self.numbers, key: signed})

    def __bool__(self) -> bool:
        """Return whether any head has given a number."""
        return bool(self.numbers or self.completions)


def read_books(folder: Path) -> Books:
    """Return the numbers that order.json of a folder holds."""
    return Books(read_numbers(folder), read_completions(folder))


def ordered(view: RunView, books: Books, parent: bytes) -> tuple[tuple[Paper, ...], Paper]:
    """Return the papers of all organisations whose orders have a number, and order.json that names them.

    Parameters
    ----------
    view
        The approved run.
    parent
        The approval's manifest, which order.json follows.
    """
    in_force = dict(view.in_force)
    for scope, _ in numbered_scopes(view, books.numbers):
        in_force |= orders_in_force(scope)
    closing = replace(view, in_force=in_force)
    papers = (
        *signed_papers(view, books.numbers),
        *completion_papers(closing, books.numbers, books.completions),
    )
    facts = {NUMBERS: number_data(books.numbers), IN_FORCE: number_data(in_force)}
    if books.completions:
        facts[COMPLETION] = number_data(books.completions)
    return papers, Paper(ORDER, chained_manifest(parent, facts, papers))


def is_order(path: str) -> bool:
    """Whether a paper is an order to be signed: not the variant for the site, not a paper kept apart."""
    return PurePosixPath(path).parent.name == "orders" and path.endswith(".docx")
