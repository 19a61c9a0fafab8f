"""Nothing is an order before people agree: approving, numbering, and what each needs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx_text import text
from small_run import (
    BY,
    FULL,
    bytes_below,
    content_of,
    edit_manifest,
    manifest,
    read_rows,
    request_of,
    with_files,
)

from questionnaires.programme import Stage
from questionnaires.reading import InputFile
from service.documents.words.names import NO_BREAK
from service.folder.approve import (
    MOST_NAMED,
    AlreadyNumbered,
    NotApproved,
    StagesOpen,
    approve,
    open_stages,
    undecided,
)
from service.folder.checks.verify import verify_folder
from service.folder.contents.manifest import APPROVAL, ORDER, RUN, Damaged, checksum, sealed
from service.folder.make import Made, make
from service.folder.order import number_order
from service.folder.request import Request, Role
from service.folder.write import write_run
from service.view import Paper

DAY = date(2026, 9, 21)


@pytest.fixture
def agreed_folder(agreed_studio: Request, tmp_path: Path) -> Path:
    folder = tmp_path / "agreed"
    write_run(folder, agreed_studio, make(agreed_studio).papers)
    return folder


def test_approval_replaces_proposals_by_orders(agreed_folder: Path) -> None:
    assert (agreed_folder / "proposal.docx").is_file()
    approve(agreed_folder, BY)
    assert not list(agreed_folder.rglob("proposal.docx"))
    assert list((agreed_folder / "orders").glob("*.docx"))
    assert manifest(agreed_folder, APPROVAL)["approved_by"] == BY
    assert verify_folder(agreed_folder) == ()


def test_reports_bear_the_mark_of_a_proposal_until_approval(
    gymnasium_folder: Path, ordered_folder: Path, district_folder: Path
) -> None:
    """Those of the whole, of every organisation, and of people kept apart."""
    before, after = reports_of(gymnasium_folder), reports_of(ordered_folder)
    assert before.keys() == after.keys() >= {"report-curator.html", "report-head.html"}
    assert all("ПРОЕКТ" in said and BY not in said for said in before.values())
    below = reports_of(district_folder)
    assert len(below) > 2 * 18
    for path, said in (*after.items(), *below.items()):
        assert "ПРОЕКТ" not in said, path
        assert BY in said, path
    assert verify_folder(district_folder) == ()


def reports_of(folder: Path) -> dict[str, str]:
    paths = sorted(folder.glob("**/report-*.html"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_a_report_edited_after_approval_is_seen(ordered_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(ordered_folder)
    report = folder / "report-head.html"
    report.write_bytes(report.read_bytes() + b" ")
    assert ["report-head.html" in fault.ru for fault in verify_folder(folder)] == [True]
    report.unlink()
    assert ["report-head.html" in fault.ru for fault in verify_folder(folder)] == [True]


def test_manifests_are_chained(ordered_folder: Path) -> None:
    for before, name in ((RUN, APPROVAL), (APPROVAL, ORDER)):
        follows = manifest(ordered_folder, name)["follows"]
        assert follows == checksum((ordered_folder / before).read_bytes())


def test_run_json_is_not_touched_by_approval(gymnasium_folder: Path, ordered_folder: Path) -> None:
    assert (gymnasium_folder / RUN).read_bytes() == (ordered_folder / RUN).read_bytes()


def test_open_stages_are_named(studio_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(studio_folder)
    before = bytes_below(folder)
    with pytest.raises(StagesOpen, match="interviews and decisions") as caught:
        approve(folder, BY)
    shortlist, verdicts = (reason.ru for reason in caught.value.reasons)
    assert shortlist == "этап не пройден: перечень потенциальных пар"
    pairs = read_rows((folder / "pairs.csv").read_bytes())
    named = verdicts.removeprefix("этап не пройден: собеседования и решения (нет решения: ").split("; ")
    assert len(pairs) > MOST_NAMED
    assert named[MOST_NAMED:] == [f"и ещё {len(pairs) - MOST_NAMED})"]
    assert [(row["mentee"], row["mentor"]) for row in pairs[:MOST_NAMED]] == [
        (mentee.split(" ")[0], mentor.split(" ")[0])
        for mentee, mentor in (pair.split(" — ") for pair in named[:MOST_NAMED])
    ]
    assert bytes_below(folder) == before


def test_one_undecided_pair_keeps_the_interviews_open(agreed_studio: Request) -> None:
    (verdicts,) = agreed_studio.of(Role.VERDICTS)
    *kept, last = verdicts.content.splitlines(keepends=True)
    assert last.strip()
    fewer = with_files(agreed_studio, verdicts=(InputFile(verdicts.name, b"".join(kept)),))
    made = make(fewer)
    assert open_stages(made, fewer) == (Stage.VERDICTS,)
    (pair,) = undecided(made)
    (reason,) = StagesOpen((Stage.VERDICTS,), undecided(made)).reasons
    assert reason.ru.endswith(f"собеседования и решения (нет решения: {pair})")
    people = {code: person.name for code, person in made.answers.people.by_code().items()}
    mentee, mentor = (half.split(" ", 1) for half in pair.split(" — "))
    assert people[mentee[0]] == mentee[1]
    assert people[mentor[0]] == mentor[1]
    assert all(code in last.decode() or people[code] in last.decode() for code in (mentee[0], mentor[0]))


@pytest.mark.parametrize(("count", "end"), [(10, "; 9)"), (11, "; 9; и ещё 1)"), (30, "; 9; и ещё 20)")])
def test_no_more_than_ten_pairs_are_named(count: int, end: str) -> None:
    (reason,) = StagesOpen((Stage.VERDICTS,), [str(n) for n in range(count)]).reasons
    assert reason.ru.endswith(end)
    assert reason.en.endswith(end.replace("и ещё", "and").replace(")", " more)" if count > 10 else ")"))


def test_the_full_process_waits_for_the_meeting() -> None:
    request = request_of(FULL)
    assert open_stages(make(request), request) == ()
    without = with_files(request, preferences=())
    assert open_stages(make(without), without) == (Stage.MEETING,)


@pytest.mark.parametrize(
    ("mark", "stages"),
    [("Дополнение к запросу", {Stage.THIRD_PARTY}), ("Реестр согласий", {Stage.CONSENTS, Stage.SELECTION})],
)
def test_the_full_process_waits_for_every_paper(mark: str, stages: set[Stage]) -> None:
    request = request_of(FULL)
    answers = tuple(file for file in request.of(Role.ANSWERS) if not file.name.startswith(mark))
    assert len(answers) < len(request.of(Role.ANSWERS))
    without = with_files(request, answers=answers, locks=())
    assert set(open_stages(make(without), without)) == stages


def test_an_order_needs_an_approval(gymnasium_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(gymnasium_folder)
    before = bytes_below(folder)
    with pytest.raises(NotApproved):
        number_order(folder, "1", DAY)
    assert bytes_below(folder) == before


def test_the_number_and_the_day_stand_in_the_order(agreed_folder: Path) -> None:
    approve(agreed_folder, BY)
    (order,) = (agreed_folder / "orders").glob("*.docx")
    assert "2026" not in text(Paper("order.docx", order.read_bytes())).split("№")[0]
    number_order(agreed_folder, "47-у", DAY)
    said = text(Paper("order.docx", order.read_bytes()))
    assert "47-у" in said
    assert "21 сентября 2026" in said.replace(NO_BREAK, " ")


def test_approving_twice_is_the_same_as_once(gymnasium_folder: Path, copied: Callable[[Path], Path]) -> None:
    folder = copied(gymnasium_folder)
    approve(folder, BY)
    once = bytes_below(folder)
    approve(folder, BY)
    assert bytes_below(folder) == once


def test_another_person_may_approve_until_the_order_has_a_number(
    gymnasium_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(gymnasium_folder)
    approve(folder, "Опечатка")
    approve(folder, BY)
    assert manifest(folder, APPROVAL)["approved_by"] == BY
    number_order(folder, "47", DAY)
    before = bytes_below(folder)
    with pytest.raises(AlreadyNumbered, match="already has the number 47"):
        approve(folder, "Другой")
    assert bytes_below(folder) == before
    assert verify_folder(folder) == ()


def test_a_wrong_number_is_mended_by_numbering_again(
    ordered_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(ordered_folder)
    number_order(folder, "1; 2", DAY)
    assert manifest(folder, ORDER)["numbers"]["gymnasium"]["number"] == "1; 2"
    assert verify_folder(folder) == ()
    number_order(folder, "47; 48", DAY)
    assert bytes_below(folder) == bytes_below(ordered_folder)


def test_nothing_is_approved_on_changed_inputs(
    gymnasium_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(gymnasium_folder)
    path = sorted((folder / "inputs" / "answers").iterdir())[0]
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(Damaged, match="was changed after the run"):
        approve(folder, BY)
    assert not (folder / "orders").exists()


def test_nothing_is_approved_that_people_were_not_told(
    gymnasium_folder: Path, copied: Callable[[Path], Path]
) -> None:
    """Another version of the rules could give other pairs than the proposal people agreed to."""
    folder = copied(gymnasium_folder)
    edit_manifest(folder, lambda run: run["outputs"].update({"pairs.csv": "0" * 64}))
    (folder / RUN).write_bytes(sealed(manifest(folder)))
    with pytest.raises(Damaged, match="gives another pairs"):
        approve(folder, BY)


def test_people_kept_apart_stand_in_no_file_name(ordered_folder: Path, gymnasium_made: Made) -> None:
    private = {base.key for base in gymnasium_made.programme.bases if base.private}
    register = read_rows(content_of(gymnasium_made, "people.csv"))
    codes = [row["Код"] for row in register if row["База"] in private]
    assert codes
    names = [
        path.relative_to(ordered_folder).as_posix()
        for path in ordered_folder.rglob("*")
        if "private" not in path.parts
    ]
    assert not [name for name in names for code in codes if code in name]


def test_cards_come_with_approval_and_bear_no_mark(
    gymnasium_folder: Path, copied: Callable[[Path], Path]
) -> None:
    folder = copied(gymnasium_folder)
    assert not list(folder.glob("**/cards/*"))
    approve(folder, by=BY)
    cards = sorted(folder.glob("cards/*.docx"))
    assert cards
    assert not any("ПРОЕКТ" in text(Paper(path.name, path.read_bytes())) for path in cards)


@pytest.mark.parametrize("left", ["cards/Н-001-М-099.docx", "letters/Н-999.docx", "orders/old.docx"])
def test_no_paper_of_a_dropped_pair_is_handed_out(
    left: str, gymnasium_folder: Path, copied: Callable[[Path], Path]
) -> None:
    """It is named and nothing is written: the program deletes nothing that it did not write."""
    folder = copied(gymnasium_folder)
    (folder / left).parent.mkdir()
    (folder / left).write_bytes(b"of an earlier run")
    with pytest.raises(Damaged, match=left):
        approve(folder, by=BY)
    assert not (folder / APPROVAL).exists()
    assert any(left in fault.ru for fault in verify_folder(folder))
