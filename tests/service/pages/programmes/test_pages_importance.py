"""«Что важно»: musts and wishes with their weights; changed in words, with the effect on the pairs shown first."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from live import Live
from visits import log_in, post
from walker import Walker

from questionnaires.criterion import POINTS_OF_A_FORM, CriterionKind, Force
from questionnaires.loading import find_programmes, load_programme, resolved
from questionnaires.loading.shape.weights import Weight, share_points
from questionnaires.programme import Programme as Rules
from questionnaires.programme import Purpose
from service.pages.programmes import importance
from service.pages.programmes.importance import MEANINGS, WORDS
from service.pages.programmes.weighing import reweigh, words_of
from service.store.blobs import Blob
from service.store.programmes import Programme

AIM = {"purpose": "most-matched"}


def wishes(programme: Rules, form: str) -> dict[str, int]:
    own = next(one for one in programme.forms if one.key == form)
    return {one.key: one.points for one in own.criteria if one.force is Force.WISH}


def reweighed(words: Any, purpose: Purpose = Purpose.MOST_MATCHED) -> Rules | None:
    content = reweigh(resolved(load_programme("r2-gymnasium")), purpose, words)
    return load_programme(content) if content is not None else None


def test_every_kind_of_criterion_and_every_weight_is_put_in_words() -> None:
    assert MEANINGS.keys() == set(CriterionKind)
    assert WORDS.keys() == set(Weight)


@pytest.mark.parametrize("key", sorted(find_programmes()))
def test_words_read_from_points_are_those_of_the_file(key: str) -> None:
    """Said again, they give the same points; where one wish has points of its own, the others keep their words."""
    for form in load_programme(key).forms:
        words, points = words_of(form), wishes(load_programme(key), form.key)
        told = [words[wish].value for wish in sorted(points, key=points.__getitem__)]
        assert told == sorted(told), form.key
        units = [points[wish] / word.value for wish, word in words.items() if word.value]
        if max(units) - min(units) <= 0.02 * min(units):
            assert list(share_points(list(words.values()))) == list(points.values()), form.key


@pytest.mark.parametrize("place", [0, 3])
def test_words_are_told_as_they_stood_also_beside_a_wish_with_points_of_its_own(place: int) -> None:
    words = words_of(load_programme("r2-gymnasium").forms[place])
    assert [words[key] for key in ("goals", "dislikes", "format")] == [
        Weight.MUCH,
        Weight.SOME,
        Weight.LITTLE,
    ]


def test_a_weight_changes_its_form_and_no_other() -> None:
    before, after = load_programme("r2-gymnasium"), reweighed({"student-student": {"goals": Weight.LITTLE}})
    assert after is not None
    assert wishes(after, "student-student")["goals"] < wishes(before, "student-student")["goals"]
    assert sum(wishes(after, "student-student").values()) == POINTS_OF_A_FORM
    assert after.forms[1:] == before.forms[1:]
    assert reweighed({}, Purpose.BEST_TOTAL) == replace(before, purpose=Purpose.BEST_TOTAL)


def test_points_set_by_hand_stay_while_no_word_changes() -> None:
    programme = load_programme("r2-gymnasium")
    form = programme.forms[0]
    odd = tuple(
        replace(one, points=one.points + {"goals": 7, "subjects": -7}.get(one.key, 0))
        for one in form.criteria
    )
    by_hand = replace(programme, forms=(replace(form, criteria=odd), *programme.forms[1:]))
    assert reweigh(resolved(by_hand), by_hand.purpose, {form.key: words_of(form)}) == resolved(by_hand)


def test_a_form_in_which_nothing_counts_is_refused() -> None:
    nothing = dict.fromkeys(words_of(load_programme("r2-gymnasium").forms[0]), Weight.NONE)
    assert reweighed({"student-student": nothing}) is None


@pytest.fixture(scope="module")
def programme(head: FlaskClient) -> str:
    path = "/".join(post(head, "/programmes", key="r2-gymnasium").headers["Location"].split("/")[:3])
    assert "Посмотреть, что изменится" not in head.get(f"{path}/importance").text
    post(head, f"{path}/uploads/example")
    post(head, f"{path}/uploads/accept")
    return path


def version(head: FlaskClient, programme: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', head.get(f"{programme}/importance").text)
    assert found
    return found[1]


def test_the_effect_is_shown_and_nothing_is_kept_before_it_is_saved(
    live: Live, head: FlaskClient, programme: str
) -> None:
    path, now = f"{programme}/importance", version(head, programme)
    seen = post(head, path, **{**AIM, "student-student.subjects": "0"}, version=now, look="yes").text
    assert "Что изменилось бы на этих анкетах" in seen
    assert re.search(r'name="student-student.subjects"[^>]*><option value="0" selected>', seen)
    assert version(head, programme) == now
    said = re.search(r"Наставник сменится у: <b>(\d+)", seen)
    moved = int(said[1]) if said else 0
    assert moved > 0
    assert seen.count('<tr><th scope="row">') >= moved
    run_before = pairs_of(live, head, programme)
    post(head, path, **{**AIM, "student-student.subjects": "0"}, version=now)
    assert version(head, programme) != now
    run_after = pairs_of(live, head, programme)
    changed = {mentee for mentee, _ in run_before ^ run_after}
    assert len(changed) == moved, "what was promised is what a run does"
    post(head, path, **{**AIM, "student-student.subjects": "4"}, version=now)
    assert "программу кто-то изменил" in head.get(path).text


def test_who_is_overtaken_while_the_weights_are_reckoned_loses_nothing_of_the_other(
    live: Live, head: FlaskClient, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, now = f"{programme}/importance", version(head, programme)
    reckon, other, saved = importance.ask, live.app.test_client(), []
    log_in(other, "deputy")

    def overtaken(*given: Any) -> Any:
        monkeypatch.setattr(importance, "ask", reckon)
        post(other, path, **{**AIM, "student-student.goals": "1"}, version=now)
        saved.append(chosen(other.get(path).text))
        return reckon(*given)

    before = chosen(head.get(path).text)
    monkeypatch.setattr(importance, "ask", overtaken)
    post(head, path, **{**AIM, "student-student.goals": "0"}, version=now)
    page = head.get(path).text
    assert "программу кто-то изменил" in page
    assert [chosen(page)] == saved != [before]


def chosen(page: str) -> list[str]:
    """Return the points of all wishes as a page shows them."""
    return re.findall(r'class="n" data-label="[^"]*">([^<]+)<', page)


def test_saving_what_stands_already_keeps_the_bytes_once(
    live: Live, head: FlaskClient, programme: str
) -> None:
    def holders() -> int:
        with live.store.whole(read_only=True) as session:
            row = session.get_one(Programme, programme.rsplit("/", 1)[1])
            return session.get_one(Blob, row.content).holders

    post(head, f"{programme}/importance", **AIM, version=version(head, programme))
    before = holders()
    post(head, f"{programme}/importance", **AIM, version=version(head, programme))
    assert holders() == before


def pairs_of(live: Live, head: FlaskClient, programme: str) -> set[tuple[str, str]]:
    run = post(head, f"{programme}/runs").headers["Location"].split("/")[2]
    live.wait_for_end(run)
    return set(re.findall(r"<small>(Н-\d+) · (М-\d+)</small>", head.get(f"/runs/{run}/pairs").text))


def test_nobody_types_a_weight_that_does_not_exist(head: FlaskClient, programme: str) -> None:
    path = f"{programme}/importance"
    assert post(head, path, **{**AIM, "student-student.goals": "3"}).status_code == 400
    assert post(head, path, purpose="wealth").status_code == 400
    none = {f"student-student.{key}": "0" for key in words_of(load_programme("r2-gymnasium").forms[0])}
    assert "хотя бы одно пожелание" in post(head, path, **AIM, **none).text


@pytest.mark.parametrize(("login", "language"), [("deputy", "ru"), ("viewer", "en")])
def test_the_page_can_be_used_by_everybody(
    browser: Any, live: Live, programme: str, login: str, language: str
) -> None:
    walker = Walker(browser, live, language=language, scripts=True)
    walker.log_in(login)
    walker.go(f"{programme}/importance")
    walker.check()
    assert walker.page.locator("main select").count() == (
        0 if login == "viewer" else walker.page.locator("main .weights-table tbody tr").count()
    )
    walker.close()
