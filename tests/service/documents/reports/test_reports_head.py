"""The head's report: counts only, no names, nothing small."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from crowded_sample import crowded_view
from sample import sample_view

from matcher.result import Origin
from questionnaires.answers import Lock, LockKind
from questionnaires.programme import Side
from questionnaires.words import CATEGORIES
from service.documents.reports import render_head_report
from service.documents.reports.counts import (
    count_consents,
    count_decisions,
    count_indicators,
    count_load,
    count_locks,
    count_people,
    find_people,
)
from service.documents.reports.who import Who


def page(view) -> str:
    (paper,) = render_head_report(view)
    assert paper.path == "report-head.html"
    return paper.content.decode()


def cells(html: str) -> list[str]:
    return re.findall(r'<td class="n">\s*([^<\s]+)\s*</td>', html)


@pytest.mark.parametrize("view", [sample_view(), sample_view(approved=True), crowded_view(90)])
def test_nobody_is_named(view):
    html = page(view)
    for person in view.answers.people:
        assert person.name not in html
        assert person.name.split()[0] not in html
        assert person.code not in html


def test_bases_kept_apart_are_not_named():
    html = page(sample_view())
    assert "ОВЗ" not in html
    assert "special" not in html


def test_no_points_of_pairs():
    assert "из 100" not in page(crowded_view(90))


@pytest.mark.parametrize("size", [12, 40, 90, 300])
def test_no_small_count_of_people_is_shown(size):
    html = page(crowded_view(size))
    for section in ("load", "decided"):
        html = re.sub(rf'<section aria-labelledby="{section}">.*?</section>', "", html, flags=re.DOTALL)
    numbers = [int(cell.replace("\u202f", "")) for cell in cells(html) if cell[0].isdigit()]
    assert numbers
    assert not [number for number in numbers if 0 < number < 5]


def test_a_number_hidden_in_one_table_stands_in_no_other():
    """Seven pairs: the total of pairs would give away the seven mentees who have a mentor."""
    html = page(sample_view())
    assert "7" not in cells(html)
    assert "С парой:" not in html


def test_the_counts_are_those_of_the_run():
    view = crowded_view(300)
    people = next(count_people(view, Who(view), Side.MENTEE))
    assert people.counts.totals == (150, 25, 25, 200)


def test_a_person_in_two_bases_is_counted_once():
    view = sample_view()
    people = view.answers.people
    twins = {"Н-001": "Н-002", "Н-002": "Н-001"}
    changed = tuple(replace(person, twin=twins.get(person.code, "")) for person in people)
    once = sample_view(people=type(people)(changed))
    before, after = (find_people(each, Who(each), Side.MENTEE) for each in (view, once))
    assert len(before.codes) - len(after.codes) == 1


def test_load_counts_mentors_by_their_mentees():
    view = crowded_view(300)
    load = count_load(view, Who(view), secret_total=False)
    assert load is not None
    assert (load.counts, load.total) == ((0, 50, 50), 100)


def busier(view):
    """Return the run in which one mentor took over the only mentee of another who keeps one more: a load of three."""
    pairs = list(view.result.pairs)
    loads = Counter(pair.mentor for pair in pairs)
    taker, giver = sorted(code for code, load in loads.items() if load == 2)[:2]
    k = next(k for k, pair in enumerate(pairs) if pair.mentor == giver)
    pairs[k] = replace(pairs[k], mentor=taker, origin=Origin.TOGETHER)
    return replace(view, result=replace(view.result, pairs=tuple(pairs)))


def test_small_numbers_of_load_and_decisions_are_shown():
    view = busier(crowded_view(300))
    load = count_load(view, Who(view), secret_total=False)
    assert load is not None
    assert (load.counts, load.total) == ((0, 51, 48, 1), 100)
    decided = count_decisions(view, secret_total=False)
    expected = sum(pair.origin is Origin.TOGETHER for pair in view.result.pairs)
    told = dict(zip([label.ru for label in decided.labels], decided.counts, strict=True))
    assert 0 < expected < 5
    assert (told["Куратор решил оставить вместе"], decided.total) == (expected, 150)
    shown = page(view)
    own = shown[shown.index('<section aria-labelledby="load">') : shown.index('id="consents"')]
    assert "скрыто" not in own
    assert "скрыто" not in shown[shown.index('<section aria-labelledby="decided">') :]


def test_the_curators_locks_are_shown_however_few():
    view = crowded_view(300)
    lock = Lock(kind=LockKind.APART, mentee="Н-0001", mentor="М-0001")
    view = replace(view, answers=replace(view.answers, locks=(lock,)))
    assert [count for _, count in count_locks(view, Who(view))] == [1]
    assert "Куратор решил не ставить вместе: 1<" in page(view)


def test_load_and_decisions_do_not_tell_a_hidden_number_of_mentees():
    """Seven pairs in all would tell that seven mentees have a mentor, which is hidden."""
    view = sample_view()
    who = Who(view)
    assert count_load(view, who, secret_total=True) is None
    assert "Скрыто: по нагрузке можно было бы вычислить" in page(view)
    decided = count_decisions(view, secret_total=True)
    assert decided.total is None
    assert None in decided.counts


def test_load_does_not_tell_of_a_few_pupils_in_reserve():
    view = crowded_view(300)
    gone = {"М-0001", "М-0002"}
    pairs = tuple(pair for pair in view.result.pairs if pair.mentor not in gone)
    view = replace(view, result=replace(view.result, pairs=pairs))
    assert count_load(view, Who(view), secret_total=False) is None


def test_consents_are_counted_given_withdrawn_and_missing():
    view = crowded_view(300)
    given = {document.ru: found.counts for document, found in count_consents(view, Who(view))}
    processing = given["согласие на обработку персональных данных"]
    records = [record for record in view.answers.records if record.document == "processing"]
    yes, no = (sum(record.given is state for record in records) for state in (True, False))
    assert processing == (yes, no, 300 - yes - no)


def cut(base, most):
    """Return the answers of the first people of a base."""
    columns = {key: column[:most] for key, column in base.columns.items()}
    return replace(base, codes=base.codes[:most], organisations=base.organisations[:most], columns=columns)


def test_consents_of_everybody_do_not_tell_how_few_there_are_on_one_side():
    """Nine papers in all and six mentees would say that there are three mentors."""
    view = crowded_view(40)
    mentors = [base.key for base in view.programme.bases if base.side is Side.MENTOR]
    bases = tuple(
        cut(base, 3 if base.base == mentors[0] else 0) if base.base in mentors else base
        for base in view.answers.bases
    )
    view = replace(view, answers=replace(view.answers, bases=bases))
    people = {side: len(find_people(view, Who(view), side).codes) for side in (Side.MENTEE, Side.MENTOR)}
    assert people[Side.MENTOR] == 3
    table = page(view).partition('id="consents"')[2].partition("</section>")[0]
    assert cells(table)
    assert str(sum(people.values())) not in cells(table)


@pytest.mark.parametrize(("population", "shown"), [(26, None), (None, None), (2, None), (1, None)])
def test_a_small_indicator_is_hidden(population, shown):
    view = sample_view()
    indicators = tuple(replace(indicator, population=population) for indicator in view.programme.indicators)
    view = sample_view(indicators=indicators)
    assert [each.reached for each in count_indicators(view, Who(view))] == [shown]


def test_no_indicator_tells_what_the_tables_hide(gymnasium_made):
    """Where the table hides how many employers are busy, the indicator of all employers may not say it."""
    view = gymnasium_made.view
    kinds = {
        one.title: CATEGORIES[view.programme.get_base(one.base).category] for one in view.programme.indicators
    }
    by_kind = next(count_people(view, Who(view), Side.MENTOR))
    rows = dict(zip(by_kind.labels, by_kind.counts.rows, strict=True))
    told = {kinds[each.title].ru: each.reached for each in count_indicators(view, Who(view))}
    hidden = {kind for kind in told.keys() & rows if rows[kind][0] is None}
    assert hidden
    assert {told[kind] for kind in hidden} == {None}


def test_a_school_is_not_measured_by_the_population_of_the_programme():
    view = sample_view()
    indicators = tuple(replace(indicator, population=260) for indicator in view.programme.indicators)
    school = sample_view(indicators=indicators).seen_by(view.programme.organisations[1])
    assert {each.population for each in count_indicators(school, Who(school))} == {None}


def test_an_indicator_is_said_as_the_road_map_says_it():
    view = crowded_view(300)
    (indicator,) = view.programme.indicators
    changed = replace(indicator, base="pupil-mentees", requirements=(), population=260)
    view = replace(view, programme=replace(view.programme, indicators=(changed,)))
    assert "150 из 260 (58 %)" in page(view)


def test_who_decided_is_counted():
    assert "Предложено подбором: иначе было бы хуже" in page(crowded_view(300))


def test_an_approved_report_says_who_approved_and_is_no_draft():
    approved, draft = page(sample_view(approved=True)), page(sample_view())
    approval = sample_view(approved=True).approval
    assert approval is not None
    assert f"Этапы программы завершены, подтверждает: {approval.by}" in approved
    assert "ПРОЕКТ" not in approved
    assert "ПРОЕКТ: решают люди" in draft
