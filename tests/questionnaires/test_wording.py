"""Sentences in two languages: each is filled in with what its own language says."""

from questionnaires.wording import Wording, both, join

PUPIL = Wording("ученик", "pupil")


def test_a_wording_among_the_values_is_taken_in_each_language():
    sentence = Wording("{count} — {who}", "{count}: {who}")
    assert sentence.format(count=2, who=PUPIL) == Wording("2 — ученик", "2: pupil")


def test_parts_are_joined_in_each_language():
    parts = (part for part in (PUPIL, both("«М-001»")))
    assert join(parts, ", ") == Wording("ученик, «М-001»", "pupil, «М-001»")
    assert join((), ", ") == both("")
