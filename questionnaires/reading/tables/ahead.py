"""Work on what comes next while what came before is taken in."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Made = TypeVar("Made")


def one_ahead(make: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Made]:
    """Give what is made of each item, in their order, while another thread makes the next; one alone needs none.

    Parameters
    ----------
    make
        Work that mostly goes on outside Python, so that the two threads do not wait for each other.
    """
    waiting = iter(items)
    first = list(islice(waiting, 2))
    if len(first) < 2:
        yield from map(make, first)
        return
    # small files come here never, and loading threads takes them longer than reading
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(max_workers=1) as worker:
        begun: Future[Made] | None = None
        for item in chain(first, waiting):
            following = worker.submit(make, item)
            if begun is not None:
                yield begun.result()
            begun = following
        if begun is not None:
            yield begun.result()
