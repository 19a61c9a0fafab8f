"""The index of a folder of letters: for whom each file is, and room for when it was handed over."""

from collections.abc import Iterable
from dataclasses import dataclass

from questionnaires.people import Person
from service.documents.formats.sheets import Column, Sheet, render_workbook
from service.view import Paper

INDEX = "index.xlsx"
COLUMNS = (
    Column(title="Код", width=8),
    Column(title="Участник", width=32),
    Column(title="Кому", width=30),
    Column(title="О чём", width=26),
    Column(title="Файл", width=20),
    Column(title="Вручено, дата", width=14, by_hand=True),
    Column(title="Подпись", width=18, by_hand=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """A letter, whom it goes to and what it is about.

    Parameters
    ----------
    guarded
        Whether it goes to the законный представитель.
    """

    paper: Paper
    person: Person
    about: str
    guarded: bool = False

    def line(self) -> tuple[str, ...]:
        """Return the row of the index."""
        name = self.paper.path.rpartition("/")[2]
        return (self.person.code, self.person.name, self._whom(), self.about, name, "", "")

    def _whom(self) -> str:
        if not self.guarded:
            return "участник"
        return ": ".join(part for part in ("законный представитель", self.person.guardian) if part)


def with_index(letters: Iterable[Addressed]) -> tuple[Paper, ...]:
    """Return the letters and, in each of their folders, its index."""
    by_folder: dict[str, list[Addressed]] = {}
    for letter in letters:
        by_folder.setdefault(letter.paper.path.rpartition("/")[0], []).append(letter)
    papers = [letter.paper for own in by_folder.values() for letter in own]
    return (*papers, *(_index(folder, own) for folder, own in by_folder.items()))


def _index(folder: str, letters: list[Addressed]) -> Paper:
    sheet = Sheet(title="Письма", columns=COLUMNS, rows=[letter.line() for letter in letters])
    return Paper(f"{folder}/{INDEX}", render_workbook([sheet]))
