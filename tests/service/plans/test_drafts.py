"""Whatever is moved: figures add up, and nothing passes that the independent verifier refuses."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.proof.verify import verify
from service.folder.make import Made
from service.folder.request import Request
from service.plans.candidates import find_candidates
from service.plans.checking import as_solution, find_violations
from service.plans.draft import Draft, Move, MoveRefused, Step, apply, apply_all, start
from service.plans.effect import PairChange, effect
from service.plans.outcome import result_of


@pytest.fixture(scope="module")
def draft(gymnasium_made: Made) -> Draft:
    return start(gymnasium_made.run)


def _moves(draft: Draft) -> st.SearchStrategy[list[Move]]:
    seats = [*draft.run.assembly.seats, ("", "")]
    step = st.builds(
        lambda mentee, seat: Step(mentee=mentee, mentor=seat[1], form=seat[0]),
        st.sampled_from(sorted(draft.run.assembly.row_of)),
        st.sampled_from(seats),
    )
    return st.lists(
        st.builds(lambda steps: Move(steps=tuple(steps)), st.lists(step, min_size=1, max_size=3)), max_size=4
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_sentences_and_verifier_agree_on_every_draft(draft: Draft, data: st.DataObject) -> None:
    moved = draft
    for move in data.draw(_moves(draft)):
        try:
            moved = apply(moved, move)
        except MoveRefused:
            continue
    refused = verify(draft.run.assembly.problem, as_solution(moved))
    assert bool(find_violations(moved)) == bool(refused), refused


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_effects_of_moves_add_up_to_the_difference(draft: Draft, data: st.DataObject) -> None:
    before, total, made = draft, 0, []
    for move in data.draw(_moves(draft)):
        try:
            after = apply(before, move)
        except MoveRefused:
            continue
        found = effect(before, after)
        assert found.points == sum(p.points for p in found.begun) - sum(p.points for p in found.ended)
        total, before = total + found.points, after
        made.append(move)
    assert before.points() - draft.points() == total
    assert apply_all(draft, made).pairs == before.pairs


def test_the_runs_own_pairs_break_nothing_and_are_told_as_the_run(
    draft: Draft, gymnasium_made: Made, gymnasium_request: Request
) -> None:
    assert find_violations(draft) == ()
    told = result_of(gymnasium_made.programme, gymnasium_made.answers, gymnasium_request.options, draft)
    assert told == gymnasium_made.run.result


def test_an_edited_plan_claims_no_proof_and_names_who_chose(
    draft: Draft, gymnasium_made: Made, gymnasium_request: Request
) -> None:
    form, mentee, _ = draft.codes_of(min(draft.pairs))
    edited = apply(draft, Move(steps=(Step(mentee=mentee, form=form),)))
    told = result_of(gymnasium_made.programme, gymnasium_made.answers, gymnasium_request.options, edited)
    assert told.proofs[0].proof.value == "none"
    assert len(told.pairs) == len(gymnasium_made.run.result.pairs) - 1
    assert all(pair.certain is None for pair in told.pairs)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_an_effect_is_what_counting_anew_gives(draft: Draft, data: st.DataObject) -> None:
    """Points from the matrices of scores, people and pairs from the lists: nothing of the effect's own sums."""
    before = after = draft
    for move in data.draw(_moves(draft)):
        try:
            before, after = after, apply(after, move)
        except MoveRefused:
            continue
    found = effect(before, after)
    people, pairs, points = (b - a for a, b in zip(_counted(before), _counted(after), strict=True))
    assert (found.people, found.pairs, found.points) == (people, pairs, points)
    assert {_told(one) for one in found.begun} == _listed(after) - _listed(before)
    assert {_told(one) for one in found.ended} == _listed(before) - _listed(after)


def _counted(draft: Draft) -> tuple[int, int, int]:
    placed = [draft.run.assembly.place_in_form(*pair) for pair in draft.pairs]
    points = sum(int(table.scores.points()[i, j]) for table, i, j in placed)
    return len({row for row, _ in draft.pairs}), len(draft.pairs), points


