"""The papers of a run, arranged for a page: what each is called and in which pile it lies."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from questionnaires.wording import Wording
from service.documents.pairs.letter_index import INDEX
from service.folder.contents.numbers import COMPLETION

PILES: tuple[tuple[Wording, tuple[str, ...]], ...] = (
    (Wording("Приказы", "Orders"), ("orders",)),
    (
        Wording("Предложение для разговора с людьми", "The proposal to talk over"),
        ("proposal.docx", "interviews.docx"),
    ),
    (Wording("Отчёты", "Reports"), ("report-curator.html", "report-head.html", "summary.xlsx")),
    (Wording("Базы", "Bases"), ("mentees.xlsx", "mentors.xlsx", "people.csv")),
    (Wording("Итоги программы", "At the close of the programme"), ("practices.xlsx", "analysis.docx")),
    (Wording("Письма", "Letters"), ("letters", "thanks")),
    (Wording("Карточки пар и журналы встреч", "Pair cards and meeting journals"), ("cards", "journals")),
    (Wording("Выписки", "Extracts"), ("extracts",)),
    (Wording("Таблицы и паспорт подбора", "Tables and the passport of the run"), ()),
)
"""Title of a pile → the first part of the paths in it; the last pile takes what is left."""

NAMES = {
    "proposal.docx": Wording("Предложение", "Proposal"),
    "interviews.docx": Wording("Листы собеседований", "Interview sheets"),
    "report-curator.html": Wording("Отчёт куратора", "Curator's report"),
    "report-head.html": Wording("Отчёт руководителю", "Report for the head"),
    "summary.xlsx": Wording("Сводка", "Summary"),
    "mentees.xlsx": Wording("База наставляемых", "Base of mentees"),
    "mentors.xlsx": Wording("База наставников", "Base of mentors"),
    "people.csv": Wording("Реестр участников", "Register of people"),
    "pairs.csv": Wording("Пары по кодам", "Pairs by code"),
    "unmatched.csv": Wording("Пока без наставника, по кодам", "Without a mentor yet, by code"),
    "run.json": Wording("Паспорт подбора", "Passport of the run"),
    "approval.json": Wording("Паспорт утверждения", "Passport of the approval"),
    "order.json": Wording("Паспорт приказа", "Passport of the order"),
    "practices.xlsx": Wording("База практик и резерв наставников", "Practices, and mentors in reserve"),
    "analysis.docx": Wording("Анализ программы, SWOT", "Analysis of the programme, SWOT"),
    INDEX: Wording("Список писем", "Index of letters"),
    "certificate.npz": Wording("Протокол проверки", "Record of the check"),
    "certificate-peers.npz": Wording("Протокол проверки равных", "Record of the check of peers"),
}
KIND = {
    ".docx": "Word",
    ".xlsx": "Excel",
    ".html": "HTML",
    ".csv": "CSV",
    ".json": "JSON",
    ".npz": "NPZ",
    ".txt": "TXT",
}
ACTS = {
    "assignment": Wording("О закреплении", "On assignment"),
    "changes": Wording("О внесении изменений", "On changes"),
    "completion": Wording("О завершении", "On completion"),
}
ADDRESSED = {
    "thanks": Wording("благодарность: {name}", "thanks: {name}"),
    "letters": Wording("о завершении: {name}", "on completion: {name}"),
}
"""Letters that are no news of a pair, by their folder."""
LISTED = {
    "thanks": Wording("Список благодарностей", "Index of thanks"),
    "letters": Wording("Список писем о завершении", "Index of letters on completion"),
}
WHOM = {"pupils": Wording("обучающиеся", "pupils"), "teachers": Wording("педагоги", "teachers")}
ALONE = Wording("отдельный приказ {number}", "separate order {number}")
"""Of people kept apart: each has an order of the own, which bears a number and no name."""
SITE = Wording(" (для сайта)", " (for the site)")
_ORDER = re.compile(r"(?P<place>.+)-(?P<whom>[a-z]+|\d+)-(?P<act>assignment|changes|completion)")
PRIVATE = Wording(
    "{name} (отдельная база, видит только куратор)", "{name} (base kept apart, for the curator only)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One paper of a run as a line shows it."""

    path: str
    title: Wording
    kind: str
    size: Wording
    opens: bool = False


def arrange(sizes: Mapping[str, int], places: Mapping[str, str]) -> list[tuple[Wording, list[Shown]]]:
    """Return the piles that have papers.

    Parameters
    ----------
    sizes
        Path below the run's folder → bytes.
    places
        Key of an organisation → its short name, where organisations have folders of their own.
    """
    piles: dict[int, list[Shown]] = {}
    for path in _in_order(sizes):
        if not path.startswith("inputs/"):
            piles.setdefault(_pile(path, places), []).append(_shown(path, sizes[path], places))
    return [(PILES[number][0], piles[number]) for number in sorted(piles)]


def _in_order(paths: Iterable[str]) -> list[str]:
    return sorted(paths, key=lambda path: (path.count("/"), path))


def _own_parts(path: str, places: Mapping[str, str]) -> tuple[str, ...]:
    """Return the parts of a path without the folders of an organisation, of the close and of what is kept apart."""
    parts = PurePosixPath(path).parts
    return tuple(
        part
        for k, part in enumerate(parts)
        if k == len(parts) - 1 or part not in {*places, "private", COMPLETION}
    )


def _pile(path: str, places: Mapping[str, str]) -> int:
    own = _own_parts(path, places)
    first = "orders" if _ORDER.fullmatch(PurePosixPath(own[-1]).stem) else own[0]
    return next((k for k, (_, firsts) in enumerate(PILES) if first in firsts), len(PILES) - 1)


def _shown(path: str, size: int, places: Mapping[str, str]) -> Shown:
    parts, own = PurePosixPath(path).parts, _own_parts(path, places)
    title = _title(own, places)
    if own[0] in ADDRESSED and (COMPLETION in parts or own[0] == "thanks"):
        title = LISTED[own[0]] if own[-1] == INDEX else ADDRESSED[own[0]].format(name=title)
    if parts[0] in places:
        place = places[parts[0]]
        title = Wording(f"{place}: {title.ru}", f"{place}: {title.en}")
    if "private" in parts[:-1]:
        title = PRIVATE.format(name=title)
    suffix = PurePosixPath(path).suffix
    kind = KIND.get(suffix, suffix[1:].upper())
    return Shown(path=path, title=title, kind=kind, size=_size(size), opens=suffix == ".html")


def _title(own: tuple[str, ...], places: Mapping[str, str]) -> Wording:
    """Return what a paper is called: known ones by name, orders by what they decide, others by their code."""
    if own[-1] in NAMES:
        return NAMES[own[-1]]
    stem = PurePosixPath(own[-1]).stem
    order = _ORDER.fullmatch(stem)
    if order is None:
        return Wording(stem, stem)
    place = places.get(order["place"], order["place"])
    whom = WHOM.get(order["whom"]) or ALONE.format(number=order["whom"])
    site = SITE if "publication" in own[:-1] else Wording("", "")
    act = ACTS[order["act"]]
    return Wording(f"{act.ru}: {whom.ru}, {place}{site.ru}", f"{act.en}: {whom.en}, {place}{site.en}")


def _size(size: int) -> Wording:
    return Wording("{size} КБ", "{size} KB").format(size=max(1, (size + 512) // 1024))
