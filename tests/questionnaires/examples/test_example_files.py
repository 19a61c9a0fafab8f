import hashlib
import os
import subprocess
import sys

import pytest
from example_tables import KEYS, decode, example, submissions, table

from questionnaires.examples import example_files
from questionnaires.examples.__main__ import main
from questionnaires.examples.lists.affinity import invite
from questionnaires.examples.people.plans import PEOPLE
from questionnaires.examples.people.troupe import gather
from questionnaires.loading import load_programme
from questionnaires.programme import Category, Side

DIGEST = """
import hashlib
from questionnaires.examples import example_files
from questionnaires.loading import load_programme
found = example_files(load_programme("r3-full-process"), people=60)
print(hashlib.sha256(b"".join(file.content for file in found.files())).hexdigest())
"""


def test_same_bytes_in_another_process():
    """Neither the hash seed of Python nor a second call changes a byte."""
    found = example_files(load_programme("r3-full-process"), people=60)
    digest = hashlib.sha256(b"".join(file.content for file in found.files())).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    ran = subprocess.run(
        [sys.executable, "-c", DIGEST], capture_output=True, text=True, check=True, env=environment
    )
    assert ran.stdout.strip() == digest


def test_another_seed_gives_other_people():
    programme = load_programme("r4-additional-education")
    assert example_files(programme, 1).answers != example_files(programme, 2).answers


@pytest.mark.parametrize("key", KEYS)
def test_as_many_people_as_planned(key):
    assert sum(example(key).planned.values()) == PEOPLE[key]


def test_scales_to_as_many_people_as_asked():
    programme = load_programme("r1-district")
    troupe = gather(programme, 3000, 2026)
    names = {(p.name, p.birth) for people in troupe.bases.values() for p in people}
    twice = len(troupe.twins)
    assert sum(map(len, troupe.bases.values())) == 3000
    assert len(names) == 3000 - twice


@pytest.mark.parametrize("key", KEYS)
def test_mentors_are_scarce(key):
    """Two mentees, or peers, for one mentor."""
    programme = load_programme(key)
    mentors = sum(
        n for base, n in example(key).planned.items() if programme.get_base(base).side is Side.MENTOR
    )
    mentees = sum(example(key).planned.values()) - mentors
    assert mentees == 2 * mentors


@pytest.mark.parametrize("key", KEYS[:3])
def test_employers_are_six_to_ten(key):
    bases = [base for base in load_programme(key).bases if base.category is Category.EMPLOYER]
    assert 6 <= sum(example(key).planned[base.key] for base in bases) <= 10


@pytest.mark.parametrize("key", KEYS)
def test_fifteen_of_a_hundred_answer_twice(key):
    """Of R4's 24 people in two bases three answer twice: a fourth would be more than a sixth."""
    sent = submissions(key)
    again = sum(one.outdated for one in sent)
    assert 0.12 <= again / (len(sent) - again) <= 0.16


def test_the_later_answer_differs_and_is_later():
    sent = submissions("r3-full-process")
    last = {(one.persona.name, one.persona.base.key): one for one in sent if not one.outdated}
    changed = 0
    for one in sent:
        if one.outdated:
            final = last[one.persona.name, one.persona.base.key]
            assert one.sent < final.sent
            changed += one.answers != final.answers
    assert changed > 20


@pytest.mark.parametrize("key", KEYS)
def test_people_meet_the_bounds_of_their_base(key):
    """The answers that put a person into a base agree with it; ages are those that the base asks for."""
    for one in submissions(key):
        for requirement in one.persona.base.where:
            assert one.answers[requirement.fact] in requirement.one_of
        for requirement in one.persona.base.requirements:
            value = one.persona.age if requirement.fact == "age" else one.answers[requirement.fact]
            assert requirement.least is None or value >= requirement.least
            assert requirement.most is None or value <= requirement.most


def test_a_twin_answers_alike_in_both_roles():
    guests = invite(submissions("r2-gymnasium"))
    mentees = {guest.persona.name: guest.answers for guest in guests["pupils"]}
    twins = [guest for guest in guests["pupil-mentors"] if guest.persona.name in mentees]
    assert twins
    for twin in twins:
        assert twin.answers["days"] == mentees[twin.persona.name]["days"]
        assert twin.answers["birth_date"] == mentees[twin.persona.name]["birth_date"]


def test_sixth_formers_need_other_subjects_than_seniors():
    guests = invite(submissions("r1-district"))["pupils"]
    young = {s for g in guests if g.persona.grade.number <= 6 for s in g.said("subjects_needed")}
    seniors = {s for g in guests if g.persona.grade.number >= 9 for s in g.said("subjects_needed")}
    assert "physics" not in young
    assert {"physics", "chemistry", "maths"} <= seniors


def test_a_teacher_is_called_by_the_subject():
    guests = invite(submissions("r5-teachers"))["teachers"]
    called = {guest.answers["position"] for guest in guests if guest.answers["subject"] == "maths"}
    assert called == {"учитель математики"}


@pytest.mark.parametrize("key", KEYS)
def test_file_names_tell_nothing_of_a_private_base(key):
    assert not [file.name for file in example(key).files() if "ОВЗ" in file.name.upper()]
    assert len({file.name for file in example(key).files()}) == len(example(key).files())


def test_all_shapes_are_there():
    files = [file for key in KEYS for file in example(key).answers]
    texts = [file.content for file in files if file.name.endswith(".csv")]
    headers = {str(table(file)[0][0]) for file in files}
    assert {"ID", "Отметка времени", "ФИО"} <= headers
    assert any(content.startswith(b"\xef\xbb\xbf") for content in texts)
    assert any(not _is_utf8(content) and b"\r\n" in content for content in texts)
    assert any("GMT+7" in decode(content) for content in texts)


def _is_utf8(content):
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_only_the_full_process_has_a_meeting_and_only_r4_has_decisions():
    assert [key for key in KEYS if example(key).preferences] == ["r3-full-process"]
    assert [key for key in KEYS if example(key).verdicts] == ["r4-additional-education"]
    assert [key for key in KEYS if example(key).additions] == ["r4-additional-education"]


def test_written_by_the_command(tmp_path, capsys):
    assert main([str(tmp_path), "r4-additional-education"]) == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "r4-additional-education").iterdir()}
    assert written == {file.name: file.content for file in example("r4-additional-education").files()}
    assert main([]) == 2
    assert "Usage" in capsys.readouterr().err
