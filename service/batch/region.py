"""The file that lists a region's organisations: which programme, which files."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from questionnaires.finding import Finding, InputRefused, Severity
from questionnaires.wording import Wording

SECTION = "organisation"
FILES = ("answers", "preferences", "verdicts", "locks", "profile")
"""Settings that name several files; patterns such as ``school-1/*.xlsx`` are allowed."""
ONE_FILE = ("people", "previous")
NUMBERS = ("max_changes", "shortlist")
KNOWN = {"key", "programme", *FILES, *ONE_FILE, *NUMBERS}
NEEDED = ("key", "programme", "answers")
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
"""Names that Windows gives to no folder."""

NOT_TOML = Wording("Файл не читается как TOML: {why}.", "The file is not valid TOML: {why}.")
FIX_TOML = Wording("Исправьте запись в этом месте.", "Mend the notation at that place.")
EMPTY = Wording("В файле нет ни одной организации.", "The file lists no organisation.")
SINGLE = Wording("Раздел организации назван один раз: [{name}].", "The section is named once only: [{name}].")
BRACKETS = Wording("Нужны двойные скобки: [[organisation]].", "Double brackets are needed: [[organisation]].")
ADD = Wording("Добавьте раздел [[organisation]].", "Add a section [[organisation]].")
OUTSIDE = Wording(
    "«{setting}» стоит вне разделов организаций.", "«{setting}» stands outside the organisations' sections."
)
NO_SETTING = Wording("У организации {key} нет «{setting}».", "The organisation {key} has no «{setting}».")
UNKNOWN = Wording(
    "У организации {key} неизвестная настройка «{setting}».", "{key} has the unknown setting «{setting}»."
)
SETTINGS = Wording("Настройки: {known}.", "Settings: {known}.")
WRONG_KIND = Wording(
    "У организации {key} в «{setting}» записано {found}.", "{key} has {found} in «{setting}»."
)
A_NUMBER = Wording("Нужно целое число от 0 до {most}.", "A whole number from 0 to {most} is needed.")
MOST = 1_000_000
A_NAME = Wording("Нужен один текст в кавычках.", "One text in quotes is needed.")
NAMES = Wording(
    "Нужен текст в кавычках или список текстов.", "A text in quotes or a list of texts is needed."
)
NO_PATTERN = Wording(
    "У организации {key} в «{setting}» стоит «*» в пути от корня: {found}.",
    "{key} has a pattern with an absolute path in «{setting}»: {found}.",
)
FROM_HERE = Wording(
    "Укажите путь от папки файла региона: school-1/*.xlsx.",
    "Write the path from the folder of the region file: school-1/*.xlsx.",
)
TWICE = Wording("Организация {key} названа дважды.", "The organisation {key} is listed twice.")
RENAME = Wording(
    "Дайте каждой свой key; прописные и строчные буквы не различаются.",
    "Give each a key of its own; capital letters make no difference.",
)
BAD_KEY = Wording(
    "Ключ «{key}» не годится для имени папки.", "The key «{key}» cannot be the name of a folder."
)
PLAIN_KEY = Wording("Годятся латинские буквы, цифры, «-» и «_».", "Use Latin letters, digits, «-» and «_».")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One organisation of a region, with everything its run needs, paths resolved."""

    key: str
    programme: str
    given: Mapping[str, Any]
    max_changes: int | None = None
    shortlist: int = 0


def read_region(path: Path) -> tuple[Entry, ...]:
    """Read a region file; its paths count from its own folder.

    Raises
    ------
    InputRefused
        With every fault of the file.
    """
    try:
        # Notepad writes a mark before UTF-8 that TOML does not know.
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputRefused([_fault(path, NOT_TOML.format(why=error), FIX_TOML)]) from error
    faults = [_fault(path, reason, remedy) for reason, remedy in _faults(content)]
    if faults:
        raise InputRefused(faults)
    return tuple(_entry(path.parent, section) for section in content[SECTION])


def _faults(content: Mapping[str, Any]) -> Iterator[tuple[Wording, Wording]]:
    for setting in sorted(content.keys() - {SECTION}):
        yield OUTSIDE.format(setting=setting), ADD
    sections = content.get(SECTION, [])
    if isinstance(sections, dict):
        yield SINGLE.format(name=SECTION), BRACKETS
        return
    if not sections or not isinstance(sections, list) or not all(isinstance(s, dict) for s in sections):
        yield EMPTY, ADD
        return
    for number, section in enumerate(sections, start=1):
        yield from _section_faults(str(section.get("key") or f"№ {number}"), section)
    yield from _key_faults([section["key"] for section in sections if isinstance(section.get("key"), str)])


def _section_faults(key: str, section: Mapping[str, Any]) -> Iterator[tuple[Wording, Wording]]:
    known = SETTINGS.format(known=", ".join(sorted(KNOWN)))
    for setting in NEEDED:
        if section.get(setting) in (None, "", []):
            yield NO_SETTING.format(key=key, setting=setting), known
    for setting, value in sorted(section.items()):
        needed = _needed(setting, value)
        if setting not in KNOWN:
            yield UNKNOWN.format(key=key, setting=setting), known
        elif needed is not None:
            yield WRONG_KIND.format(key=key, setting=setting, found=repr(value)), needed
        elif setting in FILES:
            for pattern in _rooted([value] if isinstance(value, str) else value):
                yield NO_PATTERN.format(key=key, setting=setting, found=pattern), FROM_HERE


def _rooted(patterns: Sequence[str]) -> list[str]:
    """Return the patterns that begin at the root of a disk: a region's files stand below its own folder."""
    return [
        pattern
        for pattern in patterns
        if any(mark in pattern for mark in "*?[")
        and Path(pattern).is_absolute()
        and not _is_file(Path(pattern))
    ]


def _needed(setting: str, value: Any) -> Wording | None:
    """Return what a setting should be, or None when it is that."""
    if setting in NUMBERS:
        return None if type(value) is int and 0 <= value <= MOST else A_NUMBER.format(most=MOST)
    if setting in FILES:
        several = isinstance(value, list) and all(isinstance(name, str) and name for name in value)
        return None if isinstance(value, str) or several else NAMES
    return None if isinstance(value, str) else A_NAME


def _key_faults(keys: Sequence[str]) -> Iterator[tuple[Wording, Wording]]:
    seen: set[str] = set()
    for key in keys:
        if key.lower() in seen:
            yield TWICE.format(key=key), RENAME
        if key and not _is_folder_name(key):
            yield BAD_KEY.format(key=key), PLAIN_KEY
        seen.add(key.lower())


def _is_folder_name(key: str) -> bool:
    plain = key.isascii() and all(letter.isalnum() or letter in "-_" for letter in key)
    return plain and key.lower() not in RESERVED


def _entry(folder: Path, section: Mapping[str, Any]) -> Entry:
    given: dict[str, Any] = {name: _files(folder, section.get(name, [])) for name in FILES}
    given |= {name: folder / section[name] if section.get(name) else None for name in ONE_FILE}
    programme = section["programme"]
    own = folder / programme
    return Entry(
        key=section["key"],
        programme=str(own) if _is_file(own) else programme,
        given=given,
        max_changes=section.get("max_changes"),
        shortlist=section.get("shortlist", 0),
    )


def _files(folder: Path, named: str | list[str]) -> list[Path]:
    patterns = [named] if isinstance(named, str) else named
    found: list[Path] = []
    for pattern in filter(None, patterns):
        # What fits nothing stays as it is, so that the missing file is named in the error.
        found += _matching(folder, pattern) or [folder / pattern]
    return found


def _matching(folder: Path, pattern: str) -> list[Path]:
    """Return the files that fit a pattern, in the order of their names; an own file outweighs a pattern."""
    if _is_file(folder / pattern):
        return [folder / pattern]
    try:
        return sorted(path for path in folder.glob(pattern) if path.is_file())
    except (NotImplementedError, ValueError, OSError, RecursionError):
        return []  # no pattern at all, or a name that no file can have


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (ValueError, OSError):
        return False  # a name that no file can have


def _fault(path: Path, reason: Wording, remedy: Wording) -> Finding:
    return Finding(severity=Severity.ERROR, code="region", reason=reason, remedy=remedy, file=path.name)
