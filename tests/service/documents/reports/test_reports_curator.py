"""The curator's report: true numbers, reasons in words, charts with tables, the same bytes."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from crowded_sample import crowded_view
from report_pages import page, text
from sample import PAIRS, sample_view

from matcher.result import BlockingPair, Origin, PartialProof
from matcher.solution import Proof, Status
from questionnaires.finding import Finding, Severity
from questionnaires.programme import Arrangement
from questionnaires.wording import Language, Wording
from service.documents.reports import render_curator_report, render_head_report
from service.documents.reports.figures import exact
from service.documents.reports.look import find_worth_a_look
from service.documents.reports.words import TEXT
from service.documents.words.doubtful import doubtful_names


@pytest.fixture(scope="module")
def sample_page() -> str:
    return page()


def test_every_picture_has_a_table_with_the_same_numbers(sample_page):
    figures = re.findall(r"<figure.*?</figure>", sample_page, re.DOTALL)
    assert len(figures) == 6
    for figure in figures:
        picture, table = figure.split("<table", 1)
        assert 'role="img"' in picture
        drawn = re.findall(r'class="number"[^>]*>(\d+)<', picture)
        cells = re.findall(r'<td class="n[^"]*">(\d+)<', table)
        assert not drawn or drawn == cells


def test_headline_numbers_are_those_of_the_run(sample_page):
    tiles = re.findall(r"<dt>([^<]*)</dt><dd><b>([^<]*)</b>", sample_page)
    assert tiles == [
        ("С наставником", "7"),
        ("Пока без наставника", "2"),
        ("Среднее совпадение", "76,6"),
        ("Пары, на которые стоит взглянуть", "0"),
        ("Нарушено обязательных правил", "0"),
    ]


def test_proof_is_said_in_words(sample_page):
    said = text(sample_page)
    assert "Лучше нельзя — проверено." in said
    assert "2 пары из 7 и 1 из оставшихся 2 выбраны жребием" in said


@pytest.mark.parametrize(
    ("status", "proof", "expected"),
    [
        (Status.OPTIMAL, Proof.SOLVER, "отдельной проверки у этой части нет"),
        (
            Status.FEASIBLE,
            Proof.SOLVER,
            "не доказано, что лучше нельзя: из того, что возможно, набрано не меньше 97 %",
        ),
        (Status.FEASIBLE, Proof.NONE, "не проверялось"),
        (Status.INFEASIBLE, Proof.NONE, "Подбора нет"),
    ],
)
def test_no_more_is_claimed_than_is_proved(status, proof, expected):
    part = PartialProof(
        part="forms", status=status, proof=proof, objective=979, bound=1000, served=7, people=8
    )
    said = text(page(sample_view(proofs=(part,))))
    assert expected in said
    assert "Лучше нельзя — проверено" not in said
    assert ("! по расчёту решателя" if status is Status.OPTIMAL else "! не доказано") in said


def test_broken_rules_are_never_hidden():
    said = text(page(violations=["Н-001 — М-001: нет общего дня"]))
    assert "подбор нельзя использовать" in said
    assert "Н-001 — М-001: нет общего дня" in said


def test_the_points_of_a_pair_add_up_on_paper():
    details = re.findall(r"<details class=\"pair\".*?</details>", page(), re.DOTALL)
    for detail in details:
        parts = [float(p.replace(",", ".")) for p in re.findall(r'<td class="n">([\d,]+) из', detail)]
        assert sum(parts[:-1]) == pytest.approx(parts[-1])


def test_a_pair_says_from_what_and_who_decided(sample_page):
    pairs = re.findall(r"<details class=\"pair\".*?</details>", sample_page, re.DOTALL)
    detail = next(pair for pair in pairs if "Ильина" in pair)
    said = text(detail)
    assert "Математика: нужна — может помочь" in said
    assert all(f"{part.title} {exact(part.points)} из {exact(part.most)}" in said for part in PAIRS[0].parts)
    assert "81 из 100" in said
    assert (
        "Предложена подбором. Иначе было бы хуже: без этой пары общее совпадение стало бы меньше на 3,1."
        in said
    )


def test_every_origin_and_the_lot_are_said(sample_page):
    said = text(sample_page)
    assert {pair.origin for pair in PAIRS} == set(Origin)
    assert "решение куратора: оставить вместе" in said
    assert "принята после встречи или собеседования" in said
    assert "работает с прошлого раза и остаётся" in said
    assert "Равные варианты, выбран жребием" in said


def test_people_who_wait_have_funnel_rivals_and_remedy(sample_page):
    said = text(sample_page)
    assert "Сколько наставников остаётся: 3 → 1 → 0" in said
    assert "Подходящие места заняли: Черных Пётр Сергеевич" in said
    assert "Если Мельник сможет в субботу" in said


def test_codes_in_sentences_become_names():
    waiting = sample_view().result.unmatched[0]
    remedy = Wording("Подойдёт М-006, если возьмёт двоих.", "М-006 fits with two.")
    assert "Подойдёт Мельник Павел Андреевич, если" in page(
        sample_view(unmatched=(replace(waiting, remedy=remedy),))
    )


def test_people_kept_apart_are_called_by_code_alone(sample_page):
    assert "Тихонов" not in sample_page
    assert "Н-008" in sample_page


def test_what_people_typed_cannot_become_markup():
    finding = Finding(
        severity=Severity.WARNING,
        code="unknown-option",
        reason=Wording("Нет такого варианта.", "No such option."),
        remedy=Wording("Исправьте.", "Mend it."),
        file="a.csv",
        row=7,
        column="<b>",
        found="<img src=x onerror=alert(1)>",
    )
    html = page(problems=[finding])
    assert "<img" not in html
    assert "&lt;img src=x" in html


def test_a_school_reads_its_own_people_only():
    view = crowded_view(60)
    school = view.programme.organisations[1]
    own = {person.code for person in view.answers.people if person.organisation == school.key}
    html = page(view.seen_by(school))
    waiting = {person.mentee for person in view.result.unmatched}
    shown = len(re.findall(r'<article class="waits">', html))
    assert shown == len(waiting & own) < len(waiting)
    rows = set(re.findall(r'<td>Анкеты.xlsx</td><td class="n">(\d+)</td>', html))
    other = {
        str(source.row)
        for base in view.answers.bases
        for code, source in zip(base.codes, base.sources, strict=True)
        if code in own
    }
    assert rows <= other


def test_a_school_counts_its_own_mentees_as_its_summary_does():
    """Н-009 of the gymnasium has a mentor of school 3: that pair is in both reports, the mentee is the gymnasium's."""
    gymnasium, school, _ = sample_view().programme.organisations
    ours, theirs = (text(page(sample_view().seen_by(place))) for place in (gymnasium, school))
    assert "Живаго" in ours
    assert "Живаго" in theirs
    own = {person.code for person in sample_view().persons().values() if person.organisation == school.key}
    pairs = sample_view().seen_by(school).pairs()
    served = {pair.mentee for pair in pairs} & own
    assert len(served) < len({pair.mentee for pair in pairs})
    ready = len(served) + len(sample_view().seen_by(school).unmatched())
    assert re.search(rf"С наставником\s+{len(served)}\s+из\s+{ready} ", theirs)


