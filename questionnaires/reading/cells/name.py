"""ФИО: «ИВАНОВА  мария», «А.Б.Петрова», Latin look-alikes → one spelling."""

import re

from questionnaires.question import Question
from questionnaires.reading.cells.cell import UNKNOWN, Cell, Reader, Reading, read_as, text_of, unreadable
from questionnaires.reading.cells.code import read_code
from questionnaires.reading.messages.cells import LATIN_LETTER, ONE_WORD_NAME
from questionnaires.reading.messages.message import Remark
from questionnaires.reading.spelling import clean, lower, mend_look_alikes
from questionnaires.wording import Wording

EXPECTED = Wording("фамилия, имя и отчество", "a surname, a name and a patronymic")
_BRACKETS = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+(?:[-'’][A-Za-zА-Яа-яЁё]+)*\.?")
_FOREIGN = re.compile(r"[0-9@#<>{}\[\]=*/\\|_]")
_DASH = re.compile(r"(?<=[А-Яа-яЁё])\s*[‐‑‒–—―−-]\s*(?=[А-Яа-яЁё])")
_MARK = re.compile("[‐‑‒–—―−'‘`´ʼ-]")
"""Any dash, any stroke: most names have neither."""
_APOSTROPHES = str.maketrans(dict.fromkeys("'‘`´ʼ", "’"))
_TOTALS = frozenset({"итого", "всего", "total"})
"""What stands in the name column of a row that sums up the others."""
_PARTICLES = frozenset({"оглы", "оглу", "кызы", "заде", "улы", "бен", "ибн", "фон", "ван", "де"})
_AS_PRINTED = re.compile(r"[А-ЯЁ][а-яё]+(?: [А-ЯЁ][а-яё]+)*")
_NOT_AS_PRINTED = _TOTALS | _PARTICLES
"""Words that look like those of a name as it is printed and are not."""


def make_reader(question: Question) -> Reader:
    """Return the reader of one person's name."""

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        if not text:
            return UNKNOWN
        if isinstance(cell, bool):
            # a tick, and nobody is called «Да»
            return unreadable(question, cell, EXPECTED)
        if code := read_code(text):
            # a code is welcome wherever a name is asked
            return Reading(code)
        name = canonical_name(text)
        if name is None:
            return unreadable(question, cell, EXPECTED)
        return Reading(name, _remarks(str(cell), name))

    return read


def canonical_name(text: str) -> str | None:
    """Return the name in its one spelling, or None when the text is not a name."""
    if _AS_PRINTED.fullmatch(text) and _NOT_AS_PRINTED.isdisjoint(text.lower().split(" ")):
        # most names: to find that nothing is to be mended would take ten times as long
        return text
    mended = _one_kind_of_marks(mend_look_alikes(clean(_BRACKETS.sub(" ", text))))
    words = _WORD.findall(mended)
    if not words or _FOREIGN.search(mended) or lower(words[0]) in _TOTALS:
        return None
    return " ".join(_surname_first([_cased(word, first=place == 0) for place, word in enumerate(words)]))


def _one_kind_of_marks(name: str) -> str:
    """Return the name with the hyphen and the apostrophe that people mean by any dash and any stroke."""
    return _DASH.sub("-", name).translate(_APOSTROPHES) if _MARK.search(name) else name


def name_key(name: str) -> str:
    """Return the form in which two spellings of one name are equal: ё as е, no dots, small letters."""
    return lower(name).replace(".", "")


def is_initial(word: str) -> bool:
    """Tell whether a word of a canonical name is an initial."""
    return len(word) <= 2 and word.endswith(".")


def _cased(word: str, *, first: bool) -> str:
    letters = word.rstrip(".")
    if len(letters) == 1:
        return letters.upper() + "."
    if not first and letters.lower() in _PARTICLES:
        return letters.lower()
    if letters.isupper() or letters.islower():
        return "-".join(part[:1].upper() + part[1:].lower() for part in letters.split("-"))
    return letters


def _surname_first(words: list[str]) -> list[str]:
    """Move initials that stand before the surname behind it."""
    count = next((place for place, word in enumerate(words) if not is_initial(word)), 0)
    return words[count:] + words[:count]


def _remarks(written: str, name: str) -> tuple[Remark, ...]:
    if written == name and " " in name:
        # most names are written as they are printed
        return ()
    stripped = written.strip()
    remarks = []
    if clean(written) != mend_look_alikes(clean(written)):
        remarks.append(LATIN_LETTER.fill(found=clean(written), value=name))
    elif stripped != name:
        remarks.append(read_as(stripped, name))
    if " " not in name:
        remarks.append(ONE_WORD_NAME.fill(found=name))
    return tuple(remarks)
