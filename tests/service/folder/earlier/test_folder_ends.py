"""Ends of pairs that a school wrote into a base: in the folder of the run, or in a base that it gives back."""

import io
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from refresh_sample import fill, write
from small_run import BY

from questionnaires.answers import EarlierPair, PairState
from questionnaires.finding import InputRefused
from questionnaires.reading import InputFile
from service.folder.approve import approve
from service.folder.earlier.previous import Previous, collect_previous, read_previous
from service.folder.make import Made
from service.folder.request import Request

END = "Дата завершения"


@pytest.fixture(scope="module")
def studio(agreed_studio: Request, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    folder = tmp_path_factory.mktemp("ends") / "run"
    made = write(folder, agreed_studio)
    approve(folder, BY)
    return folder, made


def filled(path: Path, code: str, **cells: str) -> InputFile:
    """Return a base with cells of one person typed over, as a school gives it back; the one of the run stays."""
    held = io.BytesIO(path.read_bytes())
    fill(held, code, **cells)
    return InputFile("база от школы.xlsx", held.getvalue())


def over(folder: Path, *given: InputFile) -> dict[tuple[str, str], EarlierPair]:
    pairs = read_previous(collect_previous(folder), given).pairs
    return {(pair.mentee, pair.mentor): pair for pair in pairs if pair.state is PairState.ENDED}


def mentor_of(made: Made, *, several: bool) -> str:
    """Return a mentor of two pairs, or of one."""
    counts = Counter(pair.mentor for pair in made.run.result.pairs)
    return next(mentor for mentor, count in counts.items() if (count > 1) is several)


def test_a_base_given_back_ends_the_pair_it_names(studio: tuple[Path, Made]) -> None:
    folder, made = studio
    pair = made.run.result.pairs[0]
    base = filled(
        folder / "mentees.xlsx", pair.mentee, Дата_завершения="01.02.2027", Результаты="цель достигнута"
    )
    ended = over(folder, base)
    assert list(ended) == [(pair.mentee, pair.mentor)]
    assert ended[pair.mentee, pair.mentor].ended_on == date(2027, 2, 1)
    assert ended[pair.mentee, pair.mentor].ground == "цель достигнута"


def test_a_base_older_than_the_pair_does_not_end_it(studio: tuple[Path, Made]) -> None:
    """It names another mentor: that pair was over before this one began."""
    folder, made = studio
    code = made.run.result.pairs[0].mentee
    base = filled(
        folder / "mentees.xlsx", code, Дата_завершения="01.02.2026", ФИО_наставника="Прежняя Ада Львовна"
    )
    assert over(folder, base) == {}


@pytest.mark.parametrize("is_given", [True, False])
def test_a_day_beside_a_mentor_ends_his_only_pair(
    is_given: bool, studio: tuple[Path, Made], copied: Callable[[Path], Path]
) -> None:
    folder, made = copied(studio[0]), studio[1]
    mentor = mentor_of(made, several=False)
    base = filled(folder / "mentors.xlsx", mentor, Дата_завершения="12.02.2027")
    if not is_given:
        (folder / "mentors.xlsx").write_bytes(base.content)
    ended = over(folder, *([base] if is_given else []))
    assert {pair.mentor for pair in ended.values()} == {mentor}
    assert len(ended) == 1


def test_a_day_beside_a_mentor_of_several_is_asked_about(studio: tuple[Path, Made]) -> None:
    folder, made = studio
    mentor = mentor_of(made, several=True)
    base = filled(folder / "mentors.xlsx", mentor, Дата_завершения="12.02.2027")
    with pytest.raises(InputRefused) as refused:
        over(folder, base)
    (found,) = refused.value.findings
    assert (found.code, found.file, found.column) == ("end-of-which", "база от школы.xlsx", END)
    for pair in made.run.result.pairs:
        name = made.answers.people.get(pair.mentee).name
        assert (name in found.reason.ru) is (pair.mentor == mentor)


def test_a_day_beside_a_mentor_adds_nothing_to_what_the_mentees_say(studio: tuple[Path, Made]) -> None:
    folder, made = studio
    mentor = mentor_of(made, several=True)
    mentee = next(pair.mentee for pair in made.run.result.pairs if pair.mentor == mentor)
    mentors = filled(folder / "mentors.xlsx", mentor, Дата_завершения="12.02.2027")
    mentees = filled(folder / "mentees.xlsx", mentee, Дата_завершения="10.02.2027")
    ended = over(folder, mentors, mentees)
    assert list(ended) == [(mentee, mentor)]
    assert ended[mentee, mentor].ended_on == date(2027, 2, 10)


def both_bases(studio: tuple[Path, Made], day_of_mentor: str) -> tuple[tuple[str, str], list[InputFile]]:
    """Return a mentor's only pair, and both bases of it given back: why it ended stands beside the mentor."""
    folder, made = studio
    mentor = mentor_of(made, several=False)
    mentee = next(pair.mentee for pair in made.run.result.pairs if pair.mentor == mentor)
    mentees = filled(folder / "mentees.xlsx", mentee, Дата_завершения="10.02.2027")
    mentors = filled(
        folder / "mentors.xlsx", mentor, Дата_завершения=day_of_mentor, Результаты="цель достигнута"
    )
    return (mentee, mentor), [
        InputFile("наставляемые.xlsx", mentees.content),
        InputFile("наставники.xlsx", mentors.content),
    ]


def test_two_bases_with_different_days_of_one_pair_are_told_with_both_rows(studio: tuple[Path, Made]) -> None:
    _, given = both_bases(studio, "12.02.2027")
    with pytest.raises(InputRefused) as refused:
        over(studio[0], *given)
    (found,) = refused.value.findings
    assert (found.code, found.file, found.found) == ("ends-differ", "наставники.xlsx", "12.02.2027")
    assert "наставляемые.xlsx, строка" in found.reason.ru
    assert found.reason.ru.endswith("— 10.02.2027.")


def test_a_base_given_back_may_correct_the_day_of_the_one_in_the_folder(
    studio: tuple[Path, Made], copied: Callable[[Path], Path]
) -> None:
    folder = copied(studio[0])
    couple, (mentees, mentors) = both_bases(studio, "12.02.2027")
    (folder / "mentors.xlsx").write_bytes(mentors.content)
    assert over(folder, mentees)[couple].ended_on == date(2027, 2, 10)


def test_why_a_pair_ended_may_stand_beside_the_mentor_alone(studio: tuple[Path, Made]) -> None:
    couple, given = both_bases(studio, "10.02.2027")
    assert over(studio[0], *given)[couple].ground == "цель достигнута"


def result_beside(
    studio: tuple[Path, Made], *, several: bool, typed: str, ended: int
) -> tuple[Previous, str]:
    """Return what is read where a mentor's result has no day, and so many of his pairs have ended."""
    folder, made = studio
    mentor = mentor_of(made, several=several)
    mentees = [pair.mentee for pair in made.run.result.pairs if pair.mentor == mentor]
    base = folder / "mentees.xlsx"
    for mentee in mentees[:ended]:
        fill(held := io.BytesIO(base.read_bytes()), mentee, Дата_завершения="10.02.2027")
        base = folder.parent / "mentees.xlsx"
        base.write_bytes(held.getvalue())
    mentors = filled(folder / "mentors.xlsx", mentor, Результаты=typed)
    given = (InputFile("наставляемые.xlsx", base.read_bytes()), mentors)
    return read_previous(collect_previous(folder), given), mentor


@pytest.mark.parametrize(("several", "ended"), [(False, 1), (True, 2)])
def test_a_mentor_s_result_without_a_day_tells_why_all_his_pairs_ended(
    several: bool, ended: int, studio: tuple[Path, Made]
) -> None:
    """It stood beside the mentor alone, and was passed over."""
    read, mentor = result_beside(studio, several=several, typed="цель достигнута", ended=ended)
    over = [pair for pair in read.pairs if pair.state is PairState.ENDED]
    assert [(pair.mentor, pair.ground) for pair in over] == [(mentor, "цель достигнута")] * ended
    assert read.findings == ()


@pytest.mark.parametrize(
    ("several", "ended", "typed", "codes"),
    [
        (True, 1, "цель достигнута", ["result-of-which"]),
        (False, 0, "наставник уволился", ["result-without-day"]),
        (True, 0, "наставник уволился", ["result-without-day"]),
        (False, 0, "выступили на конференции", []),
    ],
)
def test_a_result_that_ends_nothing_is_pointed_out_where_it_tells_of_an_end(
    several: bool, ended: int, typed: str, codes: list[str], studio: tuple[Path, Made]
) -> None:
    read, mentor = result_beside(studio, several=several, typed=typed, ended=ended)
    assert [found.code for found in read.findings] == codes
    assert all(found.column == "Результаты" and found.row for found in read.findings)
    assert all(studio[1].answers.people.get(mentor).name in found.reason.ru for found in read.findings)
    assert {pair.ground for pair in read.pairs if pair.state is PairState.ENDED} <= {""}


def test_the_end_of_a_former_pair_does_not_end_the_one_that_came_after(
    studio: tuple[Path, Made], copied: Callable[[Path], Path]
) -> None:
    """A mentee who got another mentor: the first pair stands among the former entries for ever."""
    folder = copied(studio[0])
    mentee = studio[1].run.result.pairs[0].mentee
    book = openpyxl.load_workbook(folder / "mentees.xlsx")
    former = book.create_sheet("Прежние записи", 0)
    for row in (
        ("ФИО", "Код", "Дата завершения"),
        ("", mentee, "20.01.2027"),
        ("", "Н-900", "20.01.2027"),
    ):
        former.append(row)
    book.save(folder / "mentees.xlsx")
    before = read_previous(collect_previous(folder)).pairs
    assert {pair.state for pair in before if pair.mentee == mentee} == {PairState.WORKING}


def test_words_for_a_day_of_an_end_are_a_listed_problem(
    studio: tuple[Path, Made], copied: Callable[[Path], Path]
) -> None:
    """Nobody works «till the planned day» because the day he ended was not read."""
    folder = copied(studio[0])
    fill(folder / "mentees.xlsx", studio[1].run.result.pairs[0].mentee, Дата_завершения="в январе")
    with pytest.raises(InputRefused) as refused:
        read_previous(collect_previous(folder))
    (found,) = refused.value.findings
    assert (found.code, found.column, found.found) == ("end-unreadable", "Дата завершения", "в январе")
    assert found.row is not None


def test_an_end_date_is_found_on_whichever_sheet_and_never_in_a_huge_one(
    studio: tuple[Path, Made], copied: Callable[[Path], Path]
) -> None:
    approved, made = studio
    folder = copied(approved)
    ended = made.run.result.pairs[0].mentee
    path = folder / "mentees.xlsx"
    fill(path, ended, Дата_завершения="01.02.2027")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Заметки", 0)["A1"] = "не база"
    book.save(path)
    before = read_previous(collect_previous(folder)).pairs
    assert {pair.mentee for pair in before if pair.state is PairState.ENDED} == {ended}
    book.worksheets[1]["A900000"] = "далеко"
    book.save(path)
    with pytest.raises(InputRefused, match=r"mentees\.xlsx.*A900000"):
        read_previous(collect_previous(folder))
