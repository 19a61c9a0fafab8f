"""``matcher check`` and a refused ``matcher run`` tell of people kept apart by code, and nothing they answered."""

import csv
from dataclasses import replace

from command_line import call
from sample import sample_view
from small_run import GYMNASIUM

from matcher.explain.stranded import Stranded
from questionnaires.answers import Tally
from questionnaires.loading import load_programme
from questionnaires.wording import Wording
from service.command.check import _reading_lines
from service.terminal.foreseen import readiness_lines

CODE, NAME = "Н-008", "Тихонов"


def test_the_base_and_the_form_kept_apart_are_marked_and_its_people_stand_there_by_code():
    from matcher.readiness import readiness

    tally = Tally(
        file="Отдельные анкеты.xlsx", base="special-mentees", rows=2, ready=1, repeated=1, refused=0
    )
    view = sample_view()
    programme, answers = view.programme, replace(view.answers, tallies=(tally,))
    forms = (*programme.forms, replace(programme.forms[0], key="apart", mentees=("special-mentees",)))
    programme = replace(programme, forms=forms)
    state = readiness(programme, answers)
    one = replace(sample_view().result.unmatched[0], mentee=CODE)
    other = replace(one, mentee="Н-001")
    stranded = [Stranded(mentor=code, reason=Wording("Тайна", "Secret")) for code in (CODE, "М-001")]
    lines = [
        *_reading_lines(programme, answers, ()),
        *readiness_lines(programme, answers, replace(state, lonely=(one, other), stranded=tuple(stranded))),
    ]
    said = [line.ru for line in lines]
    base = programme.get_base("special-mentees")
    assert any(line.endswith(f"{base.title} (отдельная база)") for line in said)
    same = [line.split(":")[0].strip() for line in said if line.strip().startswith(forms[0].title)]
    assert same == [forms[0].title, f"{forms[0].title} (отдельная база)"]
    assert f"{CODE} (отдельная база): никто не подходит. Причина и ответы здесь не показаны." in said
    nobody = [line for line in said if line.startswith("Наставники, которым не подходит никто: 1. ")]
    assert [CODE in line for line in nobody] == ["Тайна" not in line for line in nobody] == [True, False]
    assert NAME not in "\n".join(said)
    assert any(line.startswith("Н-001 (") and one.reason.ru in line for line in said)


def test_a_refused_run_says_no_more_of_people_kept_apart_than_check_does(capsys, tmp_path):
    programme = load_programme(GYMNASIUM)
    asked = next(base for base in programme.bases if base.private).questionnaire.questions
    path = tmp_path / "анкеты.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow([question.text for question in asked])
        answers = {"name": f"{NAME} Пётр, 6Б, тайна"}
        rows.writerow([answers.get(question.key, "") for question in asked])
    out = tmp_path / "out"
    check = call(capsys, "check", GYMNASIUM, "--answers", path)
    run = call(capsys, "run", GYMNASIUM, "--answers", path, "--out", out)
    told = call(capsys, "run", GYMNASIUM, "--answers", path, "--out", out, "--json")
    assert (check.code, run.code) == (2, 2)
    for said in (check, run, told):
        assert "строка 2" in said.out + said.err or '"row": 2' in said.out
        assert NAME not in said.out + said.err
        assert "тайна" not in said.out + said.err
