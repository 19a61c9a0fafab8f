"""Who may be of one family is said; a person decides, and nothing is forbidden silently."""

from dataclasses import replace

import pytest
from reading_sample import (
    MENTEE_FORM,
    MENTOR_FORM,
    codes_of,
    csv_file,
    errors,
    finding,
    make_programme,
    question,
    read,
)

from questionnaires.question import Kind

PARENT = question("guardian", "ФИО родителя", Kind.NAME)
MOTHER = "Ёлкина Вера Петровна"


def programme():
    """Return the sample with the question about the parent on both sides."""
    usual = make_programme()
    forms = {"mentees": MENTEE_FORM, "mentors": MENTOR_FORM}
    bases = tuple(
        replace(
            base,
            questionnaire=replace(forms[base.key], questions=(*forms[base.key].questions, PARENT)),
        )
        for base in usual.bases
    )
    return replace(usual, bases=bases)


def file(form, *rows):
    headers = [one.text for one in (*form.questions, PARENT)]
    filled = [
        [parent if h == PARENT.text else name if h == "Фамилия, имя, отчество" else "" for h in headers]
        for name, parent in rows
    ]
    return csv_file([headers, *filled], f"{form.key}.csv")


def answers(mentees, mentors):
    return read(file(MENTEE_FORM, *mentees), file(MENTOR_FORM, *mentors), programme=programme())


def told(mentees, mentors):
    return codes_of(answers(mentees, mentors)).count("relatives")


def test_a_parent_among_the_mentors_is_named_with_the_child():
    found = answers([("Ёлкина Мария Олеговна", MOTHER)], [("Елкина Вера Петровна", "")])
    said = finding(found, "relatives")
    assert not errors(found)
    assert "Ёлкина Мария Олеговна (Н-001)" in said.reason.ru
    assert "(М-001)" in said.reason.ru
    assert (said.file, said.row) == ("mentee-form.csv", 2)


@pytest.mark.parametrize(
    ("mentees", "mentors", "count"),
    [
        ([("Ёлкина Мария Олеговна", MOTHER)], [("Ёлкин Олег Олегович", MOTHER)], 1),
        ([("Ёлкина Мария Олеговна", MOTHER)], [("Щукин Пётр Ильич", "Щукина Анна Ильинична")], 0),
        ([("Ёлкина Мария Олеговна", "")], [("Ёлкина Вера Петровна", "")], 0),
        ([("Ёлкина Мария Олеговна", "Ёлкина Вера")], [("Ёлкина Вера", "")], 0),
        ([("Ёлкина Мария Олеговна", MOTHER)], [("Ёлкина Мария Олеговна", MOTHER)], 0),
        ([("Ёлкина Мария Олеговна", MOTHER)], [(f"Щукин {n} Ильич", MOTHER) for n in ("Пётр", "Яков")], 2),
        (
            [("Ёлкина Мария Олеговна", MOTHER)],
            [(f"Щукин {n} Ильич", MOTHER) for n in ("Пётр", "Яков", "Лев", "Глеб", "Илья")],
            0,
        ),
    ],
    ids=["brother", "strangers", "no parent", "not in full", "one person", "two", "a home's head"],
)
def test_who_is_said_to_be_of_one_family(mentees, mentors, count):
    assert told(mentees, mentors) == count
