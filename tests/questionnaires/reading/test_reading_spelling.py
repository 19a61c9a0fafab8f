"""The quick forms of spelling are the plain ones, character by character."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.reading.cells import name
from questionnaires.reading.cells.name import canonical_name
from questionnaires.reading.spelling import clean, lower, plain

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
LETTERS = "аЁёЕеAbßİŉ «»-‑–—'’`´ʼ\u00a0\u2007\t\r\n\x1c." + INVISIBLE
TEXTS = st.one_of(st.text(), st.text(alphabet=st.sampled_from(LETTERS)))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_clean_text_has_single_spaces_and_nothing_invisible(text):
    assert clean(text) == " ".join(re.sub(f"[{INVISIBLE}]", "", text).split())


@given(st.text(alphabet=st.sampled_from("а" + "“”„‟«»″‘’‚`´‐‑‒–—―−")))
@settings(max_examples=100, deadline=None)
def test_a_plain_text_has_one_kind_of_quotes_strokes_and_dashes(text):
    kinds = str.maketrans("“”„‟«»″‘’‚`´‐‑‒–—―−", '"' * 7 + "'" * 5 + "-" * 7)
    assert plain("Я" + text) == "Я" + text.translate(kinds)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_small_letters_keep_their_places_and_have_no_yo(text):
    small = lower(text)
    assert len(small) == len(text)
    assert not set(small) & set("ёЁ")
    for before, after in zip(text, small, strict=True):
        # a letter whose small form is of two characters keeps the first
        assert after in {before.casefold()[:1], before.lower()[:1], "е"}
        assert after != "е" or before in "еЕёЁ"


@given(st.sampled_from("‐‑‒–—―−-"), st.sampled_from("'‘`´ʼ’"))
def test_every_dash_and_every_stroke_of_a_name_is_one(dash, stroke):
    assert canonical_name(f"Римский{dash}Корсаков Д{stroke}Артаньян Ия") == "Римский-Корсаков Д’Артаньян Ия"


WORDS = (
    "Иванов",
    "ЁЛКИНА",
    "Ия",
    "Я",
    "я.",
    "Оглы",
    "Де",
    "де",
    "Фон-Визин",
    "Итого",
    "Всего",
    "Иванoв",
    "9",
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_a_name_as_it_is_printed_is_read_as_every_other(text):
    with pytest.MonkeyPatch.context() as patch:
        quick = canonical_name(text)
        patch.setattr(name, "_AS_PRINTED", re.compile("(?!)"))
        assert canonical_name(text) == quick
