"""A refresh: working pairs stay, refused ones do not return, and what a school wrote by hand survives."""

import io
import itertools
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from refresh_sample import decisions, encoding_of, fill, locks, pairs_of, refreshed, without_person, write
from small_run import BY, STUDIO, TEACHERS, all_agreed, content_of, register_of, request_of, with_files

from matcher.options import Options
from matcher.result import Origin
from questionnaires.answers import EarlierPair, PairState
from questionnaires.finding import InputRefused
from questionnaires.reading import InputFile
from service.folder.approve import approve
from service.folder.checks.compare import compare
from service.folder.checks.verify import verify_folder
from service.folder.contents.manifest import RUN, Damaged
from service.folder.earlier.previous import collect_previous, read_previous
from service.folder.make import Made, make
from service.folder.request import Request, Role


@pytest.fixture(scope="module")
def first_request() -> Request:
    return request_of(TEACHERS)


@pytest.fixture(scope="module")
def first(first_request: Request, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    folder = tmp_path_factory.mktemp("first") / "run"
    made = write(folder, first_request)
    approve(folder, BY)
    return folder, made


@pytest.fixture(scope="module")
def studio(agreed_studio: Request, tmp_path_factory: pytest.TempPathFactory) -> tuple[Request, Path, Made]:
    folder = tmp_path_factory.mktemp("studio") / "run"
    made = write(folder, agreed_studio)
    approve(folder, BY)
    return agreed_studio, folder, made


def test_nothing_new_changes_nothing(first: tuple[Path, Made], first_request: Request) -> None:
    folder, made = first
    again = make(refreshed(first_request, folder))
    assert pairs_of(again) == pairs_of(made)
    assert {pair.origin for pair in again.run.result.pairs} == {Origin.KEPT}
    assert again.run.result.changes == ()


def test_when_a_mentor_leaves_only_his_pairs_end(
    first: tuple[Path, Made], first_request: Request, tmp_path: Path
) -> None:
    folder, made = first
    gone = made.run.result.pairs[0].mentor
    request = refreshed(without_person(first_request, made, gone), folder)
    again = write(tmp_path / "second", request)
    kept = {pair for pair in pairs_of(made) if pair[1] != gone}
    assert kept <= pairs_of(again)
    ended = {mentee for mentee, mentor in pairs_of(made) if mentor == gone}
    assert ended <= {change.mentee for change in again.run.result.changes}
    assert verify_folder(tmp_path / "second") == ()
    difference = compare(folder, tmp_path / "second")
    assert ended <= set(difference.moved)
    assert difference.same >= len(kept)


@pytest.fixture(scope="module")
def crossed(
    gymnasium_request: Request, gymnasium_made: Made, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return an approved run in which the curator gave two mentees each other's mentor."""
    folder = tmp_path_factory.mktemp("crossed") / "run"
    kept = locks(*(("Оставить вместе", *pair, "проба") for pair in exchanged(gymnasium_made)))
    write(folder, with_files(gymnasium_request, people=register_of(gymnasium_made), locks=(kept,)))
    approve(folder, BY)
    return folder


def exchanged(made: Made) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return two pairs that may stand instead of two others with the same people."""
    assembly = made.run.assembly
    allowed = assembly.problem.allowed_block(0, len(assembly.mentees))
    for a, b in itertools.permutations(made.run.result.pairs, 2):
        first = assembly.row_of[a.mentee], assembly.seats.index((b.form, b.mentor))
        second = assembly.row_of[b.mentee], assembly.seats.index((a.form, a.mentor))
        if a.mentor != b.mentor and allowed[first] and allowed[second]:
            return (a.mentee, b.mentor), (b.mentee, a.mentor)
    raise AssertionError("no two pairs can be crossed")


@pytest.mark.parametrize(("most", "ends"), [(0, {0}), (1, {0, 1}), (2, {1, 2}), (3, {1, 2, 3})])
def test_at_most_so_many_working_pairs_end(
    most: int, ends: set[int], crossed: Path, gymnasium_request: Request, tmp_path: Path
) -> None:
    """Better pairs exist than the two crossed ones: ending those two is enough to have them."""
    again = write(tmp_path / "second", refreshed(gymnasium_request, crossed, Options(max_changes=most)))
    before = {(pair.mentee, pair.mentor) for pair in read_previous(collect_previous(crossed)).pairs}
    assert len(before - pairs_of(again)) in ends
    assert verify_folder(tmp_path / "second") == ()


def test_a_refused_pair_does_not_return_in_the_third_run(
    first: tuple[Path, Made], first_request: Request, tmp_path: Path
) -> None:
    folder, made = first
    refused = next((p.mentee, p.mentor) for p in made.run.result.pairs)
    said = decisions((*refused, "отклонена"))
    second = write(tmp_path / "2", with_files(refreshed(first_request, folder), verdicts=(said,)))
    assert refused not in pairs_of(second)
    third = write(tmp_path / "3", refreshed(first_request, tmp_path / "2"))
    assert refused not in pairs_of(third)
    fourth = write(tmp_path / "4", refreshed(first_request, tmp_path / "3"))
    assert refused not in pairs_of(fourth)
    assert verify_folder(tmp_path / "4") == ()
    lifted = locks(("Снова можно", *refused, "помирились"))
    fifth = make(with_files(refreshed(first_request, tmp_path / "4"), locks=(lifted,)))
    assert list(refused) not in manifest_of(fifth)["declined"]


def manifest_of(made: Made) -> dict[str, list[list[str]]]:
    content: dict[str, list[list[str]]] = json.loads(content_of(made, RUN))
    return content


def test_what_a_school_typed_survives_and_an_end_date_ends_the_pair(
    studio: tuple[Request, Path, Made], tmp_path: Path, copied: Callable[[Path], Path]
) -> None:
    request, approved, made = studio
    folder = copied(approved)
    ended, other = (pair.mentee for pair in made.run.result.pairs[:2])
    path = folder / "mentees.xlsx"
    fill(path, ended, Дата_завершения="01.02.2027", Результаты="Открытое занятие", Кабинет="каб. 12")
    before = read_previous(collect_previous(folder)).pairs
    states = {pair.mentee: pair.state for pair in before if pair.mentor}
    assert {pair.ended_on for pair in before if pair.mentee == ended} == {date(2027, 2, 1)}
    assert states[ended] is PairState.ENDED
    assert states[other] is PairState.WORKING
    again = make(refreshed(request, folder))
    kept = {pair.mentee for pair in again.run.result.pairs if pair.origin is Origin.KEPT}
    assert ended not in kept
    assert other in kept
    book = openpyxl.load_workbook(io.BytesIO(content_of(again, "mentees.xlsx")))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"Открытое занятие", "каб. 12", "Кабинет"} <= cells


def test_a_pair_that_was_accepted_and_ended_does_not_return_two_rounds_later(
    studio: tuple[Request, Path, Made], tmp_path: Path, copied: Callable[[Path], Path]
) -> None:
    """The decision to accept it lives in the files of the first round, which every later one keeps."""
    request, approved, made = studio
    folder = copied(approved)
    ended = next((pair.mentee, pair.mentor) for pair in made.run.result.pairs)
    fill(folder / "mentees.xlsx", ended[0], Дата_завершения="01.02.2027", Результаты="не сошлись")
    carried = request.of(Role.VERDICTS)
    assert carried, "the pairs of the first round were accepted"
    again = with_files(refreshed(request, folder), verdicts=carried)
    chosen = [pair for pair in make(again).run.result.pairs if pair.origin is Origin.CHOSEN]
    agreed = decisions(*((pair.mentee, pair.mentor, "принята") for pair in chosen))
    carried = (*carried, agreed)
    second = write(tmp_path / "second", with_files(again, verdicts=carried))
    assert ended not in pairs_of(second)
    approve(tmp_path / "second", BY)
    states = {state_of(pair) for pair in read_previous(collect_previous(tmp_path / "second")).pairs}
    assert {state for two, state in states if two == ended} == {PairState.DECLINED, PairState.FORMER}
    third = make(with_files(refreshed(request, tmp_path / "second"), verdicts=carried))
    assert ended not in pairs_of(third)
    assert list(ended) in manifest_of(third)["declined"]
    assert ended in {(mentee, mentor) for mentee, mentor, _ in manifest_of(third)["worked"]}


def state_of(pair: EarlierPair) -> tuple[tuple[str, str], PairState]:
    return (pair.mentee, pair.mentor), pair.state


def test_a_pair_that_was_only_declined_is_told_from_one_that_worked(
    first: tuple[Path, Made], first_request: Request, tmp_path: Path
) -> None:
    folder, made = first
    never = next(
        (p.mentee, m)
        for p in made.run.result.pairs
        for m in [q.mentor for q in made.run.result.pairs]
        if m != p.mentor
    )
    said = decisions((*never, "отклонена"))
    write(tmp_path / "2", with_files(refreshed(first_request, folder), verdicts=(said,)))
    approve(tmp_path / "2", BY)
    earlier = read_previous(collect_previous(tmp_path / "2")).pairs
    assert {state for two, state in map(state_of, earlier) if two == never} == {PairState.DECLINED}


def test_the_earlier_run_is_kept_whole_so_the_second_can_be_made_again(
    studio: tuple[Request, Path, Made], tmp_path: Path
) -> None:
    request, approved, _ = studio
    write(tmp_path / "second", refreshed(request, approved))
    kept = {path.name.split("-", 1)[1] for path in (tmp_path / "second" / "inputs" / "previous").iterdir()}
    assert {RUN, "pairs.csv", "people.csv", "mentees.xlsx", "mentors.xlsx"} <= kept


@pytest.mark.parametrize("path", ["pairs.csv", RUN])
def test_an_earlier_run_that_was_changed_is_not_continued(
    path: str, studio: tuple[Request, Path, Made], copied: Callable[[Path], Path]
) -> None:
    folder = copied(studio[1])
    (folder / path).write_bytes((folder / path).read_bytes() + b" ")
    with pytest.raises(Damaged, match="was changed"):
        collect_previous(folder)


def test_a_base_that_cannot_be_read_is_a_listed_problem(
    studio: tuple[Request, Path, Made], copied: Callable[[Path], Path]
) -> None:
    request, approved, _ = studio
    folder = copied(approved)
    (folder / "mentees.xlsx").write_bytes(b"PK broken")
    with pytest.raises(InputRefused, match="mentees"):
        make(refreshed(request, folder))


def test_people_who_may_match_nobody_change_no_other_pair(studio_request: Request, studio_made: Made) -> None:
    """Their answers stand in a file of their own, first; without consents nobody may be paired with them."""
    register = register_of(studio_made)
    again = make(with_files(studio_request, people=register))
    file = next(file for file in studio_request.of(Role.ANSWERS) if file.name.endswith(".csv"))
    text = file.content.decode(encoding_of(file.content))
    header, row = text.splitlines(keepends=True)[:2]
    name = next(person.name for person in studio_made.answers.people if person.name in row)
    more = "".join(row.replace(name, f"Ааронова Яна {end}") for end in ("Львовна", "Ильинична"))
    added = InputFile("Дополнение.csv", (header + more).encode(encoding_of(file.content)))
    joined = make(
        with_files(studio_request, people=register, answers=(added, *studio_request.of(Role.ANSWERS)))
    )
    assert len(joined.answers.people) == len(again.answers.people) + 2
    for path in ("pairs.csv", "unmatched.csv"):
        assert content_of(joined, path) == content_of(again, path), path


def test_a_first_run_says_the_same_with_its_own_register(studio_request: Request, studio_made: Made) -> None:
    again = make(with_files(studio_request, people=register_of(studio_made)))
    for path in ("pairs.csv", "unmatched.csv", "people.csv"):
        assert content_of(again, path) == content_of(studio_made, path)


def test_decisions_about_all_proposed_pairs_keep_them(studio_request: Request, studio_made: Made) -> None:
    agreed = make(all_agreed(request_of(STUDIO), studio_made))
    assert pairs_of(agreed) == pairs_of(studio_made)
    assert {pair.origin for pair in agreed.run.result.pairs} == {Origin.ACCEPTED}


def test_one_file_more_is_no_change_of_the_files_behind_it(
    studio_folder: Path, studio_request: Request, tmp_path: Path
) -> None:
    first, *others = studio_request.of(Role.ANSWERS)
    note = InputFile("доп.csv", ("ФИО;Согласие на обработку\r\nНикто Никак;да\r\n").encode())
    write(tmp_path / "more", with_files(studio_request, answers=(note, first, *others)))
    assert compare(studio_folder, tmp_path / "more").inputs == ("inputs/answers/01-доп.csv",)
    assert compare(tmp_path / "more", studio_folder).inputs == ("inputs/answers/01-доп.csv",)
