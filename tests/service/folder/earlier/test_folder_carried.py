"""Which decisions of an earlier run still bind: those that nothing has overtaken since."""

from dataclasses import replace

import pytest
from small_run import STUDIO, request_of, with_files

from questionnaires.answers import (
    Answers,
    BaseAnswers,
    EarlierPair,
    Lock,
    LockKind,
    Outcome,
    PairState,
    Source,
    Verdict,
)
from questionnaires.people import People
from questionnaires.reading import InputFile
from service.folder.contents.manifest import RUN, checksum, to_json
from service.folder.earlier.carried import RENEWED, continued, count_carried, without_lapsed
from service.folder.request import Request, Role

PAIR = ("Н-001", "М-001")
OLD, NEW = Source("old.csv", 2), Source("new.csv", 2)


@pytest.fixture(scope="module")
def request_with_earlier() -> Request:
    """Return a request whose files «old.csv» the earlier run had already."""
    recorded = {f"inputs/{role}/01-old.csv": checksum(b"old") for role in ("locks", "verdicts")}
    files = (InputFile("old.csv", b"old"), InputFile("new.csv", b"new"))
    before = (InputFile(RUN, to_json({"inputs": recorded})),)
    return with_files(request_of(STUDIO), locks=files, verdicts=files, previous=before)


def lock(kind: LockKind, source: Source, mentor: str = PAIR[1]) -> Lock:
    return Lock(kind=kind, mentee=PAIR[0], mentor=mentor, source=source)


def verdict(outcome: Outcome, source: Source) -> Verdict:
    return Verdict(mentee=PAIR[0], mentor=PAIR[1], outcome=outcome, source=source)


def answers(
    state: PairState | None = PairState.WORKING,
    codes: tuple[str, ...] = PAIR,
    locks: tuple[Lock, ...] = (),
    verdicts: tuple[Verdict, ...] = (),
) -> Answers:
    bases = tuple(
        BaseAnswers(base=code, codes=(code,), organisations=("studio",), columns={}) for code in codes
    )
    earlier = EarlierPair(mentee=PAIR[0], mentor=PAIR[1], form="", state=state or PairState.WORKING)
    return Answers(
        people=People(), bases=bases, previous=(earlier,) if state else (), locks=locks, verdicts=verdicts
    )


@pytest.mark.parametrize(
    ("state", "codes", "source", "stays"),
    [
        (PairState.WORKING, PAIR, OLD, True),
        (PairState.ENDED, PAIR, OLD, False),
        (PairState.STOPPED, PAIR, OLD, False),
        (PairState.DECLINED, PAIR, OLD, False),
        (PairState.ENDED, PAIR, NEW, True),
        (PairState.WORKING, PAIR[:1], OLD, False),
        (PairState.WORKING, PAIR[:1], NEW, True),
        (None, PAIR, OLD, True),
    ],
)
def test_together_ends_with_the_pair_or_when_one_has_left(
    state: PairState | None,
    codes: tuple[str, ...],
    source: Source,
    stays: bool,
    request_with_earlier: Request,
) -> None:
    said = answers(state, codes, locks=(lock(LockKind.TOGETHER, source),))
    kept = without_lapsed(request_with_earlier, said)
    assert kept == (said if stays else replace(said, locks=()))
    assert count_carried(request_with_earlier, kept) == (stays and source is OLD)


@pytest.mark.parametrize("kind", [LockKind.APART, LockKind.ALLOW_AGAIN])
def test_other_decisions_about_ended_pairs_stay(kind: LockKind, request_with_earlier: Request) -> None:
    said = answers(PairState.ENDED, locks=(lock(kind, OLD),))
    assert without_lapsed(request_with_earlier, said) == said


def test_the_curators_own_choice_is_done_when_a_later_file_names_the_mentor(
    request_with_earlier: Request,
) -> None:
    by_hand, chosen = lock(LockKind.BY_HAND, OLD, ""), lock(LockKind.TOGETHER, NEW)
    assert without_lapsed(request_with_earlier, answers(locks=(by_hand, chosen))).locks == (chosen,)
    assert without_lapsed(request_with_earlier, answers(locks=(by_hand,))).locks == (by_hand,)
    same_file = replace(chosen, source=OLD)
    assert len(without_lapsed(request_with_earlier, answers(locks=(by_hand, same_file))).locks) == 2


@pytest.mark.parametrize(
    ("outcome", "source", "state", "stays"),
    [
        (Outcome.ACCEPTED, OLD, PairState.ENDED, False),
        (Outcome.ACCEPTED, OLD, PairState.WORKING, False),
        (Outcome.ACCEPTED, OLD, None, False),
        (Outcome.ACCEPTED, NEW, None, True),
        (Outcome.ACCEPTED, NEW, PairState.ENDED, True),
        (Outcome.DECLINED, OLD, PairState.WORKING, True),
    ],
)
def test_what_was_accepted_then_works_now_and_a_refusal_holds(
    outcome: Outcome, source: Source, state: PairState | None, stays: bool, request_with_earlier: Request
) -> None:
    said = answers(state, verdicts=(verdict(outcome, source),))
    assert without_lapsed(request_with_earlier, said) == (said if stays else replace(said, verdicts=()))


EARLIER = {
    "run.json": b"{}",
    "pairs.csv": b"pairs",
    "private/pairs.csv": b"apart",
    "people.csv": b"register",
    "proposal.docx": b"paper",
    "inputs/locks/01-old.csv": b"old",
    "inputs/locks/02-decisions.csv": b"of then",
    "inputs/verdicts/01-talks.csv": b"talks",
    "inputs/previous/03-order.json": b"order before",
}


def test_a_refresh_goes_on_from_pairs_register_and_decisions() -> None:
    given = {Role.LOCKS: (InputFile("new.csv", b"new"),), Role.VERDICTS: (InputFile("same.csv", b"talks"),)}
    files = continued(given, EARLIER)
    assert [file.content for file in files[Role.LOCKS]] == [b"old", b"of then", b"new"]
    assert [file.name for file in files[Role.VERDICTS]] == ["same.csv"]
    assert [file.content for file in files[Role.PEOPLE]] == [b"register"]
    assert {file.name: file.content for file in files[Role.PREVIOUS]} == {
        "run.json": b"{}",
        "pairs.csv": b"pairs",
        "private~pairs.csv": b"apart",
        "people.csv": b"register",
        "order.json": b"order before",
    }
    own = (InputFile("mine.csv", b"mine"),)
    assert continued({Role.PEOPLE: own}, EARLIER)[Role.PEOPLE] == own


def test_decisions_that_a_service_writes_anew_are_not_carried_as_well() -> None:
    files = continued({}, EARLIER, renewed=True)
    assert [file.content for file in files[Role.LOCKS]] == [b"old"]


def test_what_a_service_says_was_decided_before_may_be_overtaken() -> None:
    """Its bytes are not those of the earlier file, because the curator took another decision back since."""
    files = (InputFile(RENEWED[0], b"fewer"), InputFile(RENEWED[1], b"since"))
    asked = with_files(request_of(STUDIO), locks=files, previous=(InputFile(RUN, to_json({"inputs": {}})),))
    before, since = (lock(LockKind.TOGETHER, Source(file.name, 2)) for file in files)
    assert without_lapsed(asked, answers(PairState.ENDED, locks=(before, since))).locks == (since,)
