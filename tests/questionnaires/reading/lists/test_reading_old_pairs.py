"""Pairs of a base from before this program: kept only where both names leave no doubt."""

import pytest
from reading_sample import (
    codes_of,
    errors,
    finding,
    mentee,
    mentees_file,
    mentor,
    mentors_file,
    read,
    xlsx_file,
)

from questionnaires.answers import EarlierPair, PairState
from questionnaires.reading import InputFile, write_people
from questionnaires.reading.list_forms import MENTEES_BASE, MENTORS_BASE

PUPILS = mentees_file(
    mentee("Аистова Анна Олеговна"), mentee("Белкин Борис Ильич", "7Б"), mentee("Белкин Борис Львович", "8А")
)
MENTORS = mentors_file(mentor("Щукин Пётр Ильич"), mentor("Окунева Ольга Львовна"))
"""Н-001 Аистова, Н-002 and Н-003 Белкин; М-001 Окунева, М-002 Щукин."""
PAIR = EarlierPair(mentee="Н-001", mentor="М-002", form="student-student")


def base(headers: tuple[str, ...], **cells: str) -> InputFile:
    names = {"name": "ФИО", "mentor": "ФИО наставника", "mentees": "ФИО наставляемых", "form": "Форма"}
    named = {names.get(key, "Дата завершения"): cell for key, cell in cells.items()}
    rows = [headers, [named.get(header, "") for header in headers]]
    return xlsx_file({"База": rows}, "база.xlsx")


def of_mentees(name: str = "Аистова Анна Олеговна", **cells: str) -> InputFile:
    return base(MENTEES_BASE, name=name, **cells)


@pytest.mark.parametrize("form", ["", "ученик – ученик", "Ученик-ученик"])
@pytest.mark.parametrize("mentor_name", ["Щукин Пётр Ильич", "Щукин П. И."])
def test_a_working_pair_of_the_base_of_mentees_stays(form, mentor_name):
    answers = read(PUPILS, MENTORS, of_mentees(mentor=mentor_name, form=form))
    assert not errors(answers)
    assert answers.previous == (PAIR,)


def test_a_row_of_the_base_of_mentors_may_name_several():
    old = base(MENTORS_BASE, name="Щукин Пётр Ильич", mentees="Аистова А. О.; Белкин Борис Львович")
    assert read(PUPILS, MENTORS, old).previous == (
        PAIR,
        EarlierPair(mentee="Н-003", mentor="М-002", form="student-student"),
    )


def test_both_bases_may_tell_one_pair():
    files = (
        of_mentees(mentor="Щукин П. И."),
        base(MENTORS_BASE, name="Щукин П. И.", mentees="Аистова А. О."),
    )
    assert read(PUPILS, MENTORS, *files).previous == (PAIR,)


def test_a_pair_that_has_ended_is_over():
    answers = read(PUPILS, MENTORS, of_mentees(mentor="Щукин П. И.", end="25.05.2026"))
    assert answers.previous == ()
    assert "old-pair-unclear" not in codes_of(answers)


@pytest.mark.parametrize(
    ("old", "why"),
    [
        (of_mentees(mentor="Сомов Иван Иванович"), "«Сомов Иван Иванович» нет среди ответивших"),
        (base(MENTORS_BASE, name="Щукин Пётр Ильич", mentees="Белкин Б."), "Н-002 Белкин Борис Ильич"),
        (of_mentees(mentor="Щукин П. И.", form="учитель – ученик"), "в какой форме «учитель – ученик»"),
    ],
)
def test_a_doubtful_pair_is_named_with_its_row_and_not_continued(old, why):
    answers = read(PUPILS, MENTORS, old)
    assert answers.previous == ()
    told = finding(answers, "old-pair-unclear")
    assert (told.file, told.row) == ("база.xlsx", 2)
    assert why in told.reason.ru
    assert not errors(answers)


def test_what_an_earlier_run_decided_is_not_undone_by_the_base_from_before():
    """The same files come again with a refresh: a pair that was stopped does not come back to work."""
    first = read(PUPILS, MENTORS, of_mentees(mentor="Щукин П. И."))
    register = InputFile("people.csv", write_people(first.people))
    other = EarlierPair(mentee="Н-001", mentor="М-001", form="student-student")
    stopped = EarlierPair(mentee="Н-001", mentor="М-002", form="student-student", state=PairState.STOPPED)
    for known in ((other,), (stopped,)):
        again = read(PUPILS, MENTORS, of_mentees(mentor="Щукин П. И."), people=register, previous=known)
        assert again.previous == known


def test_an_export_tells_no_working_pairs():
    """It may be a proposal that nobody has agreed to."""
    headers = (*MENTEES_BASE, "Код")
    answers = read(PUPILS, MENTORS, base(headers, name="Аистова Анна Олеговна", mentor="Щукин П. И."))
    assert answers.previous == ()
