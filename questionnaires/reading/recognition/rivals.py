"""Several questionnaires fit one table: told apart by what only one of them asks, or by its name; never guessed."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from questionnaires.people import Person
from questionnaires.programme import Programme
from questionnaires.reading.cells.cell import text_of
from questionnaires.reading.cells.code import read_code
from questionnaires.reading.recognition.headers import Mapped
from questionnaires.reading.records_form import CODE
from questionnaires.reading.spelling import fold_header

_CLEAR_LEAD = 2
"""So many more questions must only the better one have when the other, too, has one of its own."""
_LEAST_OF_A_CUT_NAME = 25
"""A sheet's title holds 31 characters: from so many on, the beginning of a name is the name."""
_MOST_TITLES = 2
"""Deciding questions named per questionnaire."""


def settle(
    fitting: Sequence[Mapped], asked: Sequence[Mapped], programme: Programme, people: Mapping[str, Person]
) -> list[Mapped]:
    """Return what a table is, or, when that is not clear, everything it may be.

    Parameters
    ----------
    fitting
        The tables that have the columns they cannot do without; at least one.
    asked
        The table read by every questionnaire of a base, fitting or not: a short one may fit where its like, with
        the same columns, is called too incomplete.
    people
        The register by code: whom a code in the file belongs to says which questionnaire it is.
    """
    best = min(fitting, key=lambda found: (-len(found.columns), len(found.missing)))
    others = [found for found in (*fitting, *asked) if found is not best]
    rivals = [best, *(found for found in _each_once(others) if not _is_behind(found, best))]
    told = _told(_each_once([*fitting, *asked]), programme, people)
    meant = [found for found in rivals if found in told]
    chosen = meant if len(meant) == 1 else rivals
    private = private_questionnaires(programme)
    chosen += [
        found
        for found in told
        if found not in chosen and _is_in(found, private) != _is_in(chosen[0], private)
    ]
    if len(chosen) == 1 and _is_in(best, private) and best in chosen and best not in told:
        chosen += _nearest_open(best, asked, private)
    order = [found.questionnaire.key for found in (*asked, *fitting)]
    return sorted(chosen, key=lambda found: order.index(found.questionnaire.key))


def private_questionnaires(programme: Programme) -> frozenset[str]:
    """Return the keys of questionnaires that only bases kept apart use."""
    open_ones = {base.questionnaire.key for base in programme.bases if not base.private}
    return frozenset(base.questionnaire.key for base in programme.bases) - open_ones


def deciding_questions(found: Mapped, others: Sequence[Mapped]) -> tuple[str, ...]:
    """Return the first questions that of several questionnaires only this one asks."""
    elsewhere = {q.key for other in others if other is not found for q in other.questionnaire.questions}
    texts = [q.text for q in found.questionnaire.questions if q.key not in elsewhere]
    return tuple(texts[:_MOST_TITLES])


def _each_once(mapped: Sequence[Mapped]) -> list[Mapped]:
    return list({id(found): found for found in mapped}.values())


def _is_in(found: Mapped, questionnaires: frozenset[str]) -> bool:
    return found.questionnaire.key in questionnaires


def _is_behind(other: Mapped, best: Mapped) -> bool:
    """Tell whether the columns say that a table is the better one and not the other."""
    more, less = best.columns.keys() - other.columns.keys(), other.columns.keys() - best.columns.keys()
    return len(more) > 0 if not less else len(more) - len(less) >= _CLEAR_LEAD


def _nearest_open(best: Mapped, asked: Sequence[Mapped], private: frozenset[str]) -> list[Mapped]:
    """Return the open questionnaire nearest to one kept apart that no column of its own speaks for."""
    open_ones = [found for found in asked if not _is_in(found, private)]
    if best.columns.keys() - {key for found in open_ones for key in found.columns}:
        return []
    return sorted(open_ones, key=lambda found: -len(found.columns))[:1]


def _told(mapped: Sequence[Mapped], programme: Programme, people: Mapping[str, Person]) -> list[Mapped]:
    """Return the questionnaires the file itself names: by codes of known people, else by name or title."""
    by_code = _questionnaires_of_codes(mapped, programme, people)
    if by_code:
        return [found for found in mapped if found.questionnaire.key in by_code]
    lengths = [max(map(len, _names_found(found, programme)), default=0) for found in mapped]
    longest = max(lengths, default=0)
    return [found for found, length in zip(mapped, lengths, strict=True) if longest and length == longest]


def _questionnaires_of_codes(
    mapped: Sequence[Mapped], programme: Programme, people: Mapping[str, Person]
) -> set[str]:
    used = {base.key: base.questionnaire.key for base in programme.bases}
    found = next((one for one in mapped if people and CODE.key in one.columns), None)
    if found is None:
        return set()
    cells = found.sheet.columns[found.columns[CODE.key][0].place][found.header_row + 1 :]
    persons = (people.get(read_code(text_of(cell)) or "") for cell in cells)
    return {used[person.base] for person in persons if person and person.base in used}


def _names_found(found: Mapped, programme: Programme) -> Iterator[str]:
    """Give the names of a questionnaire that stand in the name of the file, of the sheet or above the headers."""
    form, sheet = found.questionnaire, found.sheet
    bases = [base.title for base in programme.bases if base.questionnaire.key == form.key]
    names = {fold_header(name) for name in (form.title, form.key, *bases)}
    above = [text for row in range(found.header_row) for text in sheet.headers(row)]
    for text in map(fold_header, (PurePosixPath(sheet.file).stem, sheet.title, *above)):
        for name in sorted(names):
            is_cut = len(text) >= _LEAST_OF_A_CUT_NAME and name.startswith(text)
            if is_cut or f" {name} " in f" {text} ":
                yield text if is_cut else name