def test_reserve_and_absent_people_of_another_school_are_not_named():
    gymnasium, school, _ = sample_view().programme.organisations
    ours, theirs = (page(sample_view().seen_by(place)) for place in (gymnasium, school))
    assert "Зуб Раиса" in ours
    assert "Зуб Раиса" not in theirs
    assert "Зайцева Полина" not in ours
    assert "Зайцева Полина" in theirs


def test_few_findings_stand_for_many():
    view = crowded_view(2000)
    assert page(view).count("Проверьте класс.") <= 400
    assert "Показаны первые 200." in text(page(view))


def test_the_tenth_with_least_in_common_is_worth_a_look():
    scores = [9000, 8000, 7000, 6000, 6000, 6000, 6000, 6000, 4900, 4000, 3900]
    pairs = [replace(PAIRS[0], points=points) for points in scores]
    assert sorted(find_worth_a_look(pairs)) == [9, 10]
    assert not find_worth_a_look([replace(PAIRS[0], points=6000)])


def test_a_pair_of_whom_little_is_known_is_worth_a_look():
    parts = tuple(replace(part, blank=part.criterion == "subjects") for part in PAIRS[0].parts)
    assert find_worth_a_look([replace(PAIRS[0], parts=parts)])[0].ru == "больше половины ответов пусты"