def _listed(draft: Draft) -> set[tuple[str, str, str]]:
    return {draft.codes_of(pair) for pair in draft.pairs}


def _told(change: PairChange) -> tuple[str, str, str]:
    return change.form, change.mentee, change.mentor


def test_candidates_are_tried_and_not_guessed(draft: Draft) -> None:
    for pair in sorted(draft.pairs)[:8]:
        form, mentee, mentor = draft.codes_of(pair)
        for one in find_candidates(draft, mentee):
            assert (one.form, one.mentor) != (form, mentor)
            after = apply(draft, one.move)
            assert one.effect == effect(draft, after)
            assert (form, mentee, mentor) in _listed(draft) - _listed(after)
            assert (one.form, mentee, one.mentor) in _listed(after)
            assert one.has_place == (len(one.move.steps) == 1 and not find_violations(after))


def test_the_first_candidate_is_the_best_way_there_is(draft: Draft) -> None:
    """Every free place, every change of two places and every mentee who could step back, tried by hand."""
    for mentee in draft.run.assembly.mentees:
        best = max(_ways_by_hand(draft, mentee), default=None)
        good = [one.effect for one in find_candidates(draft, mentee) if not one.effect.violations]
        assert (good[0].people, good[0].points) == best if best else good == []


def _ways_by_hand(draft: Draft, mentee: str) -> Iterator[tuple[int, int]]:
    row, problem = draft.run.assembly.row_of[mentee], draft.run.assembly.problem
    own = {pair for pair in draft.pairs if pair[0] == row}
    allowed = problem.allowed_block(0, len(draft.run.assembly.mentees))
    for column in range(len(draft.run.assembly.seats)):
        rest = draft.pairs - own | {(row, column)}
        others = [pair for pair in draft.pairs if pair[1] == column and pair[0] != row]
        ways = [rest, *(rest - {pair} for pair in others)]
        ways += [rest - {pair} | {(pair[0], old[1])} for pair in others for old in own]
        for pairs in ways:
            after = replace(draft, pairs=frozenset(pairs))
            possible = (row, column) not in own and all(allowed[i, j] for i, j in pairs)
            if possible and not verify(problem, as_solution(after)):
                found = effect(draft, after)
                yield found.people, found.points


def test_a_hand_made_list_is_exactly_its_pairs(draft: Draft) -> None:
    listed = sorted(_listed(draft))[::2]
    anew = Move(steps=tuple(Step(form=f, mentee=m, mentor=o) for f, m, o in listed), anew=True)
    assert _listed(apply(draft, anew)) == set(listed)


def test_one_of_several_mentors_gives_way(draft: Draft) -> None:
    form, mentee, mentor = min(_listed(draft))
    seat = next(seat for seat in draft.run.assembly.seats if seat[0] != form)
    other = Step(mentee=mentee, mentor=seat[1], form=seat[0])
    two = apply(draft, Move(steps=(other,)))
    assert len(_listed(two) - _listed(draft)) == 1
    assert (form, mentee, mentor) in _listed(two)
    assert _listed(apply(two, Move(steps=(Step(mentee=mentee, instead=seat[1]),)))) == _listed(draft)
    with pytest.raises(MoveRefused, match="is no mentor of"):
        apply(draft, Move(steps=(Step(mentee=mentee, instead=seat[1]),)))


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (Step(mentee="Н-999", mentor="М-001"), "no mentee"),
        (Step(mentee="Н-001", mentor="М-999"), "share no form"),
        (Step(mentee="Н-001", mentor="М-001", form="nowhere"), "no mentor of the form"),
    ],
)
def test_strangers_are_refused(draft: Draft, step: Step, why: str) -> None:
    known = min(draft.run.assembly.row_of)
    given_ = step if step.mentee == "Н-999" else Step(mentee=known, mentor=step.mentor, form=step.form)
    with pytest.raises(MoveRefused, match=why):
        apply(draft, Move(steps=(given_,)))
