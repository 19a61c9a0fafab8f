"""Spellings that mean the same: spaces, quotes, dashes, ё, Latin letters that look Cyrillic."""

import re

from questionnaires.wording import Wording, both, join

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d]")
_QUOTES, _STROKES, _DASHES = "“”„‟«»″", "‘’‚`´", "‐‑‒–—―−"
_MARK = re.compile(f"[{_QUOTES}{_STROKES}{_DASHES}]")
_MARKS = str.maketrans(
    {**dict.fromkeys(_QUOTES, '"'), **dict.fromkeys(_STROKES, "'"), **dict.fromkeys(_DASHES, "-")}
)
_LOOK_ALIKES = str.maketrans("ABCEHKMOPTXaceopxyk", "АВСЕНКМОРТХасеорхук")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_NOT_LETTERS = re.compile(r"[^0-9a-zа-я]+")
_BLANKS = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "?",
        ".",
        "н/д",
        "#н/д",
        "#n/a",
        "n/a",
        "нет данных",
        "нет ответа",
        "не указано",
        "не знаю",
    }
)


def clean(text: str) -> str:
    """Return the text with single ordinary spaces and no invisible characters."""
    if not text.isprintable():
        # an invisible character, or a blank that is no ordinary space
        return " ".join(_INVISIBLE.sub("", text).split())
    # most texts are clean, and to see that takes less time than to join the words anew
    is_clean = "  " not in text and text[:1] != " " and text[-1:] != " "
    return text if is_clean else " ".join(text.split())


def plain(text: str) -> str:
    """Return the clean text with one kind of quotes and dashes; its letters keep their case."""
    cleaned = clean(text)
    # most texts have no mark, and to look for one is quicker than to go through them letter by letter
    return cleaned.translate(_MARKS) if not cleaned.isascii() and _MARK.search(cleaned) else cleaned


def without_emoji(text: str) -> str:
    """Return the text without the pictures beside its words; one that is nothing but pictures stays."""
    return (clean(_EMOJI.sub("", text)) or text) if _EMOJI.search(text) else text


def lower(text: str) -> str:
    """Return the text in small letters with ё as е, character for character, so that positions stay."""
    folded = text.casefold()
    small = folded if len(folded) == len(text) else "".join(c.lower()[:1] for c in text)
    return small.replace("ё", "е")


def fold(text: str) -> str:
    """Return the form in which two spellings of one answer are equal."""
    return lower(plain(text))


def fold_header(text: str) -> str:
    """Return the form in which two spellings of one header, or of one organisation, are equal."""
    return _NOT_LETTERS.sub(" ", fold(text)).strip()


_ODD = (
    ("\u00a0\u202f\u2007", Wording("неразрывный пробел", "a non-breaking space")),
    ("\u200b\u200c\u200d\u2060\ufeff\u00ad", Wording("невидимый знак", "an invisible character")),
    ("\r\n", Wording("перенос строки", "a line break")),
    ("\t", Wording("табуляция", "a tab")),
)
_SEVERAL_SPACES = re.compile(r"\s\s")


def find_oddities(text: str) -> Wording:
    """Return what makes two texts differ although they look the same: « (неразрывный пробел)», or nothing."""
    found = [words for characters, words in _ODD if set(characters) & set(text)]
    if _SEVERAL_SPACES.search(text.strip()):
        found.append(Wording("лишние пробелы", "superfluous spaces"))
    if not found:
        return Wording("", "")
    return both(" ({oddities})").format(oddities=join(found, ", "))


def is_blank(text: str) -> bool:
    """Tell whether a clean text says nothing: unknown, never agreement and never disagreement."""
    return not text or (len(text) < 12 and fold(text) in _BLANKS)


def has_latin(text: str) -> bool:
    """Tell whether the text has a Latin letter."""
    return bool(_LATIN.search(text))


def to_cyrillic(text: str) -> str:
    """Return the text with Latin look-alikes as Cyrillic letters."""
    return text.translate(_LOOK_ALIKES)


def mend_look_alikes(text: str) -> str:
    """Return a mostly Cyrillic text without Latin look-alikes; a text in Latin letters stays as it is."""
    if not _CYRILLIC.search(text) or not _LATIN.search(text):
        return text
    return " ".join(_mend_word(word) for word in text.split(" "))


def _mend_word(word: str) -> str:
    mended = to_cyrillic(word)
    return word if _LATIN.search(mended) else mended
