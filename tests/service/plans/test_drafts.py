"""Whatever is moved: figures add up, and nothing passes that the independent verifier refuses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.verify import verify
from service.folder.make import Made
from service.folder.request import Request
from service.plans.candidates import find_candidates
from service.plans.checking import as_solution, find_violations
from service.plans.draft import Draft, Move, MoveRefused, Step, apply, apply_all, start
from service.plans.effect import effect
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


def test_candidates_are_tried_and_not_guessed(draft: Draft) -> None:
    for pair in sorted(draft.pairs)[:5]:
        form, mentee, mentor = draft.codes_of(pair)
        for one in find_candidates(draft, mentee):
            assert one.mentor != mentor or one.form != form
            step = Step(mentee=mentee, mentor=one.mentor, form=one.form)
            after = apply(draft, Move(steps=(step,)))
            assert one.effect == effect(draft, after)
            assert one.has_place == (not find_violations(after))


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
