"""What becomes of a mentor who wrote how many mentees to take, and nobody can read it."""

from dataclasses import replace

from questionnaires.programme import Programme
from questionnaires.reading.cells.capacity import NOBODY
from questionnaires.reading.cells.quantity import bounds_of
from questionnaires.reading.columns import Rows
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.cells import CAPACITY_UNCLEAR


def settle_capacities(rows: Rows, programme: Programme, findings: Findings) -> None:
    """Give a mentor whose capacity is written but unclear nobody: the usual number would be a guess."""
    asked = {base.capacity.question for base in programme.bases}
    for question in rows.mapped.questions:
        values = rows.columns.get(question.key) if question.key in asked else None
        bounds = bounds_of(replace(question, least=0))
        for row, value in enumerate(values or ()):
            if values is not None and value is None and not rows.is_blank(row, question.key):
                found = rows.written(row, question.key)
                place = rows.place(row, question.key, found)
                findings.add(CAPACITY_UNCLEAR, place, found=found, bounds=bounds)
                values[row] = NOBODY