def test_every_text_exists_in_both_languages():
    assert all(wording.ru and wording.en for key, wording in TEXT.items() if key != "more_end")
    english = page(replace(sample_view(), language=Language.EN))
    assert '<html lang="en">' in english
    assert "Nothing better exists — checked." in english


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_writes_the_same_bytes(seed):
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests/service')\n"
        "from crowded_sample import crowded_view\n"
        "from service.documents.reports import render_curator_report, render_head_report\n"
        "view = crowded_view(90)\n"
        "papers = (*render_curator_report(view), *render_head_report(view))\n"
        "print(hashlib.sha256(b''.join(paper.content for paper in papers)).hexdigest())\n"
    )
    view = crowded_view(90)
    here = sha256(
        b"".join(p.content for p in (*render_curator_report(view), *render_head_report(view)))
    ).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[4], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == here


def test_doubtful_names_are_listed_with_what_is_in_doubt(sample_page):
    section = sample_page[sample_page.index('<h2 id="names">') :]
    listed = re.findall(r'<tr><th scope="row">([^<]*)</th>', section)
    assert listed == [each.name for each in doubtful_names(sample_view())]
    assert "Мамина-Озерского Глеба Ильича ?" in section


def test_who_named_each_other_and_stands_apart_is_shown_to_the_curator_alone():
    mutual = (BlockingPair(form=PAIRS[0].form, mentee=PAIRS[0].mentee, mentor=PAIRS[1].mentor),)
    view = sample_view(blocking=mutual)
    persons = view.persons()
    curator, head = (
        text(render(view)[0].content.decode()) for render in (render_curator_report, render_head_report)
    )
    heading, row = TEXT["blocking"].ru, [persons[PAIRS[0].mentee].name, persons[PAIRS[1].mentor].name]
    said = curator.split(heading)[-1]
    assert said.index(row[0]) < said.index(row[1]) < said.index(TEXT["absent"].ru)
    assert heading not in head
    assert heading not in text(render_curator_report(sample_view())[0].content.decode())


@pytest.mark.parametrize("arrangement", [Arrangement.PAIRS, Arrangement.PEER_PAIRS])
def test_of_two_peers_the_school_of_either_reads_that_they_stand_apart(arrangement):
    view = sample_view()
    persons = view.persons()
    schools = {code: person.organisation for code, person in persons.items()}
    mentee, mentor = next(
        (a.mentee, b.mentor) for a in PAIRS for b in PAIRS if schools[a.mentee] != schools[b.mentor]
    )
    mutual = (BlockingPair(form=PAIRS[0].form, mentee=mentee, mentor=mentor),)
    asked = replace(sample_view(blocking=mutual), programme=_with(view.programme, arrangement))
    read = {
        place.key: TEXT["blocking"].ru
        in text(render_curator_report(asked.seen_by(place))[0].content.decode())
        for place in view.programme.organisations
    }
    both = {schools[mentee], schools[mentor]}
    assert {key for key, has in read.items() if has} == (
        both if arrangement is Arrangement.PEER_PAIRS else {schools[mentee]}
    )


def _with(programme, arrangement):
    forms = (replace(form, arrangement=arrangement) for form in programme.forms)
    return replace(programme, forms=tuple(forms))
