"""Numbers of orders: each head gives his own; the order a refresh amends is remembered."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx_text import text
from small_run import BY, bytes_below, manifest, with_files

from questionnaires.answers import PairState
from service.documents.orders.order import render_orders
from service.folder.approve import AlreadyNumbered, approve
from service.folder.checks.reproduce import reproduce
from service.folder.checks.verify import verify_folder
from service.folder.contents.manifest import ORDER
from service.folder.earlier.previous import collect_previous, read_orders, read_previous
from service.folder.make import Made, make
from service.folder.order import NoOrders, WhoseOrders, number_order
from service.folder.request import Request
from service.folder.write import write_run
from service.view import Approval, Paper, SignedOrder

DAY, LATER = date(2026, 9, 21), date(2026, 9, 24)


def schools(folder: Path) -> list[str]:
    """Return the organisations that have orders, in the order of their keys."""
    return sorted({path.parent.parent.name for path in folder.glob("*/orders/*.docx")})


def order_of(folder: Path, school: str) -> str:
    (path,) = sorted((folder / school / "orders").glob("*.docx"))
    return text(Paper(path.name, path.read_bytes()))


def test_each_head_numbers_the_own_orders_only(district_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(district_folder)
    first, second, third = schools(folder)[:3]
    number_order(folder, "31", DAY, first)
    number_order(folder, "8-од", LATER, second)
    assert "№ 31" in order_of(folder, first)
    assert "№ 8-од" in order_of(folder, second)
    assert "31" not in order_of(folder, second).partition("ПРИКАЗЫВАЮ")[0]
    assert "№ ______" in order_of(folder, third)
    assert manifest(folder, ORDER)["numbers"] == {
        first: {"number": "31", "date": "2026-09-21"},
        second: {"number": "8-од", "date": "2026-09-24"},
    }
    assert verify_folder(folder) == ()
    assert reproduce(folder).is_equal


def test_the_same_organisation_again_replaces_its_number(
    district_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder, once = copied(district_folder), schools(district_folder)[:2]
    for number, school in (("31", once[0]), ("8", once[1]), ("32", once[0])):
        number_order(folder, number, DAY, school)
    assert {key: one["number"] for key, one in manifest(folder, ORDER)["numbers"].items()} == {
        once[0]: "32",
        once[1]: "8",
    }
    assert "№ 31" not in order_of(folder, once[0])
    assert reproduce(folder).is_equal


def test_numbers_may_come_in_any_order(
    district_folder: Path, copied: Callable[[Path], Path], tmp_path: Path
) -> None:
    folder, once = copied(district_folder), schools(district_folder)[:2]
    turned = tmp_path / "turned"
    shutil.copytree(folder, turned)
    for place, several in ((folder, once), (turned, reversed(once))):
        for school in several:
            number_order(place, f"5-{school}", DAY, school)
    assert bytes_below(folder) == bytes_below(turned)


def test_an_order_edited_by_hand_elsewhere_is_left_alone(
    district_folder: Path, copied: Callable[[Path], Path]
) -> None:
    """A curator mends a name in Word; the number of another school must not undo it."""
    folder, (first, second) = copied(district_folder), schools(district_folder)[:2]
    number_order(folder, "31", DAY, first)
    (path,) = sorted((folder / first / "orders").glob("*.docx"))
    path.write_bytes(b"mended")
    number_order(folder, "8", DAY, second)
    assert path.read_bytes() == b"mended"


@pytest.mark.parametrize("named", ["", "orders", "school-99"])
def test_several_organisations_never_share_a_number(district_folder: Path, named: str) -> None:
    before = bytes_below(district_folder)
    with pytest.raises(WhoseOrders, match=r"matcher order .*/school-01 --number N") as refused:
        number_order(district_folder, "31", DAY, named)
    assert "school-18" in refused.value.why.ru
    assert bytes_below(district_folder) == before


def test_an_organisation_without_orders_gets_no_number(district_folder: Path) -> None:
    without = next(
        f"school-{n:02d}" for n in range(1, 19) if f"school-{n:02d}" not in schools(district_folder)
    )
    with pytest.raises(NoOrders, match=without):
        number_order(district_folder, "31", DAY, without)


def test_who_has_signed_is_told_who_wants_to_approve_again(ordered_folder: Path) -> None:
    with pytest.raises(AlreadyNumbered, match="47; 48"):
        approve(ordered_folder, by=BY)


def test_the_next_run_knows_the_orders_in_force(
    ordered_folder: Path, gymnasium_request: Request, tmp_path: Path
) -> None:
    """Also the run after it, whose order.json may be missing: nobody has signed the refresh yet."""
    known = {
        "gymnasium-pupils": SignedOrder(number="47", day=DAY),
        "gymnasium-teachers": SignedOrder(number="48", day=DAY),
    }
    made = refreshed(gymnasium_request, ordered_folder)
    assert made.view.in_force == known
    folder = tmp_path / "refresh"
    write_run(folder, with_files(gymnasium_request, previous=collect_previous(ordered_folder)), made.papers)
    assert read_orders(collect_previous(folder)) == known


def test_a_number_changed_by_hand_is_not_printed_in_the_next_order(
    ordered_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(ordered_folder)
    there = (folder / ORDER).read_text(encoding="utf-8")
    (folder / ORDER).write_text(there.replace('"47"', '"74"'), encoding="utf-8")
    assert read_orders(collect_previous(folder)) == {}


def refreshed(request: Request, folder: Path) -> Made:
    """Return the run of a refresh with the same answers."""
    return make(with_files(request, previous=collect_previous(folder)))


CLOSE = date(2027, 5, 25)


def test_at_the_close_all_pairs_of_an_organisation_are_completed(
    ordered_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(ordered_folder)
    before = bytes_below(folder)
    papers = number_order(folder, "90; 91", CLOSE, completion=True)
    assert [paper.path for paper in papers if paper.path.startswith("completion/orders/gymnasium")] == [
        "completion/orders/gymnasium-pupils-completion.docx",
        "completion/orders/gymnasium-teachers-completion.docx",
    ]
    told = text(papers[0])
    assert "закреплённых приказом от 21 сентября 2026 г. № 47" in told
    after = bytes_below(folder)
    assert {path for path in before if before[path] != after[path]} == {ORDER}
    assert verify_folder(folder) == ()
    assert reproduce(folder).is_equal


def test_what_was_typed_into_the_papers_of_the_close_stays(
    ordered_folder: Path, copied: Callable[[Path], Path]
) -> None:
    """A number mended later touches the orders, and neither practices nor who has got which letter."""
    folder = copied(ordered_folder)
    number_order(folder, "90; 91", CLOSE, completion=True)
    typed = {}
    for name in ("practices.xlsx", "thanks/index.xlsx"):
        filled = folder / "completion" / name
        book = openpyxl.load_workbook(filled)
        book.worksheets[0].cell(4, 7, "дописано")
        book.save(filled)
        typed[filled] = filled.read_bytes()
    number_order(folder, "92; 93", CLOSE, completion=True)
    assert {path: path.read_bytes() for path in typed} == typed
    order = folder / "completion" / "orders" / "gymnasium-pupils-completion.docx"
    assert "№ 92" in text(Paper(order.name, order.read_bytes()))
    assert verify_folder(folder) == ()
    assert reproduce(folder).by_hand == ("completion/practices.xlsx", "completion/thanks/index.xlsx")


def test_each_head_completes_the_own_pairs_only(
    district_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(district_folder)
    first, second = schools(folder)[:2]
    number_order(folder, "31", DAY, first)
    number_order(folder, "90", CLOSE, first, completion=True)
    number_order(folder, "8", DAY, second)
    assert [path.parent.parent.parent.name for path in folder.glob("**/completion/orders/*.docx")] == [first]
    assert manifest(folder, ORDER)["completion"] == {first: {"number": "90", "date": "2027-05-25"}}
    assert reproduce(folder).is_equal


def test_what_was_completed_begins_anew(
    ordered_folder: Path, copied: Callable[[Path], Path], gymnasium_request: Request
) -> None:
    folder = copied(ordered_folder)
    number_order(folder, "90; 91", CLOSE, completion=True)
    earlier = read_previous(collect_previous(folder)).pairs
    ended = [pair for pair in earlier if pair.state is not PairState.DECLINED]
    assert {(pair.state, pair.ended_on, pair.completed) for pair in ended} == {(PairState.ENDED, CLOSE, True)}
    orders = render_orders(refreshed(gymnasium_request, folder).approved(Approval(by=BY)))
    assert {path.path.rpartition("-")[2] for path in orders if path.path.startswith("orders")} == {
        "assignment.docx"
    }


def test_a_refresh_knows_since_when_its_pairs_work(ordered_folder: Path) -> None:
    earlier = read_previous(collect_previous(ordered_folder)).pairs
    working = [pair for pair in earlier if pair.state is PairState.WORKING]
    assert {pair.began_on for pair in working} == {DAY}


def test_the_days_of_an_order_before_are_not_those_of_the_pairs_now(
    ordered_folder: Path, gymnasium_request: Request, tmp_path: Path
) -> None:
    """The refresh has no order of its own yet: what stands in the last one is about other pairs."""
    made = refreshed(gymnasium_request, ordered_folder)
    folder = tmp_path / "refresh"
    write_run(folder, with_files(gymnasium_request, previous=collect_previous(ordered_folder)), made.papers)
    assert {pair.began_on for pair in read_previous(collect_previous(folder)).pairs} == {None}
