"""The file that lists a region's organisations: which programme, which files."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from questionnaires.finding import Finding, InputRefused, Severity
from questionnaires.wording import Wording

FILES = ("answers", "preferences", "verdicts", "locks")
"""Settings that name several files; patterns such as ``school-1/*.xlsx`` are allowed."""
ONE_FILE = ("people", "profile", "previous")
NUMBERS = ("max_changes", "shortlist")
KNOWN = {"key", "programme", *FILES, *ONE_FILE, *NUMBERS}

NOT_TOML = Wording("Файл не читается как TOML: {why}.", "The file is not valid TOML: {why}.")
FIX_TOML = Wording("Исправьте запись в этом месте.", "Mend the notation at that place.")
EMPTY = Wording("В файле нет ни одной организации.", "The file lists no organisation.")
ADD = Wording("Добавьте раздел [[organisation]].", "Add a section [[organisation]].")
NO_SETTING = Wording("У организации {key} нет «{setting}».", "The organisation {key} has no «{setting}».")
UNKNOWN = Wording(
    "У организации {key} неизвестная настройка «{setting}».", "{key} has the unknown setting «{setting}»."
)
SETTINGS = Wording("Настройки: {known}.", "Settings: {known}.")
TWICE = Wording("Организация {key} названа дважды.", "The organisation {key} is listed twice.")
RENAME = Wording("Дайте каждой свой key.", "Give each a key of its own.")
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
        sections = tomllib.loads(path.read_text(encoding="utf-8")).get("organisation", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputRefused([_fault(path, NOT_TOML.format(why=error), FIX_TOML)]) from error
    faults = list(_faults(path, sections))
    if faults:
        raise InputRefused(faults)
    return tuple(_entry(path.parent, section) for section in sections)


def _faults(path: Path, sections: list[dict[str, Any]]) -> Iterator[Finding]:
    if not sections:
        yield _fault(path, EMPTY, ADD)
    seen: set[str] = set()
    for number, section in enumerate(sections, start=1):
        key = str(section.get("key", f"№ {number}"))
        known = SETTINGS.format(known=", ".join(sorted(KNOWN)))
        for setting in ("key", "programme", "answers"):
            if not section.get(setting):
                yield _fault(path, NO_SETTING.format(key=key, setting=setting), known)
        for setting in sorted(section.keys() - KNOWN):
            yield _fault(path, UNKNOWN.format(key=key, setting=setting), known)
        if key in seen:
            yield _fault(path, TWICE.format(key=key), RENAME)
        if "key" in section and not _is_folder_name(key):
            yield _fault(path, BAD_KEY.format(key=key), PLAIN_KEY)
        seen.add(key)


def _is_folder_name(key: str) -> bool:
    return key.isascii() and all(letter.isalnum() or letter in "-_" for letter in key)


def _entry(folder: Path, section: Mapping[str, Any]) -> Entry:
    given: dict[str, Any] = {name: _files(folder, section.get(name, [])) for name in FILES}
    given |= {name: folder / section[name] if name in section else None for name in ONE_FILE}
    programme = section["programme"]
    own = folder / programme
    return Entry(
        key=section["key"],
        programme=str(own) if own.is_file() else programme,
        given=given,
        max_changes=section.get("max_changes"),
        shortlist=section.get("shortlist", 0),
    )


def _files(folder: Path, named: str | list[str]) -> list[Path]:
    patterns = [named] if isinstance(named, str) else named
    found: list[Path] = []
    for pattern in patterns:
        # A pattern that fits nothing stays as it is, so that the missing file is named in the error.
        found += sorted(folder.glob(pattern)) or [folder / pattern]
    return found


def _fault(path: Path, reason: Wording, remedy: Wording) -> Finding:
    return Finding(severity=Severity.ERROR, code="region", reason=reason, remedy=remedy, file=path.name)
