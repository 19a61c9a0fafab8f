"""``matcher explain``: everybody of a run can be asked about, by code or by name."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import call
from small_run import STUDIO, read_rows, request_of

from matcher.explain.person import explain_person
from matcher.explain.weights import WeightInterval
from matcher.matching import run
from matcher.solve.otherwise.sensitivity import Interval
from questionnaires.loading import load_programme
from questionnaires.programme import ProgrammeForm
from questionnaires.wording import Language
from service.command.explain import told_apart
from service.folder.make import Made

Capsys = pytest.CaptureFixture[str]


def name_of(folder: Path, code: str) -> str:
    register = read_rows((folder / "people.csv").read_bytes())
    return next(row["ФИО"] for row in register if row["Код"] == code)


def test_a_pair_is_explained_with_its_criteria_and_its_price(
    gymnasium_folder: Path, gymnasium_made: Made, capsys: Capsys
) -> None:
    pair = next(pair for pair in gymnasium_made.run.result.pairs if pair.origin.value == "chosen")
    said = call(capsys, "explain", gymnasium_folder, "--who", pair.mentee, "--with", pair.mentor)
    assert said.code == 0
    assert f"{name_of(gymnasium_folder, pair.mentee)} ({pair.mentee})" in said.out
    assert all(part.title in said.out for part in pair.parts)
    assert "Без этой пары" in said.out
    turned = call(capsys, "explain", gymnasium_folder, "--who", pair.mentor, "--with", pair.mentee)
    assert turned.out == said.out


def test_everybody_of_the_register_gets_an_answer(
    studio_folder: Path, studio_made: Made, capsys: Capsys
) -> None:
    for person in studio_made.answers.people:
        said = call(capsys, "explain", studio_folder, "--who", person.code, "--json")
        assert said.code == 0, person
        assert person.code in " ".join(said.data["lines"]), person


def test_matched_waiting_absent_idle_and_kept_apart_are_all_explained(gymnasium_made: Made) -> None:
    private = {base.key for base in gymnasium_made.programme.bases if base.private}
    assert private & {person.base for person in gymnasium_made.answers.people}
    for person in gymnasium_made.answers.people:
        said = explain_person(gymnasium_made.run, person.code)
        assert any(person.code in line.ru and person.code in line.en for line in said), person


def test_a_waiting_person_reads_why_and_what_would_help(
    gymnasium_folder: Path, gymnasium_made: Made, capsys: Capsys
) -> None:
    waiting = gymnasium_made.run.result.unmatched[0]
    said = call(capsys, "explain", gymnasium_folder, "--who", waiting.mentee).out
    assert "пока без наставника" in said
    assert waiting.reason.ru in said


def test_an_absent_person_reads_what_is_missing(
    gymnasium_folder: Path, gymnasium_made: Made, capsys: Capsys
) -> None:
    absent = gymnasium_made.run.result.absences[0]
    said = call(capsys, "explain", gymnasium_folder, "--who", absent.code).out
    assert "не участвует" in said
    assert all(reason.ru in said for reason in absent.reasons)


def test_people_who_are_no_pair_read_the_price_or_the_rule(
    gymnasium_folder: Path, gymnasium_made: Made, capsys: Capsys
) -> None:
    first, *others = gymnasium_made.run.result.pairs
    told = set()
    for other in [pair for pair in others if pair.mentor != first.mentor][:6]:
        said = call(capsys, "explain", gymnasium_folder, "--who", first.mentee, "--with", other.mentor)
        assert said.code == 0
        assert first.mentee in said.out
        assert "— пара" not in said.out
        told.add(said.out)
    assert len(told) > 1


@pytest.mark.parametrize("spelling", [str, str.lower, str.upper, lambda name: name.split()[0] + "  "])
def test_a_surname_will_do_in_any_letters(
    spelling: Callable[[str], str], studio_folder: Path, studio_made: Made, capsys: Capsys
) -> None:
    surnames = [person.name.split()[0] for person in studio_made.answers.people]
    person = next(p for p in studio_made.answers.people if surnames.count(p.name.split()[0]) == 1)
    said = call(capsys, "explain", studio_folder, "--who", spelling(person.name))
    assert said.code == 0
    assert person.code in said.out


def test_a_code_in_small_letters_will_do(studio_folder: Path, capsys: Capsys) -> None:
    assert call(capsys, "explain", studio_folder, "--who", " н-001").code == 0


def test_a_name_of_several_people_asks_for_a_code(
    gymnasium_folder: Path, gymnasium_made: Made, capsys: Capsys
) -> None:
    letters = [person.name[0] for person in gymnasium_made.answers.people]
    letter = max(letters, key=letters.count)
    said = call(capsys, "explain", gymnasium_folder, "--who", letter)
    assert said.code == 2
    assert "не один человек" in said.err


@pytest.mark.parametrize("who", ["Н-999", "Никого Такого Нет", "", " "])
def test_a_stranger_is_not_found(who: str, studio_folder: Path, capsys: Capsys) -> None:
    said = call(capsys, "explain", studio_folder, "--who", who)
    assert said.code == 2
    assert "Нет человека" in said.err
    english = call(capsys, "explain", studio_folder, "--who", who, "--lang", "en", "--json")
    assert english.data["error"].startswith("There is nobody")


def test_nobody_is_compared_with_himself(studio_folder: Path, capsys: Capsys) -> None:
    said = call(capsys, "explain", studio_folder, "--who", "Н-001", "--with", "Н-001")
    assert said.code in {0, 2}
    assert "— пара" not in said.out


def test_the_weights_that_change_nothing_are_told_and_hold(
    studio_folder: Path, studio_made: Made, capsys: Capsys
) -> None:
    said = call(capsys, "explain", studio_folder, "--weights", "--json")
    assert said.code == 0
    assert len(said.data["lines"]) == 1 + len(said.data["weights"]) > 5
    assert any(row["other_below"] or row["other_above"] for row in said.data["weights"])
    pairs = [(pair.mentee, pair.mentor) for pair in studio_made.run.result.pairs]
    for row in said.data["weights"]:
        if row["other_above"]:
            assert matched_with(studio_made, row, row["most"]) == pairs
            assert matched_with(studio_made, row, row["most"] + 100) != pairs


def matched_with(made: Made, row: dict[str, Any], points: int) -> list[tuple[str, str]]:
    """Return the pairs of the whole run when the programme itself gives one wish other points."""

    def weighed(form: ProgrammeForm) -> ProgrammeForm:
        criteria = tuple(
            replace(each, points=points) if each.key == row["criterion"] else each for each in form.criteria
        )
        return replace(form, criteria=criteria) if form.key == row["form"] else form

    programme = replace(made.programme, forms=tuple(weighed(form) for form in made.programme.forms))
    found = run(programme, made.answers, request_of(STUDIO).options)
    return [(pair.mentee, pair.mentor) for pair in found.pairs]


@pytest.mark.parametrize("asked", [(), ("--weights", "--who", "Н-001"), ("--with", "М-001")])
def test_explain_is_asked_of_people_or_of_weights(
    asked: tuple[str, ...], studio_folder: Path, capsys: Capsys
) -> None:
    said = call(capsys, "explain", studio_folder, *asked)
    assert said.code == 2
    assert "--weights" in said.err


def test_a_form_of_a_base_kept_apart_is_told_from_the_open_one_of_its_title() -> None:
    programme = load_programme("r2-gymnasium")
    interval = Interval(here=0, least=0, most=0, other_below=False, other_above=False)
    told = [
        told_apart(
            programme, WeightInterval(form=form, criterion=form.criteria[0], interval=interval), Language.RU
        ).form.title
        for form in programme.forms
    ]
    assert len(set(told)) == len(told) > len({form.title for form in programme.forms})
    assert "Учитель – ученик (отдельная база)" in told
