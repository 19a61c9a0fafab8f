"""People as another system sends them: one table a base, read as any other file; every remark points into the body."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from questionnaires.finding import Finding
from questionnaires.reading import InputFile
from questionnaires.wording import Wording
from service.api.protocol.problems import Fault, from_finding
from service.api.schemas.fields import WORDS

NO_BASE = Wording("В программе нет базы с таким ключом.", "The programme has no base with this key.")
NO_QUESTION = Wording("В анкете этой базы нет такого вопроса.", "The questionnaire has no such question.")
TWICE = Wording("Этот external_id встречается дважды.", "This external_id stands twice.")
NAME = "name"
FIRST_ROW = 2
"""Of a table: the first row holds the questions."""

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentTable:
    """The people of one base as a file.

    Parameters
    ----------
    keys
        The question of each column title.
    rows
        The external id of each row, in order.
    """

    file: InputFile
    keys: dict[str, str]
    rows: tuple[str, ...]


def find_faults(given: Sequence[Data], about: Data) -> Iterator[Fault]:
    """Yield what the programme does not know: bases, questions, and a person sent twice."""
    asked = {base["key"]: {one["key"] for one in base["questions"]} for base in about["bases"]}
    seen: set[str] = set()
    for place, one in enumerate(given):
        pointer = f"/participants/{place}"
        if one["external_id"] in seen:
            yield Fault(code="twice", detail=TWICE, pointer=f"{pointer}/external_id")
        seen.add(one["external_id"])
        if one["base"] not in asked:
            yield Fault(code="unknown-base", detail=NO_BASE, pointer=f"{pointer}/base")
        elif not set(one["answers"]) <= asked[one["base"]]:
            yield Fault(code="unknown-question", detail=NO_QUESTION, pointer=f"{pointer}/answers")
        elif NAME in asked[one["base"]] and not one["answers"].get(NAME, "").strip():
            # a row without a name is no answer, and would be passed over without a word
            yield Fault(code="required", detail=WORDS["required"], pointer=f"{pointer}/answers/{NAME}")


def as_tables(sent: dict[str, Data], about: Data) -> list[SentTable]:
    """Return one table a base, with the questions as headers: the same reading as of any other file."""
    found = []
    for base in about["bases"]:
        people = {key: one["answers"] for key, one in sent.items() if one["base"] == base["key"]}
        if people:
            keys = {question["text"]: question["key"] for question in base["questions"]}
            rows = [[answers.get(key, "") for key in keys.values()] for answers in people.values()]
            file = InputFile(f"sent-{base['key']}.csv", _written(list(keys), rows))
            found.append(SentTable(file=file, keys=keys, rows=tuple(people)))
    return found


def codes_of(tables: Sequence[SentTable], sources: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Return external id → code, of everybody whose row was read; `sources` are file and row by code."""
    by_file = {table.file.label: table for table in tables}
    found = {}
    for code, (file, row) in sources.items():
        table, place = by_file.get(file), row - FIRST_ROW
        if table is not None and 0 <= place < len(table.rows):
            found[table.rows[place]] = code
    return found


def placed(
    findings: Sequence[Finding], tables: Sequence[SentTable], given: Sequence[Data]
) -> list[tuple[Finding, Fault]]:
    """Return what was found in the tables; what concerns somebody of this body points to them in it."""
    by_file = {table.file.label: table for table in tables}
    place_of = {one["external_id"]: place for place, one in enumerate(given)}
    return [(one, _placed(one, by_file[one.file], place_of)) for one in findings if one.file in by_file]


def _placed(found: Finding, table: SentTable, place_of: dict[str, int]) -> Fault:
    fault = from_finding(found)
    row = (found.row or 0) - FIRST_ROW
    if not 0 <= row < len(table.rows) or table.rows[row] not in place_of:
        return fault
    pointer = f"/participants/{place_of[table.rows[row]]}/answers"
    key = table.keys.get(found.column or "")
    return replace(fault, pointer=f"{pointer}/{key}" if key else pointer, file=None, row=None, column=None)


def _written(header: list[str], rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([header, *rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()
