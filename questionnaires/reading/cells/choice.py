"""One of the options → its key."""

from questionnaires.question import Option, Question
from questionnaires.reading.cells.cell import UNKNOWN, Cell, Reader, Reading, read_as, text_of
from questionnaires.reading.cells.nearest import find_nearest, perhaps
from questionnaires.reading.messages.cells import OTHER_ANSWER, UNKNOWN_OPTION
from questionnaires.reading.messages.message import Remark
from questionnaires.reading.spelling import fold, lower, plain, without_emoji

_OTHER = ("другое:", "другое -", "другое", "other:")
_SURELY_A_SLIP = 85


def option_spellings(options: tuple[Option, ...]) -> dict[str, str]:
    """Return folded spelling → key: labels first, so that a label wins over another option's spelling."""
    spellings = {fold(option.label): option.key for option in options}
    for option in options:
        for text in (*option.also, option.key):
            spellings.setdefault(fold(text), option.key)
    return spellings


def make_reader(question: Question) -> Reader:
    """Return the reader of a single choice."""
    spellings = option_spellings(question.options)

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        if not text:
            return UNKNOWN
        words = fold(without_emoji(text))
        key = spellings.get(words) or spellings.get(words.rstrip(" .;,"))
        if key is None:
            return Reading(None, (unknown_option(question, text),))
        return Reading(key, _read_as(question, text, key))

    return read


def unknown_option(question: Question, text: str) -> Remark:
    """Return the remark on a text that is no option: the person's own words, or a slip with the nearest option."""
    labels = [option.label for option in question.options]
    words = own_words(text)
    if question.other and (words != text or not _is_slip(text, labels)):
        return OTHER_ANSWER.fill(found=words)
    hint = perhaps(text, labels)
    return UNKNOWN_OPTION.fill(found=text, nearest=hint)


def own_words(text: str) -> str:
    """Return the text without a leading «Другое:»."""
    start = lower(plain(text))
    for prefix in _OTHER:
        if start.startswith(prefix):
            return text[len(prefix) :].strip() or text
    return text


def _is_slip(text: str, labels: list[str]) -> bool:
    from rapidfuzz import fuzz

    nearest = find_nearest(text, labels)
    return nearest is not None and fuzz.ratio(fold(text), fold(nearest)) >= _SURELY_A_SLIP


def _read_as(question: Question, text: str, key: str) -> tuple[Remark, ...]:
    label = question.label(key)
    return () if fold(text) in {fold(label), fold(key)} else (read_as(text, label),)
