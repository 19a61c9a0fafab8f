"""``matcher check`` tells a repeated remark once; every one of them is told on request and to a program."""

from dataclasses import replace

import pytest
from command_line import below, call
from small_run import GYMNASIUM

from matcher.readiness import Shortage
from questionnaires.examples import example_files
from questionnaires.loading import load_programme
from service.terminal.foreseen import _shortage_lines


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("answers")
    for file in example_files(load_programme(GYMNASIUM)).answers:
        (folder / file.name).write_bytes(file.content)
    return below(folder)


def test_remarks_are_gathered_and_all_are_there_on_request(capsys, answers):
    gathered = call(capsys, "check", GYMNASIUM, "--answers", *answers)
    every = call(capsys, "check", GYMNASIUM, "--all", "--answers", *answers)
    told = call(capsys, "check", GYMNASIUM, "--json", "--answers", *answers)
    assert gathered.code == every.code == told.code == 0
    lines, all_lines = gathered.out.splitlines(), every.out.splitlines()
    assert "Похожие замечания собраны; все до одного — с --all." in lines
    assert not any("Похож" in line for line in all_lines)
    assert len(lines) < len(all_lines)
    counted = sum(int(line.split("ещё: ")[1].split(" ")[0]) for line in lines if "Похожих ещё: " in line)
    places = [line for line in all_lines if ", строка " in line or ": Прочитано как" in line]
    assert len([line for line in places if line not in lines]) == counted
    assert len(told.data["problems"]) >= len(places)
    assert call(capsys, "check", GYMNASIUM, "--all", "--json", "--answers", *answers).data == told.data


def test_what_an_organisation_lacks_is_one_line(capsys):
    programme = load_programme("r1-district")
    first, second, third = (organisation.key for organisation in programme.organisations[:3])
    names = {organisation.key: organisation.short for organisation in programme.organisations}
    one = Shortage(form="a", organisation=first, option="Физика", wanted=1, spare=(second, third))
    shortages = [
        one,
        replace(one, option="Химия", wanted=4, spare=(second,)),
        replace(one, form="b", wanted=2, spare=(third,)),
        *(replace(one, option=f"Тема {n}", wanted=1) for n in range(3)),
        replace(one, organisation=second, spare=(first,)),
    ]
    gathered = [line.ru for line in _shortage_lines(programme, shortages, every=False)]
    assert gathered == [
        f"{names[first]}: не хватает наставников — Химия (нужен: 4; свободен: {names[second]}); "
        f"Физика (нужен: 2; свободен: {names[third]}); "
        f"Тема 0 (нужен: 1; свободен: {names[second]}, {names[third]}); "
        f"Тема 1 (нужен: 1; свободен: {names[second]}, {names[third]}); ещё 1",
        f"{names[second]}: не хватает наставника — Физика (нужен: 1); свободен: {names[first]}.",
    ]
    assert len(list(_shortage_lines(programme, shortages, every=True))) == len(shortages)
